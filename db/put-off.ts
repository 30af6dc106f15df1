/** Reminders that somebody put off. */
import { z } from 'zod';
import type { PutOff } from '../src/review/reminders.ts';
import type { Tx } from './pool.ts';

export async function putOff(
  tx: Tx,
  workspaceId: string,
  reviewId: string,
  { ownerId, until, askedAt }: PutOff,
): Promise<void> {
  await tx.query(
    `insert into put_off (workspace_id, review_id, owner_id, until, asked_at) values ($1, $2, $3, $4, $5)
         on conflict do nothing`,
    [workspaceId, reviewId, ownerId, until, askedAt],
  );
}

export async function listPutOff(tx: Tx, reviewId: string): Promise<PutOff[]> {
  const { rows } = await tx.query(
    `select owner_id as "ownerId", until, asked_at as "askedAt" from put_off where review_id = $1 order by asked_at`,
    [reviewId],
  );
  return z.array(z.object({ ownerId: z.string(), until: z.date(), askedAt: z.date() })).parse(rows);
}
