import { vi } from 'vitest';
import type { Clock } from '../../src/cloudflare/clock.ts';

interface Sleeper {
  at: number;
  wake(): void;
}

/** Time for several who wait at once: it stands still until `pass`, which lets it run to the next moment somebody waits for. */
export function simulatedClock(start = Date.parse('2026-11-23T09:00:00Z')) {
  let now = start;
  const sleepers: Sleeper[] = [];
  const clock: Clock = {
    now: () => now,
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { at: now + ms, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers.splice(sleepers.indexOf(sleeper), 1);
          reject(signal.reason);
        });
      }),
  };
  function wakeFirst(): void {
    now = Math.min(...sleepers.map(({ at }) => at));
    for (const sleeper of sleepers.filter(({ at }) => at <= now)) {
      sleepers.splice(sleepers.indexOf(sleeper), 1);
      sleeper.wake();
    }
  }
  const until = (condition: () => boolean) => vi.waitUntil(condition, { timeout: 60_000, interval: 1 });
  return {
    clock,
    elapsedMs: () => now - start,
    sleeping: () => sleepers.length,
    /** Waits until so many sleep, then for the first of them to wake. */
    async pass(sleeping = 1): Promise<void> {
      await until(() => sleepers.length >= sleeping);
      wakeFirst();
    },
    /** Passes whenever all who are still at it sleep, until nobody is. */
    async passUntilDone(unfinished: () => number): Promise<void> {
      while (unfinished() > 0) {
        await until(() => unfinished() === 0 || sleepers.length >= unfinished());
        if (unfinished() > 0) wakeFirst();
      }
    },
  };
}
