import { z } from 'zod';
import type { About, Reminded, Reminder } from '../src/review/reminders.ts';
import type { Tx } from './pool.ts';

const Said = z.object({ reviewId: z.uuid(), userId: z.string(), own: z.boolean(), silent: z.array(z.string()) });
const Row = Said.extend({ sentAt: z.date(), lost: z.boolean() });

const COLUMNS = `review_id as "reviewId", user_id as "userId", own, silent`;

/** Of all reviews: what somebody was told of one counts for how much they are told of another. */
export async function listReminders(tx: Tx): Promise<Reminded[]> {
  const { rows } = await tx.query(
    `select ${COLUMNS}, sent_at as "sentAt", post.state is not distinct from 'failed' as lost
       from reminder
       left join post on post.workspace_id = reminder.workspace_id
                     and post.key = 'reminder-' || reminder.user_id || '-' || reminder.day
      order by sent_at`,
  );
  return z.array(Row).parse(rows);
}

/** The reminders that reached somebody as messages of their own, the newest first, with the reviews each was about. */
export async function rungBy(tx: Tx, userId: string): Promise<{ key: string; reviewIds: string[]; sentAt: Date }[]> {
  const { rows } = await tx.query(
    `select post.key, array_agg(reminder.review_id) as "reviewIds", min(reminder.sent_at) as "sentAt"
       from reminder
       join post on post.workspace_id = reminder.workspace_id
                and post.key = 'reminder-' || reminder.user_id || '-' || reminder.day
      where reminder.user_id = $1 and post.ts is not null and post.state <> 'failed'
      group by post.key
      order by post.key desc`,
    [userId],
  );
  return z.array(z.object({ key: z.string(), reviewIds: z.array(z.uuid()), sentAt: z.date() })).parse(rows);
}

/** What one message to somebody says, or is to say. */
export async function remindersOf(tx: Tx, userId: string, day: string): Promise<About[]> {
  const { rows } = await tx.query(
    `select ${COLUMNS} from reminder
      where user_id = $1 and day = $2
      order by (select started_at from review where id = review_id), review_id
        for update`,
    [userId, day],
  );
  return z.array(Said).parse(rows);
}

/** Once per review and day of the person told. */
export async function claimReminder(tx: Tx, workspaceId: string, reminder: Reminder, now: Date): Promise<void> {
  const { reviewId, userId, day, own, silent } = reminder;
  await tx.query(
    `insert into reminder (workspace_id, review_id, user_id, day, own, silent, sent_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [workspaceId, reviewId, userId, day, own, silent, now],
  );
}

/** All but what is left of it was not said after all. */
export async function forgetReminder(tx: Tx, userId: string, day: string, left: readonly About[]): Promise<void> {
  await tx.query('delete from reminder where user_id = $1 and day = $2 and not review_id = any ($3)', [
    userId,
    day,
    left.map(({ reviewId }) => reviewId),
  ]);
  for (const { reviewId, own, silent } of left)
    await tx.query('update reminder set own = $4, silent = $5 where user_id = $1 and day = $2 and review_id = $3', [
      userId,
      day,
      reviewId,
      own,
      silent,
    ]);
}
