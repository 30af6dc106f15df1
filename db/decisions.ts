import { z } from 'zod';
import type { DecidedBefore } from '../src/review/approved.ts';
import { Choice, Decision, type Review } from '../src/review/review.ts';
import { mayFollow, STAGED, type State } from '../src/review/stage.ts';
import { jsonb } from './json.ts';
import type { Tx } from './pool.ts';
import { type NewTransition, recordTransition } from './transitions.ts';

const COLUMNS = `id, review_id as "reviewId", item_id as "itemId", choice, state, state_since as "stateSince", reason, until,
                 subjects, basis, acted_on as "actedOn", look_at::text as "lookAt", replaces, decided_by as "decidedBy",
                 decided_at as "decidedAt", second_by as "secondBy", second_at as "secondAt", snapshot_id as "snapshotId"`;
const WAITING = `state in ('proposed', 'approved')`;
const STAGED_STATES = `state in ('${STAGED.join("', '")}')`;

export type NewDecision = Pick<
  Decision,
  | 'reviewId'
  | 'itemId'
  | 'choice'
  | 'reason'
  | 'until'
  | 'decidedBy'
  | 'decidedAt'
  | 'snapshotId'
  | 'subjects'
  | 'basis'
  | 'actedOn'
  | 'replaces'
> & { state: 'proposed' | 'approved' };

/** What waited before is kept, as superseded; a stage goes on until what would replace it is approved. */
export async function decide(tx: Tx, workspaceId: string, made: NewDecision): Promise<Decision> {
  const why = { by: made.decidedBy, at: made.decidedAt, why: 'another decision was made', snapshotId: made.snapshotId };
  for (const before of await decisionsOf(
    tx,
    made,
    made.replaces === null ? `(${WAITING} or ${STAGED_STATES})` : WAITING,
  ))
    await moveDecision(tx, workspaceId, before, 'superseded', why);
  const { rows } = await tx.query(
    `insert into decision (workspace_id, review_id, item_id, choice, state, reason, until, decided_by, decided_at, snapshot_id,
                           state_since, subjects, basis, acted_on, replaces)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9, $11, $12, $13, $14)
  returning ${COLUMNS}`,
    [
      workspaceId,
      made.reviewId,
      made.itemId,
      made.choice,
      made.state,
      made.reason,
      made.until,
      made.decidedBy,
      made.decidedAt,
      made.snapshotId,
      made.subjects,
      made.basis,
      made.actedOn && jsonb(made.actedOn),
      made.replaces,
    ],
  );
  const decision = Decision.parse(rows[0]);
  await record(tx, workspaceId, decision, null, { ...why, why: made.reason });
  if (decision.state === 'approved') await supersedeReplaced(tx, workspaceId, decision, why);
  return decision;
}

/** Undefined when someone else was first, or when the decision was replaced meanwhile. */
export async function second(
  tx: Tx,
  workspaceId: string,
  decision: Decision,
  verdict: { state: 'approved' | 'declined'; by: string; at: Date },
): Promise<Decision | undefined> {
  const { rows } = await tx.query(
    `update decision
        set state = $2, state_since = $4, second_by = $3, second_at = $4
      where id = $1
        and state = 'proposed'
        and decided_by <> $3
  returning ${COLUMNS}`,
    [decision.id, verdict.state, verdict.by, verdict.at],
  );
  const answered = rows[0] && Decision.parse(rows[0]);
  if (!answered) return undefined;
  const why = { by: verdict.by, at: verdict.at, why: null, snapshotId: answered.snapshotId };
  await record(tx, workspaceId, answered, 'proposed', why);
  if (answered.state === 'approved')
    await supersedeReplaced(tx, workspaceId, answered, { ...why, why: 'another decision was approved' });
  return answered;
}

type Why = Pick<NewTransition, 'by' | 'at' | 'why' | 'snapshotId' | 'figures'>;

/** False when it was moved by somebody else meanwhile. Throws for a move that no decision makes. */
export async function moveDecision(tx: Tx, workspaceId: string, from: Decision, to: State, why: Why): Promise<boolean> {
  if (!mayFollow(from.state, to)) throw new Error(`a decision does not go from ${from.state} to ${to}`);
  const { rowCount } = await tx.query('update decision set state = $3, state_since = $4 where id = $1 and state = $2', [
    from.id,
    from.state,
    to,
    why.at,
  ]);
  if (rowCount !== 1) return false;
  await record(tx, workspaceId, { ...from, state: to }, from.state, why);
  return true;
}

