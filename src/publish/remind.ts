/** Reminders as messages: which are due now, and whether one that was held up still is. */
import { findPerson } from '../../db/people.ts';
import type { Tx } from '../../db/pool.ts';
import { findPostByKey, type Post, type PostTarget, redrawUnsent, say, sayOnce } from '../../db/posts.ts';
import { findReminderSettings } from '../../db/reminder-settings.ts';
import { claimReminder, forgetReminder, listReminders, remindersOf, rungBy } from '../../db/reminders.ts';
import { findReview, reviewsWithOwners } from '../../db/reviews.ts';
import { type Part, reminderMessage } from '../messages/reminder.ts';
import { isTimezone } from '../review/digest.ts';
import { localTime } from '../review/local-time.ts';
import { whyNotOwner } from '../review/may.ts';
import type { ReminderSettings } from '../review/reminder-settings.ts';
import { type About, isWorking, nextReminders, type Reminded, type Reminder } from '../review/reminders.ts';
import { isOpen, type Person } from '../review/review.ts';
import { ownerKey } from './draw-review.ts';
import { type OpenThings, openThings } from './open-things.ts';

const KEY = /^reminder-([UW][A-Z0-9]+)-(\d{4}-\d{2}-\d{2})$/;
export const isReminder = ({ key }: Pick<Post, 'key'>) => KEY.test(key);

/** Whoever could not be written to may be back after a week. */
const OUT_OF_REACH_MS = 7 * 24 * 60 * 60_000;

interface Plan {
  due: Reminder[];
  open: Map<string, OpenThings>;
  people: People;
  settings: ReminderSettings;
}

/** What is due now, and of whom; the caller asks Slack who these people are before anything is said. */
export async function planReminders(tx: Tx, now: Date): Promise<Plan> {
  const open = new Map<string, OpenThings>();
  for (const review of await reviewsWithOwners(tx)) open.set(review.id, await openThings(tx, review));
  const waiting = [...open.values()].flatMap((each) => each.waiting);
  const [settings, sent] = [await findReminderSettings(tx), await listReminders(tx)];
  const { securityLeadId } = settings;
  const people = await peopleOf(tx, waiting, securityLeadId, lostTo(sent, now));
  const due = nextReminders(waiting, sent, { ...people, securityLeadId }, now, settings).filter(({ at }) => at <= now);
  return { due, open, people, settings };
}

/** Says what is due; ids of the messages. The message is the claim: of two who say it one is first. */
export async function remind(tx: Tx, workspaceId: string, now: Date): Promise<string[]> {
  const { due, open, people, settings } = await planReminders(tx, now);
  const posts: string[] = [];
  for (const together of byMessage(due)) {
    const [first] = together;
    if (!first) continue;
    const before = await rungBefore(tx, together, open);
    const id = before
      ? await bringUpToDate(tx, workspaceId, before, together, { open, people, settings, now })
      : await ring(tx, workspaceId, together, { open, people, settings, now });
    if (!id) continue;
    posts.push(id);
    for (const reminder of together) await claimReminder(tx, workspaceId, reminder, now);
  }
  return posts;
}

interface Said extends Omit<Plan, 'due'> {
  now: Date;
}

async function ring(tx: Tx, workspaceId: string, together: readonly Reminder[], { open, people, settings }: Said) {
  const [first] = together;
  if (!first) return undefined;
  const parts = partsOf(together, open, people, settings);
  const target = await placeOf(tx, together, settings);
  return sayOnce(tx, workspaceId, {
    key: `reminder-${first.userId}-${first.day}`,
    target,
    message: reminderMessage(first.userId, parts, target.to === 'thread'),
  });
}

/** With what a review says besides, nobody's telephone rings more than five times who never answers. */
const RINGS_AT_MOST = 2;

/** The newest reminder of the same reviews, once somebody has been rung for each of them often enough since it waits. */
async function rungBefore(
  tx: Tx,
  together: readonly Reminder[],
  open: ReadonlyMap<string, OpenThings>,
): Promise<Post | undefined> {
  const [first] = together;
  if (!first) return undefined;
  const rung = await rungBy(tx, first.userId);
  const reviews = new Map(together.map((one) => [one.reviewId, waitsSince(one, open)]));
  const ofReview = (id: string, since: number) =>
    rung.filter(({ reviewIds, sentAt }) => reviewIds.includes(id) && sentAt.getTime() >= since);
  if (![...reviews].every(([id, since]) => ofReview(id, since).length >= RINGS_AT_MOST)) return undefined;
  const newest = rung.find(({ reviewIds }) => reviewIds.every((id) => reviews.has(id)));
  return newest && findPostByKey(tx, newest.key);
}

/** Whoever answers begins anew; of whoever is told of others it is the oldest of all that waits. */
function waitsSince({ reviewId, userId, own }: Reminder, open: ReadonlyMap<string, OpenThings>): number {
  const waiting = open.get(reviewId)?.waiting ?? [];
  const theirs = own ? waiting.filter(({ ownerId }) => ownerId === userId) : waiting;
  return Math.min(...theirs.map(({ since }) => since.getTime()));
}

/** Edits notify nobody. Of whom it told before it goes on telling while they are silent. */
async function bringUpToDate(
  tx: Tx,
  workspaceId: string,
  { key, target }: Post,
  together: readonly Reminder[],
  { open, people, settings, now }: Said,
): Promise<string | undefined> {
  const [first] = together;
  if (!first) return undefined;
  const told = await listReminders(tx);
  const all = together.map((one) => {
    const before = told.filter(({ reviewId, userId }) => reviewId === one.reviewId && userId === one.userId);
    const silent = [...new Set([...one.silent, ...before.flatMap((each) => each.silent)])].sort();
    return { ...one, own: one.own || before.some(({ own }) => own), silent };
  });
  const parts = partsOf(stillOpen(all, open), open, people, settings);
  return say(tx, workspaceId, {
    key,
    target,
    message: reminderMessage(first.userId, parts, target.to === 'thread', now),
  });
}

