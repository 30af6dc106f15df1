import { createAllowance } from './allowance.ts';
import { GRAPHQL_QUOTA, QUOTA } from './budget.ts';
import { type Clock, systemClock } from './clock.ts';
import { type Ledger, ownLedger } from './ledger.ts';
import { statedBudgets } from './ratelimit-headers.ts';

/**
 * One credential's share of Cloudflare's budget: a few calls at a time, and a fifth of the budget always left to the
 * people in the dashboard. Whether it is shared with other processes is a matter of its ledgers.
 */
export type Limiter = {
  readonly clock: Clock;
  run<T>(work: () => Promise<T>, options?: RunOptions): Promise<T>;
  /** Learns from the rate-limit headers of an answer. */
  observe(headers: Headers): void;
  /** Nothing is sent for so long, or no further query: what a 429 asks for. */
  hold(ms: number, options?: { queries?: number | undefined }): void;
};

export type RunOptions = {
  signal?: AbortSignal | undefined;
  onWait?: ((ms: number) => void) | undefined;
  /** Of the analytics, which have a quota of their own on top: each dataset of each zone is one. */
  queries?: number | undefined;
};

export type Ledgers = { rest: Ledger; graphql: Ledger };

const CONCURRENCY = 8;

export function createLimiter({
  clock = systemClock,
  concurrency = CONCURRENCY,
  ledgers = ownLedgers(clock),
}: {
  clock?: Clock;
  concurrency?: number;
  ledgers?: Ledgers;
} = {}): Limiter {
  const calls = createAllowance(clock, ledgers.rest, { slots: concurrency });
  const analytics = createAllowance(clock, ledgers.graphql);

  return {
    clock,

    async run(work, { signal, onWait, queries = 0 } = {}) {
      for (let query = 0; query < queries; query += 1) {
        await analytics.take({ signal, onWait });
        analytics.release();
      }
      await calls.take({ signal, onWait });
      try {
        signal?.throwIfAborted();
        return await work();
      } finally {
        calls.release();
      }
    },

    observe(headers) {
      calls.observe(
        statedBudgets(headers).map(({ resetMs, ...stated }) => ({ ...stated, resetAt: clock.now() + resetMs })),
      );
    },

    hold(ms, { queries = 0 } = {}) {
      if (queries > 0) analytics.hold(ms);
      else calls.hold(ms);
    },
  };
}

const ownLedgers = (clock: Clock): Ledgers => ({
  rest: ownLedger(clock, QUOTA),
  graphql: ownLedger(clock, GRAPHQL_QUOTA),
});
