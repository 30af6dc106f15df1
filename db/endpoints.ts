import { z } from 'zod';
import { ReviewEndpoint } from '../src/review/review.ts';
import { jsonb } from './json.ts';
import type { Tx } from './pool.ts';

const COLUMNS = `key, facts, owner_id as "ownerId", owner_because as "ownerBecause", previous_owner_id as "previousOwnerId",
                 acknowledged_by as "acknowledgedBy", acknowledged_at as "acknowledgedAt"`;

export async function listEndpoints(tx: Tx, reviewId: string): Promise<ReviewEndpoint[]> {
  const { rows } = await tx.query(`select ${COLUMNS} from endpoint where review_id = $1 order by position`, [reviewId]);
  return z.array(ReviewEndpoint).parse(rows);
}

export interface NewEndpoint {
  key: string;
  facts: object;
  ownerId: string;
  ownerBecause: string;
}

/** A scan that ran before changes the facts only: owners and acknowledgements are what people said, and stay. */
export async function saveEndpoints(
  tx: Tx,
  workspaceId: string,
  reviewId: string,
  endpoints: readonly NewEndpoint[],
): Promise<void> {
  await tx.query(
    `insert into endpoint (workspace_id, review_id, key, position, facts, owner_id, owner_because)
     select $1, $2, given.key, given.position, given.facts, given."ownerId", given."ownerBecause"
       from jsonb_to_recordset($3::jsonb)
            as given(key text, position int, facts jsonb, "ownerId" text, "ownerBecause" text)
         on conflict (workspace_id, review_id, key) do update
        set facts = excluded.facts, position = excluded.position`,
    [workspaceId, reviewId, jsonb(endpoints.map((endpoint, position) => ({ ...endpoint, position })))],
  );
}

/** Takes responsibility for everything of one owner that nobody has acknowledged yet; the number of endpoints. */
export async function acknowledge(
  tx: Tx,
  reviewId: string,
  ownerId: string,
  acknowledgement: { by: string; at: Date },
): Promise<number> {
  const { rowCount } = await tx.query(
    `update endpoint
        set acknowledged_by = $3, acknowledged_at = $4
      where review_id = $1
        and owner_id = $2
        and acknowledged_at is null`,
    [reviewId, ownerId, acknowledgement.by, acknowledgement.at],
  );
  return rowCount ?? 0;
}

/** A new owner has to acknowledge anew. */
export async function giveTo(
  tx: Tx,
  reviewId: string,
  keys: readonly string[],
  owner: { id: string; because: string },
): Promise<number> {
  const { rowCount } = await tx.query(
    `update endpoint
        set previous_owner_id = owner_id, owner_id = $3, owner_because = $4, acknowledged_by = null, acknowledged_at = null
      where review_id = $1
        and key = any ($2)
        and owner_id <> $3`,
    [reviewId, keys, owner.id, owner.because],
  );
  return rowCount ?? 0;
}
