import { setMaxListeners } from 'node:events';
import { type Clock, systemClock } from './clock.ts';
import { statedBudgets } from './ratelimit-headers.ts';

/**
 * One credential's share of Cloudflare's budget: a few calls at a time, and a fifth of the budget always left to the
 * customer's own automation. It knows this process only: two processes with one token each keep their own reserve.
 */
export type Limiter = {
  readonly clock: Clock;
  run<T>(work: () => Promise<T>, options?: RunOptions): Promise<T>;
  /** Learns from the rate-limit headers of an answer. */
  observe(headers: Headers): void;
  /** Nothing is sent for so long: what a 429 asks for. */
  hold(ms: number): void;
};

export type RunOptions = { signal?: AbortSignal | undefined; onWait?: ((ms: number) => void) | undefined };

type Budget = { quota: number; windowMs: number; remaining: number; resetAt: number };

const CONCURRENCY = 8;
const RESERVE = 0.2;
const QUOTA = 1200;
const WINDOW_MS = 300_000;
const LONGEST_HOLD_MS = 600_000; // twice Cloudflare's own penalty: a header cannot stop us for longer
const ASSUMED = ''; // the documented budget, counted by us until a header states the real one

export function createLimiter({ clock = systemClock, concurrency = CONCURRENCY } = {}): Limiter {
  const budgets = new Map<string, Budget>([
    [ASSUMED, { quota: QUOTA, windowMs: WINDOW_MS, remaining: QUOTA, resetAt: 0 }],
  ]);
  const waiting: (() => void)[] = [];
  let active = 0;
  let heldUntil = 0;

  /** How long nothing may be sent: zero when a call may go now. */
  function pauseMs(): number {
    const now = clock.now();
    let until = heldUntil;
    for (const budget of budgets.values()) {
      if (budget.resetAt <= now) Object.assign(budget, { remaining: budget.quota, resetAt: now + budget.windowMs });
      if (budget.remaining <= budget.quota * RESERVE) until = Math.max(until, budget.resetAt);
    }
    return Math.max(0, until - now);
  }

  async function takeSlot(signal: AbortSignal | undefined): Promise<void> {
    if (active < concurrency) {
      active += 1;
      return;
    }
    if (signal) setMaxListeners(0, signal); // every page of a long list may be waiting here
    await new Promise<void>((resolve, reject) => {
      const turn = () => {
        signal?.removeEventListener('abort', abandon);
        resolve(); // the slot is handed over, so the count stays
      };
      const abandon = () => {
        waiting.splice(waiting.indexOf(turn), 1);
        reject(signal?.reason);
      };
      waiting.push(turn);
      signal?.addEventListener('abort', abandon, { once: true });
    });
  }

  function releaseSlot(): void {
    const next = waiting.shift();
    if (next) next();
    else active -= 1;
  }

  return {
    clock,

    async run(work, { signal, onWait } = {}) {
      signal?.throwIfAborted();
      await takeSlot(signal);
      try {
        for (let pause = pauseMs(); pause > 0; pause = pauseMs()) {
          onWait?.(pause);
          await clock.wait(pause, signal);
        }
        signal?.throwIfAborted();
        for (const budget of budgets.values()) budget.remaining -= 1;
        return await work();
      } finally {
        releaseSlot();
      }
    },

    observe(headers) {
      for (const { name, remaining, resetMs, quota = QUOTA, windowMs = WINDOW_MS } of statedBudgets(headers)) {
        budgets.delete(ASSUMED);
        budgets.set(`stated ${name}`, {
          quota,
          windowMs,
          remaining: remaining - Math.max(0, active - 1), // calls on their way may not have been counted yet
          resetAt: clock.now() + Math.min(resetMs, LONGEST_HOLD_MS),
        });
      }
    },

    hold(ms) {
      heldUntil = Math.max(heldUntil, clock.now() + Math.min(ms, LONGEST_HOLD_MS));
    },
  };
}
