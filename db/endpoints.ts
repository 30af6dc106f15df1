import { z } from 'zod';
import { ControlName } from '../src/review/ask/asked.ts';
import { ReviewEndpoint } from '../src/review/review.ts';
import { jsonb } from './json.ts';
import type { Tx } from './pool.ts';

const COLUMNS = `key, facts, owner_id as "ownerId", owner_because as "ownerBecause", deputy_id as "deputyId", previous_owner_id as "previousOwnerId",
                 acknowledged_by as "acknowledgedBy", acknowledged_at as "acknowledgedAt"`;

/** Without those that are gone: they are kept for what was said of them, and nobody is asked for them. */
export async function listEndpoints(tx: Tx, reviewId: string): Promise<ReviewEndpoint[]> {
  const { rows } = await tx.query(
    `select ${COLUMNS} from endpoint where review_id = $1 and gone_at is null order by position`,
    [reviewId],
  );
  return z.array(ReviewEndpoint).parse(rows);
}

/** What somebody owns in a review, or owned before. */
export async function listEndpointsOf(tx: Tx, reviewId: string, ownerId: string): Promise<ReviewEndpoint[]> {
  const { rows } = await tx.query(
    `select ${COLUMNS} from endpoint
      where review_id = $1 and gone_at is null and (owner_id = $2 or previous_owner_id = $2)
      order by position`,
    [reviewId, ownerId],
  );
  return z.array(ReviewEndpoint).parse(rows);
}

const WithSources = z.object({ facts: ReviewEndpoint.shape.facts.pick({ sources: true }) });

/** From where each is known, for counting. */
export async function listSources(tx: Tx, reviewId: string): Promise<z.infer<typeof WithSources>[]> {
  const { rows } = await tx.query(
    `select jsonb_build_object('sources', facts -> 'sources') as facts from endpoint
      where review_id = $1 and gone_at is null`,
    [reviewId],
  );
  return z.array(WithSources).parse(rows);
}

const Owned = z.object({
  ownerId: z.string(),
  deputyId: z.string().nullable(),
  ownedSince: z.date(),
  acknowledgedBy: z.string().nullable(),
});

/** Who owns each and who acknowledged it, for counting: of 12,000 endpoints the facts take half a second to read. */
export async function listOwned(tx: Tx, reviewId: string): Promise<z.infer<typeof Owned>[]> {
  const { rows } = await tx.query(
    `select owner_id as "ownerId", deputy_id as "deputyId", owned_since as "ownedSince", acknowledged_by as "acknowledgedBy" from endpoint
      where review_id = $1 and gone_at is null`,
    [reviewId],
  );
  return z.array(Owned).parse(rows);
}

/** Who owns each, and why, without the facts. */
export async function listOwners(tx: Tx, reviewId: string): Promise<z.infer<typeof WithOwner>[]> {
  const { rows } = await tx.query(
    `select key, owner_id as "ownerId", deputy_id as "deputyId", owner_because as "ownerBecause",
            acknowledged_by as "acknowledgedBy"
       from endpoint where review_id = $1 and gone_at is null order by position`,
    [reviewId],
  );
  return z.array(WithOwner).parse(rows);
}

const WithOwner = z.object({
  key: z.string(),
  ownerId: z.string(),
  deputyId: z.string().nullable(),
  ownerBecause: z.string(),
  acknowledgedBy: z.string().nullable(),
});

/** Whom the newest earlier review of the same channel, or of the same lead, named for what this one has too; who only led it was not named. */
export async function ownedBefore(
  tx: Tx,
  { id, channelId, leadId, startedAt }: { id: string; channelId: string; leadId: string; startedAt: Date },
  fallback: string,
): Promise<{ key: string; ownerId: string; review: string }[]> {
  const { rows } = await tx.query(
    `select distinct on (endpoint.key) endpoint.key, endpoint.owner_id as "ownerId", review.name as review
       from endpoint
       join review on review.id = endpoint.review_id
      where review.id <> $1 and review.started_at < $4 and (review.channel_id = $2 or review.lead_id = $3)
        and endpoint.gone_at is null
        and (endpoint.owner_because <> $5 or endpoint.acknowledged_by is not null)
        and endpoint.key in (select key from endpoint where review_id = $1)
      order by endpoint.key, review.started_at desc`,
    [id, channelId, leadId, startedAt, fallback],
  );
  return z.array(z.object({ key: z.string(), ownerId: z.string(), review: z.string() })).parse(rows);
}

