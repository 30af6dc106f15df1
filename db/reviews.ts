import { z } from 'zod';
import { Readings, type Rescan } from '../src/review/rescan.ts';
import { Review, type ReviewState } from '../src/review/review.ts';
import type { Tx } from './pool.ts';

const COLUMNS = `id, name, number, channel_id as "channelId", lead_id as "leadId", zone_id as "zoneId",
                 zone_name as "zoneName", plan, hosts, due, state, started_at as "startedAt",
                 ended_at as "endedAt", ended_by as "endedBy"`;

const OPEN = `state in ('scanning', 'answering', 'deciding')`;

export interface NewReview {
  quoteId: string;
  name: string | null;
  channelId: string;
  leadId: string;
  zoneId: string;
  zoneName: string;
  hosts: string[];
  due: string | null;
  startedAt: Date;
}

/** Undefined when this channel has an open review of the same scope. Without a name it is called by its zone and number. */
export async function insertReview(tx: Tx, workspaceId: string, review: NewReview): Promise<Review | undefined> {
  // Numbers are given one at a time per zone.
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 1))', [`${workspaceId} ${review.zoneId}`]);
  const { rows } = await tx.query(
    `with next as (select coalesce(max(number), 0) + 1 as number from review where zone_id = $5)
     insert into review (workspace_id, quote_id, name, number, channel_id, lead_id, zone_id, zone_name, hosts, due, started_at)
     select $1, $2, coalesce($3, $6 || ' #' || next.number), next.number, $4, $7, $5, $6, $8, $9, $10 from next
         on conflict (workspace_id, channel_id, zone_id, hosts) where ${OPEN} do nothing
  returning ${COLUMNS}`,
    [
      workspaceId,
      review.quoteId,
      review.name,
      review.channelId,
      review.zoneId,
      review.zoneName,
      review.leadId,
      review.hosts,
      review.due,
      review.startedAt,
    ],
  );
  return rows[0] && Review.parse(rows[0]);
}

export async function findReview(tx: Tx, reviewId: string): Promise<Review | undefined> {
  const { rows } = await tx.query(`select ${COLUMNS} from review where id = $1`, [reviewId]);
  return rows[0] && Review.parse(rows[0]);
}

/** Every change of a review goes through this lock, so that what is drawn afterwards has seen every change before it. */
export async function lockReview(tx: Tx, reviewId: string): Promise<Review | undefined> {
  const { rows } = await tx.query(`select ${COLUMNS} from review where id = $1 for update`, [reviewId]);
  return rows[0] && Review.parse(rows[0]);
}

export async function openReviewOfScope(
  tx: Tx,
  scope: { channelId: string; zoneId: string; hosts: string[] },
): Promise<Review | undefined> {
  const { rows } = await tx.query(
    `select ${COLUMNS} from review where channel_id = $1 and zone_id = $2 and hosts = $3 and ${OPEN}`,
    [scope.channelId, scope.zoneId, scope.hosts],
  );
  return rows[0] && Review.parse(rows[0]);
}

/** The newest review of a channel, an open one before an ended one. */
export async function currentReview(tx: Tx, channelId: string): Promise<Review | undefined> {
  const { rows } = await tx.query(
    `select ${COLUMNS} from review where channel_id = $1 order by (${OPEN}) desc, started_at desc limit 1`,
    [channelId],
  );
  return rows[0] && Review.parse(rows[0]);
}

export async function listReviews(tx: Tx, channelId: string, limit: number): Promise<Review[]> {
  const { rows } = await tx.query(
    `select ${COLUMNS} from review where channel_id = $1 order by started_at desc, id limit $2`,
    [channelId, limit],
  );
  return z.array(Review).parse(rows);
}

export async function openReviewsIn(tx: Tx, channelId: string): Promise<Review[]> {
  const { rows } = await tx.query(
    `select ${COLUMNS} from review where channel_id = $1 and ${OPEN} order by started_at, id`,
    [channelId],
  );
  return z.array(Review).parse(rows);
}

/** Those in which something may wait for owners: beside the decisions there are still questions. */
export async function reviewsWithOwners(tx: Tx): Promise<Review[]> {
  const { rows } = await tx.query(
    `select ${COLUMNS} from review where state in ('answering', 'deciding') order by started_at, id`,
  );
  return z.array(Review).parse(rows);
}

export async function openReviewsOf(tx: Tx, userId: string, limit: number): Promise<Review[]> {
  const { rows } = await tx.query(
    `select ${COLUMNS} from review
      where ${OPEN} and (lead_id = $1 or exists (
              select from endpoint where endpoint.review_id = review.id and endpoint.owner_id = $1
               and endpoint.gone_at is null))
      order by started_at, id
      limit $2`,
    [userId, limit],
  );
  return z.array(Review).parse(rows);
}

/** Of the whole workspace, the newest first: not everybody may see each of them. */
export async function newestReviews(tx: Tx, limit: number): Promise<Review[]> {
  const { rows } = await tx.query(
    `select ${COLUMNS} from review order by (${OPEN}) desc, started_at desc, id limit $1`,
    [limit],
  );
  return z.array(Review).parse(rows);
}

export async function setReviewState(
  tx: Tx,
  reviewId: string,
  state: Exclude<ReviewState, 'closed' | 'cancelled'>,
): Promise<void> {
  await tx.query(`update review set state = $2 where id = $1 and ${OPEN}`, [reviewId, state]);
}

export async function setReviewPlan(tx: Tx, reviewId: string, plan: string): Promise<void> {
  await tx.query('update review set plan = $2 where id = $1', [reviewId, plan]);
}

/** False when it had ended before. */
export async function endReview(
  tx: Tx,
  reviewId: string,
  end: { state: 'closed' | 'cancelled'; by: string; at: Date },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update review set state = $2, ended_by = $3, ended_at = $4 where id = $1 and ${OPEN}`,
    [reviewId, end.state, end.by, end.at],
  );
  return rowCount === 1;
}

export async function reviewOfQuote(tx: Tx, quoteId: string): Promise<Review | undefined> {
  const { rows } = await tx.query(`select ${COLUMNS} from review where quote_id = $1 for update`, [quoteId]);
  return rows[0] && Review.parse(rows[0]);
}

/** The quote under which a review was last begun: its Cancel button means this review. */
export async function tieToQuote(tx: Tx, reviewId: string, quoteId: string): Promise<void> {
  await tx.query('update review set quote_id = $2 where id = $1', [reviewId, quoteId]);
}

/** Undefined when there is no such review, or nothing was ever read for it. */
export async function readingsOf(tx: Tx, reviewId: string): Promise<Readings | undefined> {
  const { rows } = await tx.query(
    `select review.rescan, review.rescan_left_out_at as "leftOutAt", max(scan.queued_at) as "lastAskedAt",
            bool_or(scan.state in ('queued', 'read')) as "underWay"
       from review join scan on scan.review_id = review.id
      where review.id = $1
      group by review.id`,
    [reviewId],
  );
  return rows[0] && Readings.parse(rows[0]);
}

export async function setRescan(tx: Tx, reviewId: string, rescan: Rescan): Promise<void> {
  await tx.query('update review set rescan = $2, rescan_left_out_at = null where id = $1', [reviewId, rescan]);
}

/** Its turn has passed without a reading. */
export async function leaveRescanOut(tx: Tx, reviewId: string, at: Date): Promise<void> {
  await tx.query('update review set rescan_left_out_at = $2 where id = $1', [reviewId, at]);
}
