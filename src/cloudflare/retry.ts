import { CallFailed } from './call-failed.ts';
import type { Limiter, RunOptions } from './limiter.ts';

const RETRIES = 3;
const TIMEOUT_RETRIES = 1; // a second silence of half a minute says enough
const LONGEST_WAIT_MS = 8_000;

export type RetryOptions = RunOptions & { onRetry?: (() => void) | undefined; random?: () => number };

/** Asks again for what may heal by itself: 429, 5xx, a broken connection, a mangled answer. Everything else is final. */
export async function withRetries<T>(limiter: Limiter, once: () => Promise<T>, options: RetryOptions = {}): Promise<T> {
  const { signal, onWait, onRetry, random = Math.random } = options;
  for (let retries = 0; ; retries += 1) {
    try {
      return await limiter.run(once, { signal, onWait });
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof CallFailed) || retries >= limit(error)) throw error;
      const backoff = Math.min(LONGEST_WAIT_MS, 500 * 2 ** retries) * (0.75 + random() / 4);
      if (error.status === 429) limiter.hold(error.retryAfterMs ?? backoff);
      else await limiter.clock.wait(Math.min(error.retryAfterMs ?? backoff, LONGEST_WAIT_MS), signal);
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