/** How each control stands for what somebody owns in these reviews. */
export async function coverageOf(
  tx: Tx,
  ownerId: string,
  reviewIds: readonly string[],
): Promise<{ control: ControlName; verdict: string; endpoints: number }[]> {
  const { rows } = await tx.query(
    `select control.key as control, control.value ->> 'verdict' as verdict, count(*)::int as endpoints
       from endpoint
      cross join lateral jsonb_each(endpoint.facts -> 'controls') as control
      where owner_id = $1 and review_id = any ($2) and gone_at is null and control.value ->> 'verdict' is not null
      group by 1, 2
      order by 1, 2`,
    [ownerId, reviewIds],
  );
  return z.array(z.object({ control: ControlName, verdict: z.string(), endpoints: z.int() })).parse(rows);
}

/** Every key of the review, of endpoints that are gone too. */
export async function listKeys(tx: Tx, reviewId: string): Promise<{ key: string; ownerId: string; gone: boolean }[]> {
  const { rows } = await tx.query(
    `select key, owner_id as "ownerId", gone_at is not null as gone from endpoint where review_id = $1 order by key`,
    [reviewId],
  );
  return z.array(z.object({ key: z.string(), ownerId: z.string(), gone: z.boolean() })).parse(rows);
}

/** The row goes on under its new key with all that was said of it; answers, which nobody rewrites, find it by its old one. */
export async function renameEndpoints(
  tx: Tx,
  workspaceId: string,
  reviewId: string,
  renames: readonly { was: string; key: string }[],
): Promise<void> {
  if (renames.length === 0) return;
  const given = `jsonb_to_recordset($2::jsonb) as given(was text, key text)`;
  const values = [reviewId, jsonb(renames)];
  await tx.query(
    `update endpoint set key = given.key from ${given} where review_id = $1 and endpoint.key = given.was`,
    values,
  );
  await tx.query(
    `update renamed_endpoint set key = given.key from ${given} where review_id = $1 and renamed_endpoint.key = given.was`,
    values,
  );
  await tx.query(
    `insert into renamed_endpoint (workspace_id, review_id, was, key)
     select $3, $1, given.was, given.key from ${given}
         on conflict (workspace_id, review_id, was) do update set key = excluded.key`,
    [...values, workspaceId],
  );
  await tx.query('delete from renamed_endpoint where review_id = $1 and was = key', [reviewId]); // named as it was once
}

export interface NewEndpoint {
  key: string;
  facts: object;
  ownerId: string;
  deputyId: string | null;
  ownerBecause: string;
}

/**
 * A scan that ran before changes the facts only: owners and acknowledgements are what people said, and stay. What is not
 * among them is gone, until it comes back.
 */
