import { z } from 'zod';
import type { DecidedBefore } from '../src/review/approved.ts';
import { Choice, Decision, type Review } from '../src/review/review.ts';
import type { Tx } from './pool.ts';

const COLUMNS = `id, review_id as "reviewId", item_id as "itemId", choice, state, reason, until, decided_by as "decidedBy",
                 decided_at as "decidedAt", second_by as "secondBy", second_at as "secondAt", snapshot_id as "snapshotId"`;

export interface NewDecision {
  reviewId: string;
  itemId: string;
  choice: Choice;
  state: 'proposed' | 'approved';
  reason: string | null;
  until: string | null;
  decidedBy: string;
  decidedAt: Date;
  snapshotId: string;
}

/** The decision that stood before is kept, as superseded. */
export async function decide(tx: Tx, workspaceId: string, decision: NewDecision): Promise<Decision> {
  await tx.query(
    `update decision set state = 'superseded' where review_id = $1 and item_id = $2 and state in ('proposed', 'approved')`,
    [decision.reviewId, decision.itemId],
  );
  const { rows } = await tx.query(
    `insert into decision (workspace_id, review_id, item_id, choice, state, reason, until, decided_by, decided_at, snapshot_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  returning ${COLUMNS}`,
    [
      workspaceId,
      decision.reviewId,
      decision.itemId,
      decision.choice,
      decision.state,
      decision.reason,
      decision.until,
      decision.decidedBy,
      decision.decidedAt,
      decision.snapshotId,
    ],
  );
  return Decision.parse(rows[0]);
}

/** Undefined when someone else was first, or when the decision was replaced meanwhile. */
export async function second(
  tx: Tx,
  decisionId: string,
  verdict: { state: 'approved' | 'declined'; by: string; at: Date },
): Promise<Decision | undefined> {
  const { rows } = await tx.query(
    `update decision
        set state = $2, second_by = $3, second_at = $4
      where id = $1
        and state = 'proposed'
        and decided_by <> $3
  returning ${COLUMNS}`,
    [decisionId, verdict.state, verdict.by, verdict.at],
  );
  return rows[0] && Decision.parse(rows[0]);
}

export async function findDecision(tx: Tx, decisionId: string): Promise<Decision | undefined> {
  const { rows } = await tx.query(`select ${COLUMNS} from decision where id = $1`, [decisionId]);
  return rows[0] && Decision.parse(rows[0]);
}

/** The decision that stands for an item, if there is one. */
export async function decisionFor(tx: Tx, reviewId: string, itemId: string): Promise<Decision | undefined> {
  const { rows } = await tx.query(
    `select ${COLUMNS} from decision where review_id = $1 and item_id = $2 and state in ('proposed', 'approved')`,
    [reviewId, itemId],
  );
  return rows[0] && Decision.parse(rows[0]);
}

/** Decisions that were put before a second person and replaced since. */
export async function replacedRequests(tx: Tx, reviewId: string): Promise<Decision[]> {
  const { rows } = await tx.query(
    `select ${COLUMNS} from decision
      where review_id = $1
        and state = 'superseded'
        and exists (select from post where key = 'second-' || decision.id)
      order by decided_at, id`,
    [reviewId],
  );
  return z.array(Decision).parse(rows);
}

/** Accepted risks whose day has come stand no longer. */
export async function endAccepted(tx: Tx, reviewId: string, today: string): Promise<Decision[]> {
  const { rows } = await tx.query(
    `update decision set state = 'ended'
      where review_id = $1 and choice = 'accept' and state = 'approved' and until <= $2
  returning ${COLUMNS}`,
    [reviewId, today],
  );
  return z.array(Decision).parse(rows);
}

/** The newest decision of each item; superseded ones are history. */
export async function standingDecisions(tx: Tx, reviewId: string): Promise<Decision[]> {
  const { rows } = await tx.query(
    `select distinct on (item_id) ${COLUMNS} from decision
      where review_id = $1 and state <> 'superseded'
      order by item_id, decided_at desc, id`,
    [reviewId],
  );
  return z.array(Decision).parse(rows);
}

/** All that were ever made, replaced ones too. */
export async function listDecisions(tx: Tx, reviewId: string): Promise<Decision[]> {
  const { rows } = await tx.query(`select ${COLUMNS} from decision where review_id = $1 order by decided_at, id`, [
    reviewId,
  ]);
  return z.array(Decision).parse(rows);
}

/** What earlier reviews of the same zone in the same channel approved about what they found. */
export async function decidedBefore(
  tx: Tx,
  { id, zoneId, channelId, startedAt }: Pick<Review, 'id' | 'zoneId' | 'channelId' | 'startedAt'>,
): Promise<DecidedBefore[]> {
  const { rows } = await tx.query(
    `select decision.id, decision.item_id as "itemId", decision.choice, review.name as review,
            coalesce(decision.second_at, decision.decided_at) as at, scan.id as "scanId",
            finding.body ->> 'check' as check, finding.body -> 'subjects' as subjects
       from decision
       join review on review.id = decision.review_id
       join finding on finding.review_id = review.id and finding.id = decision.item_id
       join lateral (select id from scan
                      where scan.review_id = review.id and scan.snapshot_id = decision.snapshot_id
                      order by scan.queued_at desc limit 1) as scan on true
      where decision.state = 'approved'
        and review.state <> 'cancelled'
        and review.zone_id = $1
        and review.channel_id = $2
        and review.id <> $3
        and review.started_at < $4
      order by at, decision.id`,
    [zoneId, channelId, id, startedAt],
  );
  return z.array(DecidedRow).parse(rows);
}

const DecidedRow = z.object({
  id: z.uuid(),
  itemId: z.string(),
  choice: Choice,
  at: z.date(),
  review: z.string(),
  check: z.string(),
  subjects: z.array(z.string()),
  scanId: z.uuid(),
});
