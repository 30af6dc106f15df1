/** Whom to remind of what waits in a review, and when: the owner twice, then the lead once, then the owner every week. */
import { isWaiting } from './answers.ts';
import { dayAfter, localTime, minutesOf, momentOf } from './local-time.ts';
import type { Question, Review } from './review.ts';

export interface Pace {
  opens: string;
  closes: string;
  /** 1 is Monday. */
  daysOff: readonly number[];
  /** `YYYY-MM-DD`. */
  holidays: readonly string[];
  /** Working days from one step to the next. */
  step: number;
  /** Messages to one person within seven days, of all reviews. */
  perWeek: number;
}

export const PACE: Pace = { opens: '09:00', closes: '17:00', daysOff: [6, 7], holidays: [], step: 2, perWeek: 3 };

/** Something of this owner is open in this review: endpoints to acknowledge or questions to answer. */
export interface Waiting {
  reviewId: string;
  leadId: string;
  ownerId: string;
  since: Date;
}

/** One message to one person about one review, with everything of theirs. */
interface About {
  reviewId: string;
  userId: string;
  /** What waits for the person told. */
  own: boolean;
  /** Of whom the lead is told that they have not answered. */
  silent: readonly string[];
}

export interface Reminded extends About {
  sentAt: Date;
}

/** Due once its moment has come. */
export interface Reminder extends About {
  at: Date;
  /** The local day of the person told: one message per review and day. */
  day: string;
}

/** Of each owner since when the oldest of what is open now has been waiting; what was done before counts no more. */
export function waitingIn(
  { id, leadId }: Pick<Review, 'id' | 'leadId'>,
  endpoints: readonly { ownerId: string; ownedSince: Date; acknowledgedBy: string | null }[],
  questions: readonly Question[],
): Waiting[] {
  const open = [
    ...endpoints
      .filter(({ acknowledgedBy }) => acknowledgedBy === null)
      .map(({ ownerId, ownedSince }) => ({ ownerId, since: ownedSince })),
    // one that was answered, and is asked about more, waits since then at the earliest
    ...questions
      .filter(isWaiting)
      .map(({ ownerId, askedAt, answer }) => ({ ownerId, since: answer ? answer.saidAt : askedAt })),
  ];
  const oldest = new Map<string, Date>();
  for (const { ownerId, since } of open) {
    const known = oldest.get(ownerId);
    if (!known || since < known) oldest.set(ownerId, since);
  }
  return [...oldest].map(([ownerId, since]) => ({ reviewId: id, leadId, ownerId, since }));
}

const WEEK_MS = 7 * 24 * 60 * 60_000;
const FIRST_AFTER = 1;
const WORKING_WEEK = 5;
/** The owner hears first twice. */
const LEAD_HEARS_AFTER = 2;

/** The next reminder of everything that waits, the earliest first. What no longer waits has none. */
export function nextReminders(
  waiting: readonly Waiting[],
  sent: readonly Reminded[],
  zoneOf: (userId: string) => string,
  now: Date,
  pace: Pace = PACE,
): Reminder[] {
  const wanted = bundled(waiting.map((one) => wantedFor(one, sent, zoneOf, now, pace)));
  const planned: Reminder[] = [];
  for (const reminder of wanted) {
    const { userId, reviewId } = reminder;
    const zone = zoneOf(userId);
    const dayOf = (moment: Date) => localTime(moment, zone).day;
    const told = sent.filter((one) => one.userId === userId).map((one) => ({ ...one, at: one.sentAt }));
    const before = [...told, ...planned.filter((one) => one.userId === userId)];
    const days = new Set(before.filter((one) => one.reviewId === reviewId).map((one) => dayOf(one.at)));
    let at = reminder.at;
    for (;;) {
      const within = before.map((one) => one.at.getTime()).filter((one) => one > at.getTime() - WEEK_MS);
      const blocking = within.sort((a, b) => b - a)[pace.perWeek - 1];
      if (blocking !== undefined) at = working(new Date(blocking + WEEK_MS), zone, pace);
      else if (days.has(dayOf(at))) at = working(momentOf(dayAfter(dayOf(at)), 0, zone), zone, pace);
      else break;
    }
    planned.push({ ...reminder, at, day: dayOf(at) });
  }
  return planned.sort((a, b) => a.at.getTime() - b.at.getTime());
}

interface Wanted extends Reminder {
  /** Whoever waits longest goes first when not everything may be said this week. */
  dueSince: Date;
}

function wantedFor(
  { reviewId, leadId, ownerId, since }: Waiting,
  sent: readonly Reminded[],
  zoneOf: (userId: string) => string,
  now: Date,
  pace: Pace,
): Wanted {
  const steps = sent.filter(
    (one) =>
      one.reviewId === reviewId &&
      one.sentAt >= since &&
      ((one.own && one.userId === ownerId) || one.silent.includes(ownerId)),
  );
  const last = new Date(Math.max(since.getTime(), ...steps.map((one) => one.sentAt.getTime())));
  const own = steps.length !== LEAD_HEARS_AFTER || leadId === ownerId;
  const userId = own ? ownerId : leadId;
  const zone = zoneOf(userId);
  const days = steps.length === 0 ? FIRST_AFTER : steps.length > LEAD_HEARS_AFTER ? WORKING_WEEK : pace.step;
  const dueSince = workingDaysAfter(last, days, zone, pace);
  const at = working(dueSince > now ? dueSince : now, zone, pace);
  return { reviewId, userId, own, silent: own ? [] : [ownerId], at, day: localTime(at, zone).day, dueSince };
}

/** What one person is to be told of one review on one day is one message. */
function bundled(wanted: readonly Wanted[]): Wanted[] {
  const bundles = new Map<string, Wanted>();
  for (const one of wanted) {
    const key = `${one.reviewId} ${one.userId} ${one.day}`;
    const other = bundles.get(key);
    const first = other && other.dueSince < one.dueSince ? other : one;
    bundles.set(key, {
      ...first,
      own: one.own || other?.own === true,
      silent: [...(other?.silent ?? []), ...one.silent].sort(),
    });
  }
  return [...bundles.values()].sort((a, b) => a.dueSince.getTime() - b.dueSince.getTime());
}

/** The opening of the so-many-th working day after a moment. */
function workingDaysAfter(moment: Date, days: number, zone: string, pace: Pace): Date {
  let at = moment;
  for (let n = 0; n < days; n++) at = working(momentOf(dayAfter(localTime(at, zone).day), 0, zone), zone, pace);
  return at;
}

/** This moment if it is within somebody's working hours, else when they open next. */
function working(moment: Date, zone: string, pace: Pace): Date {
  if (isWorking(moment, zone, pace)) return moment;
  for (let { day } = localTime(moment, zone); ; day = dayAfter(day)) {
    const opening = momentOf(day, minutesOf(pace.opens), zone);
    if (opening >= moment && isWorking(opening, zone, pace)) return opening;
  }
}

function isWorking(moment: Date, zone: string, { opens, closes, daysOff, holidays }: Pace): boolean {
  const { day, weekday, minutes } = localTime(moment, zone);
  if (daysOff.includes(weekday) || holidays.includes(day)) return false;
  return minutes >= minutesOf(opens) && minutes < minutesOf(closes);
}
