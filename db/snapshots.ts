/** Everything read from Cloudflare at one moment, stored once per distinct content. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import type { Tx } from './pool.ts';

/** The id of the row that holds this content, which may be older than today. */
export async function saveSnapshot(tx: Tx, workspaceId: string, snapshot: object, takenAt: Date): Promise<string> {
  const text = JSON.stringify(snapshot);
  const hash = createHash('sha256').update(text).digest('hex');
  const { rows } = await tx.query(
    `insert into snapshot (workspace_id, hash, body, taken_at)
     values ($1, $2, $3, $4)
         on conflict (workspace_id, hash) do update set hash = excluded.hash
  returning id`,
    [workspaceId, hash, await promisify(gzip)(text), takenAt],
  );
  return z.uuid().parse(rows[0]?.id);
}

/** The stored JSON, not yet parsed into a snapshot. */
export async function loadSnapshot(tx: Tx, snapshotId: string): Promise<unknown> {
  const { rows } = await tx.query('select body from snapshot where id = $1', [snapshotId]);
  const body = z.instanceof(Buffer).parse(rows[0]?.body);
  return JSON.parse((await promisify(gunzip)(body)).toString('utf8'));
}
