/** What the checks made of a review: findings and the remediation list, replaced as a whole at each judgement. */
import { z } from 'zod';
import { ItemFixes, ItemWitness, type Review, ReviewFinding, ReviewItem } from '../src/review/review.ts';
import { jsonb } from './json.ts';
import type { Tx } from './pool.ts';

export async function replaceResults(
  tx: Tx,
  workspaceId: string,
  reviewId: string,
  results: {
    findings: readonly { id: string }[];
    items: readonly ReviewItem[];
    witnesses: ReadonlyMap<string, ItemWitness>;
    fixes: ReadonlyMap<string, ItemFixes>;
  },
): Promise<void> {
  await tx.query('delete from finding where review_id = $1', [reviewId]);
  await tx.query('delete from remediation_item where review_id = $1', [reviewId]);
  await tx.query(
    `insert into finding (workspace_id, review_id, id, body)
     select $1, $2, body ->> 'id', body from jsonb_array_elements($3::jsonb) as body`,
    [workspaceId, reviewId, jsonb(results.findings)],
  );
  await tx.query(
    `insert into remediation_item (workspace_id, review_id, id, rank, body, witness, fix)
     select $1, $2, body ->> 'id', (body ->> 'rank')::int, body, $4::jsonb -> (body ->> 'id'), $5::jsonb -> (body ->> 'id')
       from jsonb_array_elements($3::jsonb) as body`,
    [
      workspaceId,
      reviewId,
      jsonb(results.items),
      jsonb(Object.fromEntries(results.witnesses)),
      jsonb(Object.fromEntries(results.fixes)),
    ],
  );
}

export async function listFindings(tx: Tx, reviewId: string): Promise<ReviewFinding[]> {
  const { rows } = await tx.query('select body from finding where review_id = $1 order by id', [reviewId]);
  return rows.map((row) => ReviewFinding.parse(row.body));
}

const Counted = z.object({
  outcome: ReviewFinding.shape.outcome,
  severity: ReviewFinding.shape.severity,
  findings: z.int(),
});

export async function countFindings(tx: Tx, reviewId: string): Promise<z.infer<typeof Counted>[]> {
  const { rows } = await tx.query(
    `select body ->> 'outcome' as outcome, body ->> 'severity' as severity, count(*)::int as findings
       from finding where review_id = $1 group by 1, 2`,
    [reviewId],
  );
  return z.array(Counted).parse(rows);
}

export async function listItemIds(tx: Tx, reviewId: string): Promise<string[]> {
  const { rows } = await tx.query('select id from remediation_item where review_id = $1', [reviewId]);
  return rows.map((row) => z.string().parse(row.id));
}

export async function listItems(tx: Tx, reviewId: string): Promise<ReviewItem[]> {
  const { rows } = await tx.query('select body from remediation_item where review_id = $1 order by rank', [reviewId]);
  return z
    .array(z.object({ body: ReviewItem }))
    .parse(rows)
    .map((row) => row.body);
}

export async function findItem(tx: Tx, reviewId: string, itemId: string): Promise<ReviewItem | undefined> {
  const { rows } = await tx.query('select body from remediation_item where review_id = $1 and id = $2', [
    reviewId,
    itemId,
  ]);
  return rows[0] && ReviewItem.parse(rows[0].body);
}

export async function findWitness(tx: Tx, reviewId: string, itemId: string): Promise<ItemWitness | undefined> {
  const { rows } = await tx.query('select witness from remediation_item where review_id = $1 and id = $2', [
    reviewId,
    itemId,
  ]);
  return ItemWitness.nullish().parse(rows[0]?.witness) ?? undefined;
}

export async function findFix(tx: Tx, reviewId: string, itemId: string): Promise<ItemFixes | undefined> {
  const { rows } = await tx.query('select fix from remediation_item where review_id = $1 and id = $2', [
    reviewId,
    itemId,
  ]);
  return ItemFixes.nullish().parse(rows[0]?.fix) ?? undefined;
}

/** What the review of the same zone in the same channel before this one listed last; undefined when there was none. */
export async function itemsBefore(
  tx: Tx,
  { id, zoneId, channelId, hosts, startedAt }: Review,
): Promise<{ review: string; ids: string[] } | undefined> {
  const { rows } = await tx.query(
    `select review.name as review, array_agg(item.id) as ids
       from review
       join remediation_item item on item.review_id = review.id
      where review.zone_id = $1 and review.channel_id = $2 and review.hosts = $3
        and review.id <> $4 and review.started_at < $5 and review.state <> 'cancelled'
      group by review.id, review.name, review.started_at
      order by review.started_at desc
      limit 1`,
    [zoneId, channelId, hosts, id, startedAt],
  );
  return rows[0] && z.object({ review: z.string(), ids: z.array(z.string()) }).parse(rows[0]);
}
