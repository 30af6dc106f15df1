/** What was read from Cloudflare. Each section is stored once per distinct content: most of a zone is as it was last time. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import { z } from 'zod';
import type { Tx } from './pool.ts';

/** What the sections say, without when and how they were read: that belongs to the scan. */
export interface Content {
  sections: Record<string, unknown>;
  [more: string]: unknown;
}

const Parts = z.record(z.string(), z.string());

/** The id of the row that holds this content, which may be older than today. */
export async function saveSnapshot(tx: Tx, workspaceId: string, content: Content): Promise<string> {
  const { sections, ...head } = content;
  const texts = Object.entries({ ...sections, [HEAD]: head }).map(([name, part]) => ({
    name,
    text: JSON.stringify(part),
    hash: sha256(JSON.stringify(part)),
  }));
  const parts = JSON.stringify(Object.fromEntries(texts.map(({ name, hash }) => [name, hash])));
  await saveBodies(tx, workspaceId, new Map(texts.map(({ hash, text }) => [hash, text])));
  const { rows } = await tx.query(
    `insert into snapshot (workspace_id, hash, parts)
     values ($1, $2, $3)
         on conflict (workspace_id, hash) do update set used_at = now()
  returning id`,
    [workspaceId, sha256(parts), parts],
  );
  return z.uuid().parse(rows[0]?.id);
}

/** Only what is not there yet is compressed and sent. What is there is marked as used, so that nobody deletes it meanwhile. */
async function saveBodies(tx: Tx, workspaceId: string, texts: ReadonlyMap<string, string>): Promise<void> {
  const { rows } = await tx.query('update section_content set used_at = now() where hash = any($1) returning hash', [
    [...texts.keys()].sort(),
  ]);
  const there = new Set(rows.map(({ hash }) => hash));
  const missing = [...texts].filter(([hash]) => !there.has(hash));
  const bodies = await Promise.all(missing.map(([, text]) => promisify(brotliCompress)(text, COMPRESSION)));
  await tx.query(
    `insert into section_content (workspace_id, hash, body)
     select $1, hash, body from unnest($2::text[], $3::bytea[]) as missing(hash, body)
         on conflict do nothing`,
    [workspaceId, missing.map(([hash]) => hash), bodies],
  );
}

/** What a scan read, and its own part of it: not yet parsed into a snapshot. */
export async function loadSnapshot(tx: Tx, scanId: string): Promise<unknown> {
  const { rows } = await tx.query(
    'select parts, reading from scan join snapshot on snapshot.id = scan.snapshot_id where scan.id = $1',
    [scanId],
  );
  const { parts, reading } = z.object({ parts: Parts, reading: z.record(z.string(), z.unknown()) }).parse(rows[0]);
  const texts = await sectionTexts(tx, Object.values(parts));
  const part = (hash: string): unknown => JSON.parse(texts.get(hash) ?? 'null');
  const sections = Object.entries(parts).filter(([name]) => name !== HEAD);
  return {
    ...(part(parts[HEAD] ?? '') as object),
    ...reading,
    sections: Object.fromEntries(sections.map(([name, hash]) => [name, part(hash)])),
  };
}

/** What is stored under these hashes, in their order. */
export async function sectionTexts(tx: Tx, hashes: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await tx.query('select hash, body from section_content where hash = any($1)', [hashes]);
  const bodies = new Map(rows.map(({ hash, body }) => [z.string().parse(hash), z.instanceof(Buffer).parse(body)]));
  const texts = new Map<string, string>();
  for (const hash of hashes) {
    const body = bodies.get(hash);
    if (body) texts.set(hash, (await promisify(brotliDecompress)(body)).toString('utf8'));
  }
  return texts;
}

/** What another review of this zone read since then, with the plan it found; reviews of hosts read the whole zone too. */
export async function recentSnapshot(
  tx: Tx,
  zone: { zoneId: string; elsewhereThan: string; since: Date },
): Promise<{ snapshotId: string; reading: object; plan: string } | undefined> {
  const { rows } = await tx.query(
    `select scan.snapshot_id as "snapshotId", scan.reading, review.plan
       from scan
       join review on review.id = scan.review_id
      where review.zone_id = $1
        and review.channel_id <> $2
        and scan.snapshot_id is not null
        and scan.ended_at >= $3
        and review.plan is not null
      order by scan.ended_at desc
      limit 1`,
    [zone.zoneId, zone.elsewhereThan, zone.since],
  );
  return rows[0] && z.object({ snapshotId: z.uuid(), reading: z.looseObject({}), plan: z.string() }).parse(rows[0]);
}

/** Beside the sections: which zone, which account. */
const HEAD = '';

/** Half of what gzip leaves, for the same work. */
const COMPRESSION = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
