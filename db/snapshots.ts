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

/** What another review of this zone read since then, with the plan it found; reviews of hosts read the whole zone too. */
export async function recentSnapshot(
  tx: Tx,
  zone: { zoneId: string; elsewhereThan: string; since: Date },
): Promise<{ snapshotId: string; plan: string } | undefined> {
  const { rows } = await tx.query(
    `select scan.snapshot_id as "snapshotId", review.plan
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
  return rows[0] && z.object({ snapshotId: z.uuid(), plan: z.string() }).parse(rows[0]);
}
