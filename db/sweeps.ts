/** The few readers across workspaces: where work was left behind. They see ids and states, nothing of what it says. */
import { z } from 'zod';
import { Readings } from '../src/review/rescan.ts';
import { DigestSchedule } from '../src/review/review.ts';
import { STAGED } from '../src/review/stage.ts';
import { jsonb } from './json.ts';
import type { Tx } from './pool.ts';

const Left = z.object({ id: z.string(), workspaceId: z.string() });
export type Left = z.infer<typeof Left>;

const LIMIT = 500;

/** What was tried least comes first, so that what fails every time keeps nothing else waiting. */
export async function unfinishedIntake(tx: Tx, before: Date): Promise<Left[]> {
  const { rows } = await tx.query(
    `select id::text, workspace_id as "workspaceId" from intake
      where done_at is null and received_at <= $1 order by attempts, intake.id limit ${LIMIT}`,
    [before],
  );
  return z.array(Left).parse(rows);
}

export async function uncheckedConnections(tx: Tx, before: Date): Promise<Left[]> {
  const { rows } = await tx.query(
    `select id, workspace_id as "workspaceId" from connection
      where state = 'checking' and connected_at <= $1 order by connected_at limit ${LIMIT}`,
    [before],
  );
  return z.array(Left).parse(rows);
}

export async function unansweredQuotes(tx: Tx, before: Date): Promise<Left[]> {
  const { rows } = await tx.query(
    `select id, workspace_id as "workspaceId" from quote where state = 'asked' and asked_at <= $1 order by asked_at limit ${LIMIT}`,
    [before],
  );
  return z.array(Left).parse(rows);
}

export async function openScans(tx: Tx, before: Date): Promise<(Left & { state: 'queued' | 'read' })[]> {
  const { rows } = await tx.query(
    `select id, workspace_id as "workspaceId", state from scan
      where state in ('queued', 'read') and queued_at <= $1 order by queued_at limit ${LIMIT}`,
    [before],
  );
  return z.array(Left.extend({ state: z.enum(['queued', 'read']) })).parse(rows);
}

export async function unreadDocuments(tx: Tx, before: Date): Promise<Left[]> {
  const { rows } = await tx.query(
    `select id, workspace_id as "workspaceId" from document
      where state = 'waiting' and given_at <= $1 order by given_at limit ${LIMIT}`,
    [before],
  );
  return z.array(Left).parse(rows);
}

export async function unsentPosts(tx: Tx, before: Date): Promise<(Left & { version: number })[]> {
  const { rows } = await tx.query(
    `select id, workspace_id as "workspaceId", version from post
      where state in ('waiting', 'sending') and not_before <= $1 order by not_before limit ${LIMIT}`,
    [before],
  );
  return z.array(Left.extend({ version: z.int() })).parse(rows);
}

const Schedule = DigestSchedule.omit({ setBy: true, filter: true }).extend({ workspaceId: z.string() });

export async function digestSchedules(tx: Tx): Promise<z.infer<typeof Schedule>[]> {
  const { rows } = await tx.query(
    `select workspace_id as "workspaceId", channel_id as "channelId", weekday, at, timezone,
            set_at as "setAt", muted_until as "mutedUntil"
       from digest_schedule`,
  );
  return z.array(Schedule).parse(rows);
}

const Digest = z.object({ workspaceId: z.string(), channelId: z.string(), period: z.string() });

/** Of these digests the ones that nobody has claimed yet. */
export async function unclaimedDigests(
  tx: Tx,
  digests: readonly z.infer<typeof Digest>[],
): Promise<z.infer<typeof Digest>[]> {
  const { rows } = await tx.query(
    `select wanted."workspaceId", wanted."channelId", wanted.period
       from jsonb_to_recordset($1::jsonb) as wanted("workspaceId" text, "channelId" text, period text)
      where not exists (
              select from digest
               where digest.workspace_id = wanted."workspaceId"
                 and digest.channel_id = wanted."channelId"
                 and digest.period = wanted.period)`,
    [jsonb(digests)],
  );
  return z.array(Digest).parse(rows);
}

const Candidate = Readings.extend({ workspaceId: z.string(), reviewId: z.uuid() });

/** Open reviews whose zone is read again by itself, and when it was asked for last; whoever waits longest first. */
export async function rescanCandidates(tx: Tx): Promise<z.infer<typeof Candidate>[]> {
  const { rows } = await tx.query(
    `select review.workspace_id as "workspaceId", review.id as "reviewId", review.rescan,
            review.rescan_left_out_at as "leftOutAt", max(scan.queued_at) as "lastAskedAt",
            bool_or(scan.state in ('queued', 'read')) as "underWay"
       from review join scan on scan.review_id = review.id
      where review.state in ('answering', 'deciding') and review.rescan <> 'off'
      group by review.workspace_id, review.id
      order by max(scan.queued_at) limit ${LIMIT}`,
  );
  return z.array(Candidate).parse(rows);
}

/** Reviews in which a risk was accepted until a day that has come. */
export async function reviewsWithEndedRisks(tx: Tx, today: string): Promise<Left[]> {
  const { rows } = await tx.query(
    `select distinct review_id as id, workspace_id as "workspaceId" from decision
      where choice = 'accept' and state = 'approved' and until <= $1 limit ${LIMIT}`,
    [today],
  );
  return z.array(Left).parse(rows);
}

/** Open reviews in which something that was decided acts at Cloudflare. */
export async function reviewsWithStages(tx: Tx): Promise<Left[]> {
  const { rows } = await tx.query(
    `select distinct review_id as id, workspace_id as "workspaceId" from decision
      where state in ('${STAGED.join("', '")}') order by 1 limit ${LIMIT}`,
  );
  return z.array(Left).parse(rows);
}

/** Where an answer held until a day that has come. */
export async function workspacesWithEndedAnswers(tx: Tx, today: string): Promise<string[]> {
  const { rows } = await tx.query(`select distinct workspace_id as id from answer where until <= $1 limit ${LIMIT}`, [
    today,
  ]);
  return rows.map((row) => z.string().parse(row.id));
}

/** Where something was said of an item until a day that has come. */
export async function workspacesWithDueMarks(tx: Tx, today: string): Promise<string[]> {
  const { rows } = await tx.query(
    `select distinct workspace_id as id from item_mark where ended_at is null and until <= $1 limit ${LIMIT}`,
    [today],
  );
  return rows.map((row) => z.string().parse(row.id));
}

export async function allWorkspaces(tx: Tx): Promise<string[]> {
  const { rows } = await tx.query('select workspace_id as "workspaceId" from workspace order by workspace_id');
  return rows.map((row) => z.string().parse(row.workspaceId));
}
