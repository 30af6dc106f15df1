/** Owners that were proposed to somebody, until that person applies them or says no. */
import { z } from 'zod';
import { ProposedRule } from '../src/review/proposed-rule.ts';
import { jsonb } from './json.ts';
import type { Tx } from './pool.ts';

const OwnerProposal = z.object({
  id: z.uuid(),
  reviewId: z.uuid(),
  origin: z.enum(['file', 'document', 'guess']),
  name: z.string(),
  rules: z.array(ProposedRule),
  notUnderstood: z.array(z.string()),
  askedOf: z.string(),
  state: z.enum(['asked', 'applied', 'dismissed']),
});
export type OwnerProposal = z.infer<typeof OwnerProposal>;

const COLUMNS = `id, review_id as "reviewId", origin, name, rules, not_understood as "notUnderstood",
                 asked_of as "askedOf", state`;

export async function keepProposal(
  tx: Tx,
  workspaceId: string,
  proposal: Omit<OwnerProposal, 'id' | 'state'> & { at: Date },
): Promise<OwnerProposal> {
  const { reviewId, origin, name, rules, notUnderstood, askedOf, at } = proposal;
  const { rows } = await tx.query(
    `insert into owner_proposal (workspace_id, review_id, origin, name, rules, not_understood, asked_of, asked_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
  returning ${COLUMNS}`,
    [workspaceId, reviewId, origin, name, jsonb(rules), jsonb(notUnderstood), askedOf, at],
  );
  return OwnerProposal.parse(rows[0]);
}

export async function findProposal(tx: Tx, proposalId: string): Promise<OwnerProposal | undefined> {
  const { rows } = await tx.query(`select ${COLUMNS} from owner_proposal where id = $1`, [proposalId]);
  return rows[0] && OwnerProposal.parse(rows[0]);
}

/** False when it was answered before. */
export async function settleProposal(
  tx: Tx,
  proposalId: string,
  { state, by, at }: { state: 'applied' | 'dismissed'; by: string; at: Date },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update owner_proposal set state = $2, settled_by = $3, settled_at = $4 where id = $1 and state = 'asked'`,
    [proposalId, state, by, at],
  );
  return rowCount === 1;
}
