import { z } from 'zod';
import type { Reminded, Reminder } from '../src/review/reminders.ts';
import type { Tx } from './pool.ts';

const Row = z.object({
  reviewId: z.uuid(),
  userId: z.string(),
  own: z.boolean(),
  silent: z.array(z.string()),
  sentAt: z.date(),
});

/** Of all reviews: what somebody was told of one counts for how much they are told of another. */
export async function listReminders(tx: Tx): Promise<Reminded[]> {
  const { rows } = await tx.query(
    `select review_id as "reviewId", user_id as "userId", own, silent, sent_at as "sentAt" from reminder order by sent_at`,
  );
  return z.array(Row).parse(rows);
}

/** True for the one who is first on this day of the person told. */
export async function claimReminder(tx: Tx, workspaceId: string, reminder: Reminder, now: Date): Promise<boolean> {
  const { reviewId, userId, day, own, silent } = reminder;
  const { rowCount } = await tx.query(
    `insert into reminder (workspace_id, review_id, user_id, day, own, silent, sent_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [workspaceId, reviewId, userId, day, own, silent, now],
  );
  return rowCount === 1;
}