export async function saveEndpoints(
  tx: Tx,
  workspaceId: string,
  reviewId: string,
  endpoints: readonly NewEndpoint[],
): Promise<void> {
  const rows = jsonb(endpoints.map((endpoint, position) => ({ ...endpoint, position })));
  await tx.query(
    `insert into endpoint (workspace_id, review_id, key, position, facts, owner_id, owner_because, deputy_id)
     select $1, $2, given.key, given.position, given.facts, given."ownerId", given."ownerBecause", given."deputyId"
       from jsonb_to_recordset($3::jsonb)
            as given(key text, position int, facts jsonb, "ownerId" text, "ownerBecause" text, "deputyId" text)
         on conflict (workspace_id, review_id, key) do update
        set facts = excluded.facts, position = excluded.position, gone_at = null,
            owned_since = case when endpoint.gone_at is null then endpoint.owned_since else now() end`,
    [workspaceId, reviewId, rows],
  );
  // What is there again under its old key speaks for itself.
  await tx.query(
    `delete from renamed_endpoint
      where review_id = $1
        and exists (select from jsonb_to_recordset($2::jsonb) as given(key text) where given.key = was)`,
    [reviewId, rows],
  );
  await tx.query(
    `update endpoint set gone_at = now()
      where review_id = $1
        and gone_at is null
        and not exists (select from jsonb_to_recordset($2::jsonb) as given(key text) where given.key = endpoint.key)`,
    [reviewId, rows],
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
        and acknowledged_at is null
        and gone_at is null`,
    [reviewId, ownerId, acknowledgement.by, acknowledgement.at],
  );
  return rowCount ?? 0;
}

/** Who may act for an owner in a review. */
export async function deputiesOf(tx: Tx, reviewId: string, ownerId: string): Promise<string[]> {
  const { rows } = await tx.query(
    `select distinct deputy_id as id from endpoint
      where review_id = $1 and owner_id = $2 and deputy_id is not null and gone_at is null order by 1`,
    [reviewId, ownerId],
  );
  return z
    .array(z.object({ id: z.string() }))
    .parse(rows)
    .map(({ id }) => id);
}

/** A new owner has to acknowledge anew. */
export async function giveTo(
  tx: Tx,
  reviewId: string,
  keys: readonly string[],
  owner: { id: string; because: string; deputyId: string | null },
): Promise<number> {
  await tx.query(
    `update endpoint set deputy_id = $4
      where review_id = $1 and key = any ($2) and owner_id = $3 and deputy_id is distinct from $4 and gone_at is null`,
    [reviewId, keys, owner.id, owner.deputyId],
  );
  const { rowCount } = await tx.query(
    `update endpoint
        set deputy_id = $5, previous_owner_id = owner_id, owner_id = $3, owner_because = $4, owned_since = now(),
            acknowledged_by = null, acknowledged_at = null
      where review_id = $1
        and key = any ($2)
        and owner_id <> $3
        and gone_at is null`,
    [reviewId, keys, owner.id, owner.because, owner.deputyId],
  );
  return rowCount ?? 0;
}

/** The same of many at once, each with an owner of its own; the number of those that changed hands. */
export async function giveEach(
  tx: Tx,
  reviewId: string,
  given: readonly { key: string; ownerId: string; deputyId: string | null; because: string }[],
): Promise<number> {
  const each = `jsonb_to_recordset($2::jsonb) as given(key text, "ownerId" text, "deputyId" text, because text)`;
  const values = [reviewId, jsonb(given)];
  await tx.query(
    `update endpoint set deputy_id = given."deputyId" from ${each}
      where review_id = $1 and endpoint.key = given.key and owner_id = given."ownerId"
        and deputy_id is distinct from given."deputyId" and gone_at is null`,
    values,
  );
  const { rowCount } = await tx.query(
    `update endpoint
        set deputy_id = given."deputyId", previous_owner_id = owner_id, owner_id = given."ownerId",
            owner_because = given.because, owned_since = now(), acknowledged_by = null, acknowledged_at = null
       from ${each}
      where review_id = $1 and endpoint.key = given.key and owner_id <> given."ownerId" and gone_at is null`,
    values,
  );
  return rowCount ?? 0;
}

const Standing = z.object({
  verdict: z.enum(['covered', 'bypassable', 'uncovered', 'unknown', 'unavailable']),
  mode: z.enum(['enforce', 'log', 'off']),
  rules: z.array(z.string()),
});

/** How one control stands for some endpoints; those that are gone are left out. */
export async function standingOf(
  tx: Tx,
  reviewId: string,
  control: ControlName,
  keys: readonly string[],
): Promise<{ controls: { [K in ControlName]?: z.infer<typeof Standing> } }[]> {
  const { rows } = await tx.query(
    `select facts -> 'controls' -> $3 as standing from endpoint
      where review_id = $1 and key = any($2) and gone_at is null order by position`,
    [reviewId, keys, control],
  );
  return rows.map(({ standing }) => {
    const parsed = Standing.safeParse(standing);
    return { controls: parsed.success ? { [control]: parsed.data } : {} };
  });
}
