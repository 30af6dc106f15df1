/** Whom to remind of what waits in a review, and when: the owner twice; then deputy, lead and security lead once; then the owner every week. */
import { askedOf, askedSince, isWaiting } from './answers.ts';
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

/** Something of this owner is open in this review: endpoints to acknowledge, questions to answer, decisions to approve. */
export interface Waiting {
  reviewId: string;
  leadId: string;
  ownerId: string;
  since: Date;
  /** Who stands in for the owner, and hears before the lead. */
  deputies?: readonly string[];
  /** The owner has put it off until then. */
  later?: Date;
}

/** Counts while the same thing waits; of several the first. */
export interface PutOff {
  ownerId: string;
  until: Date;
  askedAt: Date;
}

/** What is said to one person of one review. */
export interface About {
  reviewId: string;
  userId: string;
  /** What waits for the person told. */
  own: boolean;
  /** Of whom the person is told that they have not answered. */
  silent: readonly string[];
}

export interface Reminded extends About {
  sentAt: Date;
  /** It could not be posted, so nobody heard it. */
  lost?: boolean;
}

/** Due once its moment has come. What one person is to be told on one day is one message, of all reviews. */
export interface Reminder extends About {
  at: Date;
  /** The local day of the person told. */
  day: string;
}

export interface Everybody {
  zoneOf(userId: string): string;
  /** False for whoever is gone, or cannot be written to. */
  reaches(userId: string): boolean;
  securityLeadId: string | null;
}

/** Of each owner since when the oldest of what is open now has been waiting; what was done before counts no more. */
export function waitingIn(
  { id, leadId }: Pick<Review, 'id' | 'leadId'>,
  endpoints: readonly { ownerId: string; ownedSince: Date; acknowledgedBy: string | null; deputyId?: string | null }[],
  questions: readonly Question[],
  approvals: readonly Pick<Waiting, 'ownerId' | 'since' | 'deputies'>[] = [],
  putOff: readonly PutOff[] = [],
): Waiting[] {
  const unacknowledged = endpoints.filter(({ acknowledgedBy }) => acknowledgedBy === null);
  const open = [
    ...unacknowledged.map(({ ownerId, ownedSince, deputyId }) => ({
      ownerId,
      since: ownedSince,
      deputies: deputyId ? [deputyId] : [],
    })),
    // one that was answered, and is asked about more, waits since then at the earliest
    ...questions.filter(isWaiting).map((question) => ({
      ownerId: askedOf(question),
      since: question.answer ? question.answer.saidAt : askedSince(question),
      deputies: [],
    })),
    ...approvals,
  ];
  const owners = new Map<string, Waiting>();
  for (const { ownerId, since, deputies = [] } of open) {
    const known = owners.get(ownerId) ?? { reviewId: id, leadId, ownerId, since, deputies: [] };
    owners.set(ownerId, {
      ...known,
      since: new Date(Math.min(since.getTime(), known.since.getTime())),
      deputies: [...new Set([...(known.deputies ?? []), ...deputies])],
    });
  }
  return [...owners.values()].map(({ deputies = [], ...waiting }) => ({
    ...waiting,
    ...(deputies.length > 0 && { deputies: [...deputies].sort() }),
    ...laterOf(waiting, putOff),
  }));
}

function laterOf({ ownerId, since }: Pick<Waiting, 'ownerId' | 'since'>, putOff: readonly PutOff[]): { later?: Date } {
  const first = putOff.find((each) => each.ownerId === ownerId && each.askedAt >= since);
  return first ? { later: first.until } : {};
}

const WEEK_MS = 7 * 24 * 60 * 60_000;
const FIRST_AFTER = 1;
const WORKING_WEEK = 5;
/** Before somebody else does. */
const OWNER_HEARS = 2;