export async function lookAgainAt(tx: Tx, decisionId: string, day: string): Promise<void> {
  await tx.query('update decision set look_at = $2 where id = $1', [decisionId, day]);
}

async function supersedeReplaced(tx: Tx, workspaceId: string, { replaces }: Decision, why: Why): Promise<void> {
  const before = replaces === null ? undefined : await findDecision(tx, replaces);
  if (before && mayFollow(before.state, 'superseded')) await moveDecision(tx, workspaceId, before, 'superseded', why);
}

const record = (tx: Tx, workspaceId: string, decision: Decision, from: State | null, why: Why) =>
  recordTransition(tx, workspaceId, {
    reviewId: decision.reviewId,
    itemId: decision.itemId,
    decisionId: decision.id,
    from,
    to: decision.state,
    ...why,
  });

async function decisionsOf(
  tx: Tx,
  { reviewId, itemId }: Pick<Decision, 'reviewId' | 'itemId'>,
  condition: string,
): Promise<Decision[]> {
  const { rows } = await tx.query(
    `select ${COLUMNS} from decision where review_id = $1 and item_id = $2 and ${condition} order by decided_at, id`,
    [reviewId, itemId],
  );
  return z.array(Decision).parse(rows);
}

export async function findDecision(tx: Tx, decisionId: string): Promise<Decision | undefined> {
  const { rows } = await tx.query(`select ${COLUMNS} from decision where id = $1`, [decisionId]);
  return rows[0] && Decision.parse(rows[0]);
}

/** The decision that stands for an item, if there is one. */
export async function decisionFor(tx: Tx, reviewId: string, itemId: string): Promise<Decision | undefined> {
  const standing = await decisionsOf(tx, { reviewId, itemId }, `(${WAITING} or ${STAGED_STATES})`);
  return standing.at(-1);
}

/** All that wait, stand approved or are in a stage. */
export async function decisionsInForce(tx: Tx, reviewId: string): Promise<Decision[]> {
  const { rows } = await tx.query(
    `select ${COLUMNS} from decision where review_id = $1 and (${WAITING} or ${STAGED_STATES}) order by decided_at, id`,
    [reviewId],
  );
  return z.array(Decision).parse(rows);
}

/** Decisions that were put before a second person and wait for nobody any more. */
export async function answeredRequests(tx: Tx, reviewId: string): Promise<Decision[]> {
  const { rows } = await tx.query(
    `select ${COLUMNS} from decision
      where review_id = $1
        and state in ('superseded', 'declined', 'stale')
        and exists (select from post where key = 'second-' || decision.id)
      order by decided_at, id`,
    [reviewId],
  );
  return z.array(Decision).parse(rows);
}

/** Accepted risks whose day has come stand no longer. */
export async function endAccepted(tx: Tx, workspaceId: string, reviewId: string, now: Date): Promise<Decision[]> {
  const { rows } = await tx.query(
    `select ${COLUMNS} from decision
      where review_id = $1 and choice = 'accept' and state = 'approved' and until <= $2
      order by decided_at, id`,
    [reviewId, now.toISOString().slice(0, 10)],
  );
  const due = z.array(Decision).parse(rows);
  for (const each of due)
    await moveDecision(tx, workspaceId, each, 'ended', {
      by: null,
      at: now,
      why: 'its day has come',
      snapshotId: null,
    });
  return due.map((each) => ({ ...each, state: 'ended', stateSince: now }));
}

/** The decision of each item that stands, else the newest; superseded ones are history. */
export async function standingDecisions(tx: Tx, reviewId: string): Promise<Decision[]> {
  const { rows } = await tx.query(
    `select distinct on (item_id) ${COLUMNS} from decision
      where review_id = $1 and state <> 'superseded'
      order by item_id, ${WAITING} desc, ${STAGED_STATES} desc, decided_at desc, id`,
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
            coalesce(finding.body, gone_item.body) ->> 'check' as check,
            coalesce(finding.body -> 'subjects', to_jsonb(decision.subjects)) as subjects
       from decision
       join review on review.id = decision.review_id
       left join finding on finding.review_id = review.id and finding.id = decision.item_id
       left join gone_item on gone_item.review_id = review.id and gone_item.id = decision.item_id
       join lateral (select id from scan
                      where scan.review_id = review.id and scan.snapshot_id = decision.snapshot_id
                      order by scan.queued_at desc limit 1) as scan on true
      where coalesce(finding.id, gone_item.id) is not null
        and (decision.state = 'approved' or decision.${STAGED_STATES})
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
