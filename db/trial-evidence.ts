/** What the analytics said of staged controls. Rows are only ever added. */
import { z } from 'zod';
import type { Evidence, Figures } from '../src/review/gate.ts';
import { jsonb } from './json.ts';
import type { Tx } from './pool.ts';

const FiguresRow = z.object({
  requests: z.number(),
  hits: z.number(),
  partnerHits: z.number(),
  strangeHits: z.number(),
  whole: z.boolean(),
  sampleInterval: z.number(),
  worst: z.array(z.object({ what: z.string(), asn: z.string(), agent: z.string(), count: z.number() })),
}) satisfies z.ZodType<Figures>;
const Row = z.object({ decisionId: z.uuid(), from: z.date(), to: z.date(), figures: FiguresRow });
export type DecisionEvidence = Evidence & { decisionId: string };

/** False when the same moment was read by somebody else. */
export async function addEvidence(tx: Tx, workspaceId: string, read: DecisionEvidence): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into trial_evidence (workspace_id, decision_id, from_at, to_at, figures) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [workspaceId, read.decisionId, read.from, read.to, jsonb(read.figures)],
  );
  return rowCount === 1;
}

export async function listEvidence(tx: Tx, reviewId: string): Promise<DecisionEvidence[]> {
  const { rows } = await tx.query(
    `select decision_id as "decisionId", from_at as "from", to_at as "to", figures
       from trial_evidence
       join decision on decision.id = trial_evidence.decision_id
      where decision.review_id = $1
      order by to_at, decision_id`,
    [reviewId],
  );
  return z.array(Row).parse(rows);
}
