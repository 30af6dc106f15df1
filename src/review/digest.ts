/** When a channel's weekly digest is due, and what it says. */
import type { Changes } from './changes.ts';
import type { Expiring } from './expiring.ts';
import { localTime, minutesOf } from './local-time.ts';
import type { DigestSchedule, Review } from './review.ts';
import type { Reading } from './trend.ts';

export interface Due {
  /** The local day the digest belongs to: one digest per channel and period. */
  period: string;
  late: boolean;
}

const LATE_AFTER_MINUTES = 30;
const DAY = 24 * 60;
const LONG_AGO_MS = 9 * DAY * 60_000;

type Clock = Pick<DigestSchedule, 'weekday' | 'at' | 'timezone' | 'setAt' | 'mutedUntil'>;

/** The latest period whose local time has come since the schedule was set and its mute ended; undefined while there is none. */
export function due(schedule: Clock, now: Date): Due | undefined {
  if (schedule.mutedUntil && now < schedule.mutedUntil) return undefined;
  const local = localTime(now, schedule.timezone);
  const at = minutesOf(schedule.at);
  let daysBack = (local.weekday - schedule.weekday + 7) % 7;
  if (daysBack === 0 && local.minutes < at) daysBack = 7;

  const period = new Date(Date.parse(`${local.day}T00:00:00Z`) - daysBack * DAY * 60_000).toISOString().slice(0, 10);
  const isBefore = (moment: Date) => {
    if (now.getTime() - moment.getTime() > LONG_AGO_MS) return true; // looked up in a calendar, it takes longest

    const { day, minutes } = localTime(moment, schedule.timezone);
    return day < period || (day === period && minutes < at);
  };
  if (!isBefore(schedule.setAt) || (schedule.mutedUntil && !isBefore(schedule.mutedUntil))) return undefined;

  return { period, late: daysBack * DAY + local.minutes - at > LATE_AFTER_MINUTES };
}

/** A schedule under the id of a person is of their own digest, which comes as a direct message. */
export const isPersonal = (placeId: string) => /^[UW]/.test(placeId);

/** False for a zone that is not in the IANA database of this machine. */
export function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** One review, as the digest tells it: only what someone in this channel can act on. */
export interface ReviewWeek {
  review: Review;
  shadows: number;
  unknown: number;
  unacknowledged: { ownerId: string; endpoints: number }[];
  openQuestions: { ownerId: string; questions: number }[];
  undecided: { total: number; worst: { rank: number; title: string } | undefined };
  awaitingSecond: number;
  acceptedUntil: { title: string; until: string }[];
  /** Titles of staged controls that ask for somebody: proved, due for a look, or on trial for over a month. */
  ready: string[];
  due: string[];
  stuck: string[];
  /** What scans found no more, and found again, within the week. */
  fixed: number;
  cameBack: number;
  /** First seen within the week, with whose they are; none of the first reading. */
  newShadows: { key: string; ownerId: string }[];
  /** Titles of what was not in the list a week ago. */
  opened: string[];
  /** The day by which all was to be done, if that is past. */
  overdueSince: string | undefined;
  /** What runs out before the next digest, as far as was read. */
  expiring: Expiring[];
  /** Answers that hold until a day before the next digest. */
  answersUntil: { ownerId: string; until: string }[];
  /** Why the zone could not be read again. */
  scanFailed: string | undefined;
  /** At Cloudflare, within the week. */
  changes: Changes | undefined;
  /** Lines of the last scheduled digest about this review. */
  toldBefore: readonly string[];
  /** Of the zone, the oldest first; the last of them is the review's own. */
  readings: readonly Reading[];
}

/** A week with nothing to do for anyone: then nothing is posted, unless someone asks. */
export const isQuiet = (weeks: readonly ReviewWeek[]) =>
  weeks.every(
    (week) =>
      week.unacknowledged.length === 0 &&
      week.openQuestions.length === 0 &&
      week.undecided.total === 0 &&
      week.awaitingSecond === 0 &&
      week.acceptedUntil.length === 0 &&
      week.ready.length === 0 &&
      week.due.length === 0 &&
      week.newShadows.length === 0 &&
      week.opened.length === 0 &&
      week.overdueSince === undefined &&
      week.expiring.length === 0 &&
      week.answersUntil.length === 0 &&
      week.scanFailed === undefined &&
      week.stuck.length === 0,
  );

/** What is in the list now and was not in the reading of a week ago, else in the first one; nothing when this is the first. */
export function openedSince(
  items: readonly { id: string; title: string }[],
  readings: readonly Reading[],
  since: Date,
): string[] {
  const before = readings.slice(0, -1);
  const base = before.findLast(({ takenAt }) => takenAt < since) ?? before[0];
  if (!base || base.figures.items.length === 0) return [];
  const known = new Set(base.figures.items);
  return items.filter(({ id }) => !known.has(id)).map(({ title }) => title);
}
