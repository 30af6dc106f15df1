import { expect, test, vi } from 'vitest';
import { createLimiter } from '../../src/cloudflare/limiter.ts';
import { fakeClock } from './fake-clock.ts';
import { simulatedClock } from './simulated-clock.ts';

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

test('an answer that comes late, and tells of more than is left by now, raises nothing', async () => {
  const clock = fakeClock();
  const limiter = createLimiter({ clock });
  limiter.observe(budget(240, 100));
  limiter.observe(budget(900, 101));
  await limiter.run(nothing);
  expect(clock.waits).toEqual([100_000]);
});

test('an answer from the window before says nothing of this one', async () => {
  const clock = fakeClock();
  const limiter = createLimiter({ clock });
  limiter.observe(budget(1000, 300));
  await limiter.run(nothing);
  limiter.observe(budget(0, 3));
  await limiter.run(nothing);
  expect(clock.waits).toEqual([]);
});

test('what people use in the dashboard meanwhile is theirs: a fifth stays whole', async () => {
  const clock = fakeClock();
  const limiter = createLimiter({ clock });
  let left = 1200;
  let calls = 0;
  while (clock.waits.length === 0) {
    left -= calls === 500 ? 301 : 1; // somebody else makes three hundred at once
    calls += 1;
    await limiter.run(async () => limiter.observe(budget(left, 200)));
  }
  expect(calls - 1).toBe(660);
});

test('a query of the analytics that waits for its own quota keeps nobody else waiting', async () => {
  const { clock, pass } = simulatedClock();
  const limiter = createLimiter({ clock, concurrency: 1 });
  limiter.hold(60_000, { queries: 1 });
  let asked = false;
  const query = limiter.run(async () => (asked = true), { queries: 1 });
  expect(await limiter.run(async () => 'the zone')).toBe('the zone');
  expect(asked).toBe(false);
  await pass();
  await query;
});

test('the analytics keep a fifth of their three hundred too, whatever is left for other calls', async () => {
  const clock = fakeClock();
  const limiter = createLimiter({ clock });
  for (let call = 0; call < 80; call += 1) await limiter.run(nothing, { queries: 3 });
  expect(clock.waits).toEqual([]);
  await limiter.run(nothing);
  expect(clock.waits).toEqual([]);
  await limiter.run(nothing, { queries: 1 });
  expect(clock.waits).toEqual([300_000]);
});

test('cancelling all who wait for budget ends the wait, and whoever comes after waits anew', async () => {
  const { clock, pass, sleeping } = simulatedClock();
  const limiter = createLimiter({ clock });
  limiter.observe(budget(0, 100));
  const cancel = new AbortController();
  const waits: number[] = [];
  const onWait = (ms: number) => waits.push(ms);
  const first = limiter.run(nothing, { signal: cancel.signal, onWait });
  await vi.waitUntil(() => waits.length === 1, { timeout: 60_000 });
  cancel.abort(new Error('cancelled'));
  await expect(first).rejects.toThrow('cancelled');
  expect(sleeping()).toBe(0);
  const second = limiter.run(async () => 'second', { onWait });
  await pass();
  expect(await second).toBe('second');
  expect(waits).toEqual([100_000, 100_000]);
});
