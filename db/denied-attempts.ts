import { z } from 'zod';
import type { Tx } from './pool.ts';

const DeniedAttempt = z.object({ userId: z.string(), action: z.string(), triedAt: z.date() });
export type DeniedAttempt = z.infer<typeof DeniedAttempt>;

export async function recordDenied(tx: Tx, workspaceId: string, attempt: DeniedAttempt): Promise<void> {
  await tx.query('insert into denied_attempt (workspace_id, user_id, action, tried_at) values ($1, $2, $3, $4)', [
    workspaceId,
    attempt.userId,
    attempt.action,
    attempt.triedAt,
  ]);
}

/** The newest first. */
export async function listDenied(tx: Tx, limit: number): Promise<DeniedAttempt[]> {
  const { rows } = await tx.query(
    `select user_id as "userId", action, tried_at as "triedAt" from denied_attempt order by tried_at desc, id desc limit $1`,
    [limit],
  );
  return z.array(DeniedAttempt).parse(rows);
}
