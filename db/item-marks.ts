/** What people say of an item beside deciding it; nothing is deleted, it only ends. */
import { z } from 'zod';
import type { Mark } from '../src/review/marks.ts';
import type { Review } from '../src/review/review.ts';
import type { Tx } from './pool.ts';

const Row = z.object({
  id: z.uuid(),
  itemId: z.string(),
  kind: z.enum(['planned', 'false-positive']),
  title: z.string(),
  reason: z.string(),
  until: z.string(),
  basis: z.string(),
  setBy: z.string(),
  setAt: z.date(),
}) satisfies z.ZodType<Mark>;
const COLUMNS = `id, item_id as "itemId", kind, title, reason, until::text as until, basis, set_by as "setBy", set_at as "setAt"`;

type Place = Pick<Review, 'zoneId' | 'channelId'>;

export async function mark(tx: Tx, workspaceId: string, { zoneId, channelId }: Place, made: Omit<Mark, 'id'>) {
  await tx.query(
    `update item_mark set ended_at = $4, ended_because = 'replaced'
      where zone_id = $1 and channel_id = $2 and item_id = $3 and ended_at is null`,
    [zoneId, channelId, made.itemId, made.setAt],
  );
  await tx.query(
    `insert into item_mark (workspace_id, zone_id, channel_id, item_id, kind, title, reason, until, basis, set_by, set_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      workspaceId,
      zoneId,
      channelId,
      made.itemId,
      made.kind,
      made.title,
      made.reason,
      made.until,
      made.basis,
      made.setBy,
      made.setAt,
    ],
  );
}

export async function standingMarks(tx: Tx, { zoneId, channelId }: Place): Promise<Mark[]> {
  const { rows } = await tx.query(
    `select ${COLUMNS} from item_mark where zone_id = $1 and channel_id = $2 and ended_at is null order by until, id`,
    [zoneId, channelId],
  );
  return z.array(Row).parse(rows);
}

/** Undefined when it has ended before. */
export async function endMark(
  tx: Tx,
  id: string,
  because: 'day' | 'changed' | 'person',
  at: Date,
): Promise<Mark | undefined> {
  const { rows } = await tx.query(
    `update item_mark set ended_at = $3, ended_because = $2 where id = $1 and ended_at is null returning ${COLUMNS}`,
    [id, because, at],
  );
  return rows[0] && Row.parse(rows[0]);
}

/** Open reviews with a list in which an item was marked until a day that has come. */
export async function reviewsWithDueMarks(tx: Tx, today: string): Promise<{ id: string }[]> {
  const { rows } = await tx.query(
    `select distinct review.id from review
       join item_mark on item_mark.zone_id = review.zone_id and item_mark.channel_id = review.channel_id
      where review.state in ('answering', 'deciding') and item_mark.ended_at is null and item_mark.until <= $1
      order by review.id`,
    [today],
  );
  return z.array(z.object({ id: z.uuid() })).parse(rows);
}
