/** What those who share one credential know of its budget of calls, and how one of them takes its turn at it. Pure. */
import { z } from 'zod';

const Window = z.object({
  name: z.string(),
  quota: z.number(),
  windowMs: z.number(),
  /** By everyone, as far as we know. It only grows until the window ends. */
  spent: z.number(),
  resetAt: z.number(),
  /** Whether Cloudflare said so; else it is the documented budget, counted by us. */
  stated: z.boolean(),
});
type Window = z.infer<typeof Window>;

export const Budget = z.object({
  windows: z.array(Window),
  /** Calls that a process may make and has not accounted for; one that died gives them back when the time is up. */
  leases: z.array(z.object({ holder: z.string(), calls: z.number(), until: z.number() })),
  /** Nothing is sent before: what a 429 asked for. */
  heldUntil: z.number(),
});
export type Budget = z.infer<typeof Budget>;

/** One budget as an answer stated it, with the moment at which it is said to be whole again. */
export type Stated = { name: string; remaining: number; resetAt: number; quota?: number; windowMs?: number };

export type Turn = {
  /** Who takes it. What it leased before is over. */
  holder: string;
  /** Calls made of what was leased. */
  spent: number;
  stated: readonly Stated[];
  heldUntil: number;
  wanted: number;
  /** Of those wanted, how many go out at once: they count as spent, so that nothing is left to account for. */
  atOnce: number;
};

/** `calls` that may be made before `until`; when there are none, the time to ask again is `until`. */
export type Granted = { calls: number; atOnce: number; until: number };

export const QUOTA = 1200;
export const GRAPHQL_QUOTA = 300;
/** Twice Cloudflare's own penalty: a header cannot stop us for longer. */
export const LONGEST_HOLD_MS = 600_000;

const RESERVE = 0.2; // for the people in the dashboard, whose calls count too
const WINDOW_MS = 300_000;
const BATCH = 32;
const LEASE_MS = 60_000;
const MOST_WINDOWS = 8;
const ASSUMED = '';

export const wholeBudget = (quota: number): Budget => ({
  windows: [{ name: ASSUMED, quota, windowMs: WINDOW_MS, spent: 0, resetAt: 0, stated: false }],
  leases: [],
  heldUntil: 0,
});

export function takeTurn(before: Budget, turn: Turn, now: number): { budget: Budget; granted: Granted } {
  const others = before.leases.filter(({ holder, until }) => holder !== turn.holder && until > now);
  const leased = others.reduce((sum, { calls }) => sum + calls, 0);
  const heldUntil = Math.max(before.heldUntil, Math.min(turn.heldUntil, now + LONGEST_HOLD_MS));
  const known = before.windows.map((window) => begun(window, now)).map((window) => spending(window, turn.spent));
  const windows = turn.stated
    .filter(({ resetAt }) => resetAt > now)
    .map((stated) => ({ ...stated, resetAt: Math.min(stated.resetAt, now + LONGEST_HOLD_MS) }))
    .reduce((all, stated) => learned(all, stated, leased), known);

  const left = Math.min(...windows.map((window) => usable(window) - window.spent - leased));
  const calls = heldUntil > now || turn.wanted === 0 ? 0 : Math.max(0, Math.min(turn.wanted, portion(left)));
  const atOnce = Math.min(calls, turn.atOnce);
  const lease = { holder: turn.holder, calls: calls - atOnce, until: now + LEASE_MS };
  const leases = lease.calls > 0 ? [...others, lease] : others;
  const until = calls > 0 ? lease.until : Math.max(heldUntil, ...windows.map((window) => freeAt(window, others, now)));
  return {
    budget: { windows: windows.map((window) => spending(window, atOnce)), leases, heldUntil },
    granted: { calls, atOnce, until },
  };
}

export const digsIntoReserve = ({ remaining, quota = QUOTA }: Stated, calls: number): boolean =>
  remaining - calls < quota - usable({ quota });

/** A quota of one is not held back altogether. */
const usable = ({ quota }: { quota: number }) => Math.max(1, Math.floor(quota * (1 - RESERVE)));

/** The less is left, the smaller the portions: else one process would sit on what another could use. */
const portion = (left: number) => Math.min(BATCH, left, Math.max(1, Math.floor(left / 4)));

/** A window that is over begins again. */
const begun = (window: Window, now: number): Window =>
  window.resetAt > now ? window : { ...window, spent: 0, resetAt: now + window.windowMs, stated: false };

const spending = (window: Window, calls: number): Window => ({
  ...window,
  spent: Math.max(0, window.spent + calls),
});

/**
 * Answers come out of order, and the newest calls may not be counted in them yet: within one window what is known to be
 * spent never shrinks. More than everything that was granted is what others used.
 */
function learned(windows: readonly Window[], stated: Stated, leased: number): Window[] {
  const known = windows.find(({ name }) => name === stated.name) ?? windows.find(({ name }) => name === ASSUMED);
  const rest = windows.filter((window) => window !== known && window.name !== ASSUMED);
  const { name, resetAt, quota = known?.quota ?? QUOTA, windowMs = known?.windowMs ?? WINDOW_MS } = stated;
  const later = known?.stated ? resetAt - known.resetAt : 0;
  if (later <= -windowMs / 2) return [...windows]; // said of the window before
  const isNext = later >= windowMs / 2;
  const ours = isNext ? 0 : (known?.spent ?? 0);
  const used = Math.max(0, quota - stated.remaining);
  const window: Window = {
    name,
    quota,
    windowMs,
    spent: used > ours + leased ? used : ours,
    resetAt: known?.stated && !isNext ? Math.min(known.resetAt, resetAt) : resetAt,
    stated: true,
  };
  return [window, ...rest].slice(0, MOST_WINDOWS);
}

/** When a window that has nothing left has something again, which may be earlier if a lease runs out unused. */
function freeAt(window: Window, leases: Budget['leases'], now: number): number {
  const leased = leases.reduce((sum, { calls }) => sum + calls, 0);
  const left = usable(window) - window.spent;
  if (left - leased > 0) return now;
  return left > 0 ? Math.min(window.resetAt, ...leases.map(({ until }) => until)) : window.resetAt;
}
