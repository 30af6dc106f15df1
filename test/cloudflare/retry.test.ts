import { expect, test } from 'vitest';
import { CallFailed } from '../../src/cloudflare/call-failed.ts';
import { createLimiter } from '../../src/cloudflare/limiter.ts';
import { withRetries } from '../../src/cloudflare/retry.ts';
import { fakeClock } from './fake-clock.ts';

function setting(failures: readonly Error[], signal?: AbortSignal) {
  const clock = fakeClock();
  const limiter = createLimiter({ clock });
  const left = [...failures];
  let calls = 0;
  const once = async () => {
    calls += 1;
    const failure = left.shift();
    if (failure) throw failure;
    return 'answer';
  };
  const asked = withRetries(limiter, once, { random: () => 1, signal });
  return { asked, clock, calls: () => calls };
}

const failed = (kind: CallFailed['kind'], status?: number, retryAfterMs?: number) =>
  new CallFailed(kind, 'no', { ...(status === undefined ? {} : { status }), retryAfterMs });
const times = <T>(count: number, value: T) => Array.from({ length: count }, () => value);

test.each([
  ['a 429 with Retry-After waits as long as it says', [failed('refused', 429, 42_000)], [42_000]],
  ['a 429 without one backs off', [failed('refused', 429)], [500]],
  ['a 500 backs off longer every time', times(3, failed('refused', 500)), [500, 1_000, 2_000]],
  ['a 503 with Retry-After waits as long as it says', [failed('garbage', 503, 42_000)], [42_000]],
  ['a lost connection', [failed('network')], [500]],
  ['half an answer', [failed('garbage', 200)], [500]],
  ['no answer in time', [failed('timeout')], [500]],
])('%s', async (_, failures, waits) => {
  const { asked, clock } = setting(failures);
  expect(await asked).toBe('answer');
  expect(clock.waits).toEqual(waits);
});

test.each([
  ['a refusal', 1, failed('refused', 403)],
  ['a page of somebody else under 403', 1, failed('garbage', 403)],
  ['a 503 that asks for an hour', 1, failed('garbage', 503, 3_600_000)],
  ['a lasting 500', 4, failed('refused', 500)],
  ['a lasting 429', 4, failed('refused', 429, 1_000)],
  ['a lasting silence', 2, failed('timeout')],
  ['a mistake of ours', 1, new TypeError('ours')],
])('%s is given up after %i calls', async (_, expected, failure) => {
  const { asked, calls } = setting(times(9, failure));
  await expect(asked).rejects.toBe(failure);
  expect(calls()).toBe(expected);
});

test('a 429 stops every other call with the same credential too', async () => {
  const clock = fakeClock();
  const limiter = createLimiter({ clock });
  const order: string[] = [];
  let refused = true;
  await withRetries(limiter, async () => {
    if (!refused) return;
    refused = false;
    throw failed('refused', 429, 60_000);
  });
  const before = clock.now();
  limiter.hold(60_000);
  await limiter.run(async () => order.push('other'));
  expect(clock.now() - before).toBe(60_000);
});

test('cancelling ends the wait before a retry at once, with the reason it was cancelled for', async () => {
  const cancel = new AbortController();
  const limiter = createLimiter(); // real time: if the wait were not cut, this test would run out of it
  const asked = withRetries(
    limiter,
    async () => {
      setImmediate(() => cancel.abort(new Error('review cancelled')));
      throw failed('refused', 429, 500_000);
    },
    { signal: cancel.signal },
  );
  await expect(asked).rejects.toThrow('review cancelled');
});
