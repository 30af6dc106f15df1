import { expect, test } from 'vitest';
import { createLimiter } from '../../src/cloudflare/limiter.ts';
import { fakeClock } from './fake-clock.ts';

const budget = (remaining: number, seconds: number, quota = 1200) =>
  new Headers({ ratelimit: `"default";r=${remaining};t=${seconds}`, 'ratelimit-policy': `"default";q=${quota};w=300` });

const nothing = async () => undefined;

test('no more than the allowed number of calls are under way at once', async () => {
  const limiter = createLimiter({ clock: fakeClock(), concurrency: 3 });
  const finish: (() => void)[] = [];
  const calls = Array.from({ length: 7 }, () =>
    limiter.run(() => new Promise<void>((resolve) => finish.push(resolve))),
  );

  for (const expected of [3, 4, 5, 6, 7]) {
    await new Promise(setImmediate);
    expect(finish).toHaveLength(expected);
    finish[expected - 3]?.();
  }
  for (const resolve of finish) resolve();
  await Promise.all(calls);
});

test.each([
  ['plenty is left', 900, []],
  ['one more than the reserve is left', 241, []],
  ['only the reserve of a fifth is left', 240, [100_000]],
  ['nothing is left', 0, [100_000]],
])('when %s, the next call waits accordingly', async (_, remaining, waits) => {
  const clock = fakeClock();
  const limiter = createLimiter({ clock });
  limiter.observe(budget(remaining, 100));
  await limiter.run(nothing);
  expect(clock.waits).toEqual(waits);
});

test('the smaller of two stated budgets counts', async () => {
  const clock = fakeClock();
  const limiter = createLimiter({ clock });
  limiter.observe(
    new Headers({
      ratelimit: '"default";r=1000;t=200, "burst";r=1;t=7',
      'ratelimit-policy': '"default";q=1200;w=300, "burst";q=50;w=10',
    }),
  );
  await limiter.run(nothing);
  expect(clock.waits).toEqual([7_000]);
});

test('where no header states a budget, the documented one is kept all the same', async () => {
  const clock = fakeClock();
  const limiter = createLimiter({ clock });
  for (let call = 0; call < 960; call += 1) await limiter.run(nothing);
  expect(clock.waits).toEqual([]);
  await limiter.run(nothing);
  expect(clock.waits).toEqual([300_000]);
});

test.each(['', 'nonsense', '"default"', '"default";r=x;t=1', '"default";r=0'])(
  'a malformed header %j stops nothing',
  async (ratelimit) => {
    const clock = fakeClock();
    const limiter = createLimiter({ clock });
    limiter.observe(new Headers({ ratelimit, 'ratelimit-policy': '"default";q=0;w=0' }));
    await limiter.run(nothing);
    expect(clock.waits).toEqual([]);
  },
);

test('a header cannot stop us for longer than ten minutes', async () => {
  const clock = fakeClock();
  const limiter = createLimiter({ clock });
  limiter.observe(budget(0, 9_999_999));
  limiter.hold(9_999_999_000);
  await limiter.run(nothing);
  expect(clock.waits).toEqual([600_000]);
});

test('whoever waits for a slot is let go at once when cancelled, and takes no slot with it', async () => {
  const limiter = createLimiter({ clock: fakeClock(), concurrency: 1 });
  let finish = () => {};
  const first = limiter.run(() => new Promise<void>((resolve) => (finish = resolve)));
  const cancel = new AbortController();
  const second = limiter.run(nothing, { signal: cancel.signal });
  const third = limiter.run(async () => 'third');

  cancel.abort(new Error('cancelled'));
  await expect(second).rejects.toThrow('cancelled');
  finish();
  await first;
  expect(await third).toBe('third');
});
