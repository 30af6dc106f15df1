import { setTimeout as sleep } from 'node:timers/promises';

/** Time as a value, so that waiting can be simulated. `wait` rejects at once when the signal aborts. */
export type Clock = { now(): number; wait(ms: number, signal: AbortSignal | undefined): Promise<void> };

export const systemClock: Clock = {
  now: Date.now,
  wait: (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }),
};
