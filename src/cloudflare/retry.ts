import { CallFailed } from './call-failed.ts';
import type { Limiter, RunOptions } from './limiter.ts';

const RETRIES = 3;
const TIMEOUT_RETRIES = 1; // a second silence of half a minute says enough
const LONGEST_BACKOFF_MS = 8_000;
const LONGEST_WAIT_MS = 300_000; // told to stay away for longer than that, nobody wants to wait for the answer

export type RetryOptions = RunOptions & { onRetry?: (() => void) | undefined; random?: () => number };

/** Asks again for what may heal by itself: 429, 5xx, a broken connection, a mangled answer. Everything else is final. */
export async function withRetries<T>(limiter: Limiter, once: () => Promise<T>, options: RetryOptions = {}): Promise<T> {
  const { signal, onWait, onRetry, queries, random = Math.random } = options;
  for (let retries = 0; ; retries += 1) {
    try {
      return await limiter.run(once, { signal, onWait, queries });
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof CallFailed) || retries >= limit(error)) throw error;
      const backoff = Math.min(LONGEST_BACKOFF_MS, 500 * 2 ** retries) * (0.75 + random() / 4);
      const wait = error.retryAfterMs ?? backoff;
      if (error.status === 429) limiter.hold(wait, { queries });
      else if (wait > LONGEST_WAIT_MS) throw error;
      else {
        if (error.retryAfterMs !== undefined) onWait?.(wait);
        await limiter.clock.wait(wait, signal);
      }
      onRetry?.();
    }
  }
}

function limit({ kind, status = 0 }: CallFailed): number {
  if (kind === 'timeout') return TIMEOUT_RETRIES;
  const mayHeal = kind === 'network' || status === 429 || status === 408 || status >= 500 || garbled(kind, status);
  return mayHeal ? RETRIES : 0;
}

/** A broken body under a good status was cut on the way; under a bad one it is the answer. */
const garbled = (kind: CallFailed['kind'], status: number) => kind === 'garbage' && status < 400;
