/** What people answered in earlier reviews of a zone, and how the endpoints stood of which they spoke. */
import { z } from 'zod';
import { FoundBefore } from '../src/review/carrying.ts';
import type { Review } from '../src/review/review.ts';
import type { Tx } from './pool.ts';

const Before = z.object({
  asks: z.string(),
  ownerId: z.string(),
  reviewId: z.uuid(),
  review: z.string(),
  value: z.string().nullable(),
  words: z.string().nullable(),
  confirmed: z.boolean(),
  saidBy: z.string(),
  saidAt: z.date(),
  endpointKeys: z.array(z.string()),
});

/** Of the same zone in the same channel: the newest to each question of each owner, whatever became of it. */
export async function answeredBefore(
  tx: Tx,
  { id, zoneId, channelId, startedAt }: Pick<Review, 'id' | 'zoneId' | 'channelId' | 'startedAt'>,
): Promise<z.infer<typeof Before>[]> {
  const { rows } = await tx.query(
    `select distinct on (asks, owner_id) asks, owner_id as "ownerId", review.id as "reviewId", review.name as review,
            latest.value, latest.words, latest.confirmed, latest.said_by as "saidBy", latest.said_at as "saidAt",
            (select coalesce(array_agg(coalesce(renamed.key, given.key)), '{}')
               from unnest(latest.endpoint_keys) as given(key)
               left join renamed_endpoint renamed
                 on renamed.review_id = review.id and renamed.was = given.key) as "endpointKeys"
       from question
       join review on review.id = question.review_id
       join lateral (select * from answer where question_id = question.id order by version desc limit 1) latest on true
      where review.state <> 'cancelled'
        and latest.until is null -- what held for a time is asked anew
        and review.zone_id = $1
        and review.channel_id = $2
        and review.id <> $3
        and review.started_at < $4
      order by asks, owner_id, latest.said_at desc`,
    [zoneId, channelId, id, startedAt],
  );
  return z.array(Before).parse(rows);
}

/** By key; what was kept in another shape than today's is left out. */
export async function foundBefore(
  tx: Tx,
  reviewId: string,
  keys: readonly string[],
): Promise<Map<string, FoundBefore>> {
  const { rows } = await tx.query<{ key: string; facts: unknown }>(
    `select key, jsonb_build_object('audience', facts -> 'audience', 'sensitivity', facts -> 'sensitivity',
              'labels', facts -> 'labels', 'authentication', facts -> 'authentication',
              'controls', facts -> 'controls') as facts
       from endpoint where review_id = $1 and key = any ($2)`,
    [reviewId, keys],
  );
  return new Map(
    rows.flatMap(({ key, facts }) => {
      const read = FoundBefore.safeParse(facts);
      return read.success ? [[key, read.data] as const] : [];
    }),
  );
}
