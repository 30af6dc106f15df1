/** When the zone of an open review is read again by itself. */
import { z } from 'zod';

export const Rescan = z.enum(['off', 'daily', 'weekly']);
export type Rescan = z.infer<typeof Rescan>;

const HOUR_MS = 60 * 60_000;
/** A little less than its name says, so that it does not wander around the clock by what a scan takes. */
const EVERY_MS = { daily: 24 * HOUR_MS - HOUR_MS / 2, weekly: 7 * 24 * HOUR_MS - HOUR_MS / 2 };

/** Of Cloudflare's calls in five minutes: what nobody waits for may take no more. */
export const RESCAN_SHARE = 0.5;

export const Readings = z.object({
  rescan: Rescan,
  /** When the last reading was asked for, by a person or by itself, and when one was last left out. */
  lastAskedAt: z.date(),
  leftOutAt: z.date().nullable(),
  /** One waits or is under way. */
  underWay: z.boolean(),
});
export type Readings = z.infer<typeof Readings>;

/** A reading that failed counts too: what refuses once a minute is not asked once a minute. */
export function rescanDue({ rescan, lastAskedAt, leftOutAt, underWay }: Readings, now: Date): boolean {
  if (rescan === 'off' || underWay) return false;
  return now.getTime() - Math.max(lastAskedAt.getTime(), leftOutAt?.getTime() ?? 0) >= EVERY_MS[rescan];
}
