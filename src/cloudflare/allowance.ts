import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { digsIntoReserve, type Granted, LONGEST_HOLD_MS, type Stated } from './budget.ts';
import type { Clock } from './clock.ts';
import type { Ledger } from './ledger.ts';

/**
 * This process's part of one budget: calls are leased a few at a time and handed out first come, first served, so many
 * at once as there are slots. Whoever waits for budget holds no slot.
 */
export type Allowance = {
  /** Resolves when a call may go out; `release` follows when it is over. */
  take(options: TakeOptions): Promise<void>;
  release(): void;
  observe(stated: readonly Stated[]): void;
  hold(ms: number): void;
};

export type TakeOptions = { signal?: AbortSignal | undefined; onWait?: ((ms: number) => void) | undefined };

type Waiting = TakeOptions & { go(): void; fail(reason: unknown): void };

const NOTHING: Granted = { calls: 0, atOnce: 0, until: 0 };

export function createAllowance(
  clock: Clock,
  ledger: Ledger,
  { slots = Number.POSITIVE_INFINITY, holder = randomUUID() }: { slots?: number; holder?: string } = {},
): Allowance {
  const waiting: Waiting[] = [];
  let granted = NOTHING;
  let spent = 0; // calls made, less what the ledger counts as spent already
  let stated: Stated[] = [];
  let active = 0;
  let heldUntil = 0;
  let resumesAt = 0;
  let serving = false;
  let pause = new AbortController();

  const wanted = () => waiting.length > 0 && active < slots;

  async function turn(): Promise<void> {
    const atOnce = Math.min(waiting.length, slots - active);
    const told = { holder, spent, stated, heldUntil, wanted: waiting.length, atOnce };
    granted = NOTHING;
    spent = 0;
    stated = [];
    try {
      granted = await ledger.turn(told);
      spent -= granted.atOnce;
    } catch (error) {
      spent += told.spent; // to be told the next time
      throw error;
    }
  }

  async function serve(): Promise<void> {
    if (serving) return;
    serving = true;
    try {
      do {
        while (wanted()) {
          if (!mayGo()) await turn();
          if (mayGo()) handOut();
          else if (granted.calls === 0) await untilThereAreMore(granted.until);
        }
        if (waiting.length === 0 && (granted.calls > 0 || spent !== 0)) await turn(); // what is left over goes back
      } while (wanted());
    } catch (reason) {
      for (const each of waiting.splice(0)) each.fail(reason); // with nobody waiting, the next turn will tell
    } finally {
      serving = false;
    }
  }

  const mayGo = () => granted.calls > 0 && granted.until > clock.now() && heldUntil <= clock.now();

  function handOut(): void {
    granted = { ...granted, calls: granted.calls - 1 };
    spent += 1;
    active += 1;
    waiting.shift()?.go();
  }

  async function untilThereAreMore(at: number): Promise<void> {
    resumesAt = at;
    for (const { onWait } of waiting) onWait?.(at - clock.now());
    pause = new AbortController();
    if (waiting.length === 0) return;
    await clock.wait(at - clock.now(), pause.signal).catch((error: unknown) => {
      if (!pause.signal.aborted) throw error;
    });
    resumesAt = 0;
  }

  return {
    take({ signal, onWait }) {
      signal?.throwIfAborted();
      if (signal) setMaxListeners(0, signal); // every page of a long list may be waiting here
      return new Promise<void>((resolve, reject) => {
        const forget = () => signal?.removeEventListener('abort', abandon);
        const one: Waiting = {
          onWait,
          go: () => {
            forget();
            resolve();
          },
          fail: (reason) => {
            forget();
            reject(reason);
          },
        };
        const abandon = () => {
          waiting.splice(waiting.indexOf(one), 1);
          reject(signal?.reason);
          if (waiting.length === 0) pause.abort();
        };
        signal?.addEventListener('abort', abandon, { once: true });
        waiting.push(one);
        if (resumesAt > clock.now()) onWait?.(resumesAt - clock.now());
        void serve();
      });
    },

    release() {
      active -= 1;
      void serve();
    },

    /** What was leased before is not used up blindly: where it would dig into the reserve, the ledger is asked again. */
    observe(news) {
      stated.push(...news);
      if (news.some((each) => digsIntoReserve(each, granted.calls))) granted = NOTHING;
    },

    hold(ms) {
      heldUntil = Math.max(heldUntil, clock.now() + Math.min(ms, LONGEST_HOLD_MS));
    },
  };
}
