import type { Clock } from '../../src/cloudflare/clock.ts';

/** Time that passes only by being waited for, so that minutes of waiting take none. */
export function fakeClock(start = Date.parse('2026-11-23T09:00:00Z')): Clock & { waits: number[] } {
  let now = start;
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    wait: async (ms, signal) => {
      signal?.throwIfAborted();
      waits.push(ms);
      now += ms;
      await Promise.resolve();
    },
  };
}