/**
 * What a reminder that is about to be posted says now: an outage may have held it up. Undefined when it is not to be
 * said any more, because the thing is done or its reader is not at work; what is still open is then planned anew.
 */
export async function dueMessage(tx: Tx, post: Post, now: Date): Promise<Post['message'] | undefined> {
  const [, userId, day] = KEY.exec(post.key) ?? [];
  if (!userId || !day) return post.message;
  const said = await remindersOf(tx, userId, day);
  const settings = await findReminderSettings(tx);
  const open = new Map<string, OpenThings>();
  for (const { reviewId } of said) {
    const review = await findReview(tx, reviewId);
    if (review && isOpen(review)) open.set(reviewId, await openThings(tx, review));
  }
  const waiting = [...open.values()].flatMap((each) => each.waiting);
  const people = await peopleOf(tx, waiting, settings.securityLeadId, lostTo(await listReminders(tx), now));
  const zone = people.zoneOf(userId);
  const left = localTime(now, zone).day === day && isWorking(now, zone, settings) ? stillOpen(said, open) : [];
  await forgetReminder(tx, userId, day, left);
  if (left.length === 0) return undefined;
  const message = reminderMessage(userId, partsOf(left, open, people, settings), post.target.to === 'thread');
  return redrawUnsent(tx, post.id, message);
}

function stillOpen(said: readonly About[], open: ReadonlyMap<string, OpenThings>): About[] {
  return said.flatMap((one) => {
    const waits = (userId: string) =>
      open.get(one.reviewId)?.waiting.some(({ ownerId }) => ownerId === userId) ?? false;
    const [own, silent] = [one.own && waits(one.userId), one.silent.filter(waits)];
    return own || silent.length > 0 ? [{ ...one, own, silent }] : [];
  });
}

function byMessage(due: readonly Reminder[]): Reminder[][] {
  const messages = new Map<string, Reminder[]>();
  for (const one of due) {
    const key = `${one.userId} ${one.day}`;
    messages.set(key, [...(messages.get(key) ?? []), one]);
  }
  return [...messages.values()];
}

function partsOf(
  together: readonly About[],
  open: ReadonlyMap<string, OpenThings>,
  people: People,
  { securityLeadId }: ReminderSettings,
): Part[] {
  return together.flatMap(({ reviewId, userId, own, silent }) => {
    const about = open.get(reviewId);
    if (!about) return [];
    const toldAs = userId === about.review.leadId ? 'lead' : userId === securityLeadId ? 'security lead' : 'deputy';
    const mayPutOff = about.waiting.some((each) => each.ownerId === userId && each.later === undefined);
    return [{ ...about, own, silent, mayPutOff, toldAs, whyNot: people.whyNot }];
  });
}

/** In the thread an owner reads only of their own, where they were asked. */
async function placeOf(tx: Tx, together: readonly About[], { place }: ReminderSettings): Promise<PostTarget> {
  const [only, ...others] = together;
  if (!only) throw new Error('a reminder of nothing');
  const direct: PostTarget = { to: 'person', userId: only.userId };
  if (place === 'direct' || others.length > 0 || !only.own || only.silent.length > 0) return direct;
  const under = ownerKey(only.reviewId, only.userId);
  const asked = await findPostByKey(tx, under);
  if (asked?.state === 'failed' || !asked?.ts) return direct;
  const review = await findReview(tx, only.reviewId);
  return review ? { to: 'thread', channelId: review.channelId, under } : direct;
}

/** Whom nothing could be posted to lately. */
function lostTo(sent: readonly Reminded[], now: Date): ReadonlySet<string> {
  const newest = new Map(sent.map((one) => [one.userId, one]));
  const lost = [...newest.values()].filter((one) => one.lost && now.getTime() - one.sentAt.getTime() < OUT_OF_REACH_MS);
  return new Set(lost.map(({ userId }) => userId));
}

interface People {
  zoneOf(userId: string): string;
  reaches(userId: string): boolean;
  /** Why somebody cannot be asked, if so. */
  whyNot(userId: string): string | undefined;
  known: ReadonlyMap<string, Person | undefined>;
}

async function peopleOf(
  tx: Tx,
  waiting: OpenThings['waiting'],
  securityLeadId: string | null,
  lost: ReadonlySet<string>,
): Promise<People> {
  const ids = waiting.flatMap(({ ownerId, leadId, deputies = [] }) => [ownerId, leadId, ...deputies]);
  const known = new Map<string, Person | undefined>();
  for (const userId of new Set([...ids, ...(securityLeadId ? [securityLeadId] : [])]))
    known.set(userId, await findPerson(tx, userId));
  const leads = new Map(waiting.map(({ ownerId, leadId }) => [ownerId, leadId]));
  const zoneKnown = (userId: string) => {
    const timezone = known.get(userId)?.timezone;
    return timezone && isTimezone(timezone) ? timezone : undefined;
  };
  const whyNot = (userId: string) => {
    const person = known.get(userId);
    return (
      (person && whyNotOwner(person)?.split('.')[0]) ?? (lost.has(userId) ? 'Nobody can write to them' : undefined)
    );
  };
  return {
    // Of whom Slack was never asked, or in whose zone nobody here can tell the time, is taken to be where the lead is.
    zoneOf: (userId) => zoneKnown(userId) ?? zoneKnown(leads.get(userId) ?? '') ?? 'UTC',
    reaches: (userId) => whyNot(userId) === undefined,
    whyNot,
    known,
  };
}
