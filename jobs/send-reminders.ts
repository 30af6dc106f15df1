/** Reminds people of what waits for them in reviews, and leads of who has not answered. The claim and the message are one commit. */
import { listOwned } from '../db/endpoints.ts';
import { findPerson } from '../db/people.ts';
import type { Tx } from '../db/pool.ts';
import { sayOnce } from '../db/posts.ts';
import { listQuestions } from '../db/questions.ts';
import { findReminderSettings } from '../db/reminder-settings.ts';
import { claimReminder, listReminders } from '../db/reminders.ts';
import { reviewsWithOwners } from '../db/reviews.ts';
import { allWorkspaces } from '../db/sweeps.ts';
import { reminderMessage } from '../src/messages/reminder.ts';
import { publish } from '../src/publish/publish.ts';
import { isTimezone } from '../src/review/digest.ts';
import { openWork } from '../src/review/progress.ts';
import { nextReminders, waitingIn } from '../src/review/reminders.ts';
import type { Review } from '../src/review/review.ts';
import { defineJob } from './job.ts';

export default defineJob('send-reminders', async (_, context) => {
  const { db, now, log } = context;
  for (const workspaceId of await db.sweeping(allWorkspaces)) {
    try {
      await publish(context, workspaceId, await db.inWorkspace(workspaceId, (tx) => remind(tx, workspaceId, now())));
    } catch (error) {
      // The others go on, and this one is tried again the next time.
      log.warn({ err: error, workspaceId }, 'nobody could be reminded in a workspace');
    }
  }
});

async function remind(tx: Tx, workspaceId: string, now: Date): Promise<(string | undefined)[]> {
  const open = new Map<string, Awaited<ReturnType<typeof readOpen>>>();
  for (const review of await reviewsWithOwners(tx)) open.set(review.id, await readOpen(tx, review));
  const waiting = [...open.values()].flatMap((each) => each.waiting);
  const zones = new Map<string, string>();
  for (const { ownerId, leadId } of waiting) {
    const lead = zones.get(leadId) ?? (await zoneOf(tx, leadId)) ?? 'UTC';
    zones.set(leadId, lead);
    // Of whom Slack was never asked, or in whose zone nobody here can tell the time, is taken to be where the lead is.
    if (!zones.has(ownerId)) zones.set(ownerId, (await zoneOf(tx, ownerId)) ?? lead);
  }
  const posts: (string | undefined)[] = [];
  const next = nextReminders(
    waiting,
    await listReminders(tx),
    (userId) => zones.get(userId) ?? 'UTC',
    now,
    await findReminderSettings(tx),
  );
  for (const reminder of next.filter(({ at }) => at <= now)) {
    const { reviewId, userId, day } = reminder;
    const about = open.get(reviewId);
    if (!about || !(await claimReminder(tx, workspaceId, reminder, now))) continue;
    const message = reminderMessage(about.review, about.work, reminder);
    posts.push(
      await sayOnce(tx, workspaceId, {
        key: `reminder-${reviewId}-${userId}-${day}`,
        target: { to: 'person', userId },
        message,
      }),
    );
  }
  return posts;
}

async function zoneOf(tx: Tx, userId: string): Promise<string | undefined> {
  const { timezone } = (await findPerson(tx, userId)) ?? {};
  return timezone && isTimezone(timezone) ? timezone : undefined;
}

async function readOpen(tx: Tx, review: Review) {
  const [endpoints, questions] = [await listOwned(tx, review.id), await listQuestions(tx, review.id)];
  return { review, work: openWork(endpoints, questions), waiting: waitingIn(review, endpoints, questions) };
}
