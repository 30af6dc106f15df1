/** The record of decisions: who moved what, when, why, and on which reading. Rows are only ever added. */
import { z } from 'zod';
import { STATES } from '../src/review/stage.ts';
import { jsonb } from './json.ts';
import type { Tx } from './pool.ts';

const State = z.enum(STATES);
export const Transition = z.object({
  itemId: z.string(),
  decisionId: z.uuid(),
  from: State.nullable(),
  to: State,
  /** Null when a scan or the clock moved it, or when the person was erased. */
  by: z.string().nullable(),
  /** Stands for the person where the name was erased. */
  reference: z.uuid().nullable(),
  at: z.date(),
  why: z.string().nullable(),
  snapshotId: z.uuid().nullable(),
  figures: z.record(z.string(), z.unknown()).nullable(),
});
export type Transition = z.infer<typeof Transition>;

export type NewTransition = Omit<Transition, 'reference' | 'figures'> & {
  reviewId: string;
  figures?: Transition['figures'];
};

export async function recordTransition(tx: Tx, workspaceId: string, move: NewTransition): Promise<void> {
  await tx.query(
    `insert into transition (workspace_id, review_id, item_id, decision_id, from_state, to_state, by_reference, at, why, snapshot_id, figures)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      workspaceId,
      move.reviewId,
      move.itemId,
      move.decisionId,
      move.from,
      move.to,
      move.by && (await referenceOf(tx, workspaceId, move.by)),
      move.at,
      move.why,
      move.snapshotId,
      move.figures ? jsonb(move.figures) : null,
    ],
  );
}

export async function listTransitions(tx: Tx, reviewId: string): Promise<Transition[]> {
  const { rows } = await tx.query(
    `select item_id as "itemId", decision_id as "decisionId", from_state as "from", to_state as "to",
            person_reference.user_id as by, by_reference as reference, at, why, snapshot_id as "snapshotId", figures
       from transition
       left join person_reference on person_reference.reference = transition.by_reference
      where review_id = $1
      order by id`,
    [reviewId],
  );
  return z.array(Transition).parse(rows);
}

async function referenceOf(tx: Tx, workspaceId: string, userId: string): Promise<string> {
  await tx.query(
    `insert into person_reference (workspace_id, user_id) values ($1, $2) on conflict (workspace_id, user_id) do nothing`,
    [workspaceId, userId],
  );
  const { rows } = await tx.query('select reference from person_reference where user_id = $1', [userId]);
  return z.uuid().parse(rows[0]?.reference);
}

/** By user id; whoever has none yet is given one. */
export async function referencesOf(
  tx: Tx,
  workspaceId: string,
  userIds: readonly string[],
): Promise<Map<string, string>> {
  const references = new Map<string, string>();
  for (const userId of userIds) references.set(userId, await referenceOf(tx, workspaceId, userId));
  return references;
}