/** The next reminder of everything that waits, the earliest first. What no longer waits has none. */
export function nextReminders(
  waiting: readonly Waiting[],
  sent: readonly Reminded[],
  { zoneOf, reaches, securityLeadId }: Everybody,
  now: Date,
  pace: Pace = PACE,
): Reminder[] {
  const everybody = { zoneOf, reaches, securityLeadId };
  const wanted = waiting
    .map((one) => wantedFor(one, sent, everybody, now, pace))
    .sort((a, b) => a.dueSince.getTime() - b.dueSince.getTime());
  const planned: Reminder[] = [];
  for (const { dueSince: _, ...reminder } of wanted) {
    const { userId } = reminder;
    const zone = zoneOf(userId);
    const dayOf = (moment: Date) => localTime(moment, zone).day;
    const said = messagesTo(userId, sent, dayOf);
    const to = planned.filter((one) => one.userId === userId);
    const moments = [...said.values(), ...new Map(to.map((one) => [one.day, one.at])).values()];
    let at = reminder.at;
    for (;;) {
      const within = moments.map((one) => one.getTime()).filter((one) => one > at.getTime() - WEEK_MS);
      const blocking = within.sort((a, b) => b - a)[pace.perWeek - 1];
      if (to.some((one) => one.day === dayOf(at))) break; // it is said along
      if (blocking !== undefined) at = working(new Date(blocking + WEEK_MS), zone, pace);
      else if (said.has(dayOf(at))) at = working(momentOf(dayAfter(dayOf(at)), 0, zone), zone, pace);
      else break;
    }
    // what has to wait goes along with what is said before
    const along = to.find((one) => one.day === dayOf(at) || (one.at >= reminder.at && one.at <= at));
    planned.push({ ...reminder, at: along?.at ?? at, day: along?.day ?? dayOf(at) });
  }
  return merged(planned).sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** One on each day. What was lost rang for nobody. */
function messagesTo(userId: string, sent: readonly Reminded[], dayOf: (moment: Date) => string): Map<string, Date> {
  const theirs = sent.filter((one) => one.userId === userId && !one.lost);
  return new Map(theirs.map(({ sentAt }) => [dayOf(sentAt), sentAt]));
}

interface Wanted extends Reminder {
  /** Whoever waits longest goes first when not everything may be said this week. */
  dueSince: Date;
}

function wantedFor(waiting: Waiting, sent: readonly Reminded[], everybody: Everybody, now: Date, pace: Pace): Wanted {
  const { reviewId, ownerId, since } = waiting;
  const steps = stepsOf(waiting, sent);
  const last = new Date(Math.max(since.getTime(), ...steps.map((one) => one.sentAt.getTime())));
  const { userId, again } = nextToHear(
    waiting,
    steps.filter(({ lost }) => !lost),
    everybody,
  );
  const own = userId === ownerId;
  const zone = everybody.zoneOf(userId);
  const dueByPace = workingDaysAfter(
    last,
    again ? WORKING_WEEK : steps.length === 0 ? FIRST_AFTER : pace.step,
    zone,
    pace,
  );
  const { later } = waiting;
  const dueSince = later && later > dueByPace ? later : dueByPace;
  const at = working(dueSince > now ? dueSince : now, zone, pace);
  return { reviewId, userId, own, silent: own ? [] : [ownerId], at, day: localTime(at, zone).day, dueSince };
}

/** What was said about this owner's things, to them and to others, since they wait. */
export const stepsOf = ({ reviewId, ownerId, since }: Waiting, sent: readonly Reminded[]): Reminded[] =>
  sent.filter(
    (one) =>
      one.reviewId === reviewId &&
      one.sentAt >= since &&
      ((one.own && one.userId === ownerId) || one.silent.includes(ownerId)),
  );

/** The owner, then each of those above once, then again every week whoever can do something. */
function nextToHear(
  { ownerId, leadId, deputies = [] }: Waiting,
  heard: readonly Reminded[],
  { reaches, securityLeadId }: Everybody,
): { userId: string; again: boolean } {
  const told = (userId: string) => heard.filter((one) => one.userId === userId).length;
  const above = [...deputies, leadId, ...(securityLeadId ? [securityLeadId] : [])].filter(
    (userId) => userId !== ownerId && reaches(userId),
  );
  const next = above.find((userId) => told(userId) === 0);
  if (!reaches(ownerId)) return { userId: next ?? above[0] ?? leadId, again: next === undefined };
  if (told(ownerId) < OWNER_HEARS) return { userId: ownerId, again: false };
  return next === undefined ? { userId: ownerId, again: true } : { userId: next, again: false };
}

/** What one person is told of one review on one day is told together. */
function merged(planned: readonly Reminder[]): Reminder[] {
  const together = new Map<string, Reminder>();
  for (const one of planned) {
    const key = `${one.reviewId} ${one.userId} ${one.day}`;
    const other = together.get(key);
    together.set(key, {
      ...(other ?? one),
      own: one.own || other?.own === true,
      silent: [...(other?.silent ?? []), ...one.silent].sort(),
    });
  }
  return [...together.values()];
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

export function isWorking(moment: Date, zone: string, { opens, closes, daysOff, holidays }: Pace): boolean {
  const { day, weekday, minutes } = localTime(moment, zone);
  if (daysOff.includes(weekday) || holidays.includes(day)) return false;
  return minutes >= minutesOf(opens) && minutes < minutesOf(closes);
}
