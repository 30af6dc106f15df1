/** Items of a review that a later scan found gone, or could not look at again. */
import { z } from 'zod';
import type { Gone, GoneItem } from '../src/review/gone.ts';
import { ReviewItem } from '../src/review/review.ts';
import { jsonb } from './json.ts';
import type { Tx } from './pool.ts';

const Row = z.object({
  item: ReviewItem,
  outcome: z.enum(['fixed', 'unseen']),
  since: z.date(),
});

export async function keepGone(
  tx: Tx,
  workspaceId: string,
  reviewId: string,
  { item, outcome }: Gone,
  seen: { at: Date; snapshotId: string },
): Promise<void> {
  await tx.query(
    `insert into gone_item (workspace_id, review_id, id, body, outcome, since, snapshot_id)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (workspace_id, review_id, id)
     do update set body = $4, outcome = $5, since = $6, snapshot_id = $7, back_since = null`,
    [workspaceId, reviewId, item.id, jsonb(item), outcome, seen.at, seen.snapshotId],
  );
}

/** What could not be looked at may be found gone by the next reading that can. */
export async function listGone(tx: Tx, reviewId: string): Promise<GoneItem[]> {
  const { rows } = await tx.query(
    `select body as item, outcome, since from gone_item where review_id = $1 and back_since is null order by since, id`,
    [reviewId],
  );
  return z.array(Row).parse(rows);
}

export async function countFixed(tx: Tx, reviewId: string): Promise<number> {
  const { rows } = await tx.query(
    `select count(*)::int as fixed from gone_item where review_id = $1 and outcome = 'fixed' and back_since is null`,
    [reviewId],
  );
  return z.int().parse(rows[0]?.fixed);
}

/** Those that a scan sees again, by id. */
export async function comeBack(tx: Tx, reviewId: string, ids: readonly string[], at: Date): Promise<string[]> {
  const { rows } = await tx.query(
    `update gone_item set back_since = $3 where review_id = $1 and id = any($2) and back_since is null returning id`,
    [reviewId, ids, at],
  );
  return rows.map(({ id }) => z.string().parse(id));
}

/** How many were seen again since then. */
export async function countBack(tx: Tx, reviewId: string, since: Date): Promise<number> {
  const { rows } = await tx.query(
    'select count(*)::int as back from gone_item where review_id = $1 and back_since >= $2',
    [reviewId, since],
  );
  return z.int().parse(rows[0]?.back);
}
