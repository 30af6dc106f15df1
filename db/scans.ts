import { z } from 'zod';
import type { Changes } from '../src/review/changes.ts';
import { type Progress, type Review, Scan } from '../src/review/review.ts';
import { jsonb } from './json.ts';
import type { Tx } from './pool.ts';

const COLUMNS = `id, review_id as "reviewId", state, progress, snapshot_id as "snapshotId", changes, problem,
                 judged_at as "judgedAt", (reading ->> 'takenAt')::timestamptz as "takenAt"`;

export async function queueScan(tx: Tx, workspaceId: string, reviewId: string): Promise<string> {
  const { rows } = await tx.query('insert into scan (workspace_id, review_id) values ($1, $2) returning id', [
    workspaceId,
    reviewId,
  ]);
  return z.uuid().parse(rows[0]?.id);
}

export async function findScan(tx: Tx, scanId: string): Promise<Scan | undefined> {
  const { rows } = await tx.query(`select ${COLUMNS} from scan where id = $1`, [scanId]);
  return rows[0] && Scan.parse(rows[0]);
}

/** The one that the review shows: a reading that is under way or failed takes nothing back of what was read before. */
export async function newestScan(tx: Tx, reviewId: string): Promise<Scan | undefined> {
  const { rows } = await tx.query(
    `select ${COLUMNS} from scan where review_id = $1 order by snapshot_id is null, queued_at desc, id limit 1`,
    [reviewId],
  );
  return rows[0] && Scan.parse(rows[0]);
}

/** A later one than the review shows: under way, or failed. */
export async function scanSince(tx: Tx, reviewId: string, shown: Scan | undefined): Promise<Scan | undefined> {
  const { rows } = await tx.query(
    `select ${COLUMNS} from scan where review_id = $1 order by queued_at desc, id limit 1`,
    [reviewId],
  );
  const newest = rows[0] && Scan.parse(rows[0]);
  return newest && newest.id !== shown?.id && newest.state !== 'dropped' ? newest : undefined;
}

/** How the last reading of any zone ended. */
export async function lastReading(tx: Tx): Promise<{ at: Date; problem: string | null } | undefined> {
  const { rows } = await tx.query(
    `select ended_at as at, problem from scan where ended_at is not null and state <> 'dropped'
      order by ended_at desc limit 1`,
  );
  return rows[0] && z.object({ at: z.date(), problem: z.string().nullable() }).parse(rows[0]);
}

/** The first of those that nobody has ended, in the order in which they were asked for. */
export async function queuedScans(tx: Tx, most: number): Promise<string[]> {
  const { rows } = await tx.query(`select id from scan where state = 'queued' order by queued_at, id limit $1`, [most]);
  return rows.map(({ id }) => z.uuid().parse(id));
}

/** False when the scan is over, or its review ended meanwhile: then the reading may stop. */
export async function noteProgress(tx: Tx, scanId: string, progress: Progress): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update scan
        set progress = $2
       from review
      where scan.id = $1
        and scan.state = 'queued'
        and review.id = scan.review_id
        and review.state not in ('closed', 'cancelled')`,
    [scanId, jsonb(progress)],
  );
  return rowCount === 1;
}

/**
 * Only a queued scan can end, so a job that ran twice changes nothing. `dropped`: its review ended first. What it was
 * told on the way is of no use any more.
 */
export async function endScan(
  tx: Tx,
  scanId: string,
  end:
    | { state: 'read'; snapshotId: string; reading: object }
    | { state: 'failed'; problem: string }
    | { state: 'dropped' },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update scan set state = $2, snapshot_id = $3, reading = $4, problem = $5, ended_at = now()
      where id = $1 and state = 'queued'`,
    [
      scanId,
      end.state,
      end.state === 'read' ? end.snapshotId : null,
      end.state === 'read' ? jsonb(end.reading) : null,
      end.state === 'failed' ? end.problem : null,
    ],
  );
  await tx.query('delete from kept_answer where scan_id = $1', [scanId]);
  return rowCount === 1;
}

/** The newest one before this that was read for the review, else for another of the same zone in the same channel. */
export async function scanBefore(
  tx: Tx,
  { id, zoneId, channelId, startedAt }: Review,
  scanId: string,
): Promise<{ scanId: string; name: string; takenAt: string } | undefined> {
  const { rows } = await tx.query(
    `select scan.id as "scanId", review.name, scan.reading ->> 'takenAt' as "takenAt"
       from scan
       join review on review.id = scan.review_id
      where review.zone_id = $1
        and review.channel_id = $2
        and (review.started_at < $4 or review.id = $3)
        and scan.id <> $5
        and scan.snapshot_id is not null
        and scan.judged_at is not null
      order by review.id = $3 desc, scan.ended_at desc
      limit 1`,
    [zoneId, channelId, id, startedAt, scanId],
  );
  return rows[0] && z.object({ scanId: z.uuid(), name: z.string(), takenAt: z.string() }).parse(rows[0]);
}

export async function noteChanges(tx: Tx, scanId: string, changes: Changes): Promise<void> {
  await tx.query('update scan set changes = $2 where id = $1', [scanId, jsonb(changes)]);
}

/** What was read cannot be judged. */
export async function failRead(tx: Tx, scanId: string, problem: string): Promise<void> {
  await tx.query(
    `update scan set state = 'failed', snapshot_id = null, reading = null, problem = $2 where id = $1 and state = 'read'`,
    [scanId, problem],
  );
}

export async function markPosted(tx: Tx, scanId: string): Promise<void> {
  await tx.query(
    `update scan set state = 'posted', judged_at = coalesce(judged_at, now()) where id = $1 and state = 'read'`,
    [scanId],
  );
}

/** An answer changes what the checks say: the results have to be posted anew. */
export async function markUnposted(tx: Tx, scanId: string): Promise<void> {
  await tx.query(`update scan set state = 'read' where id = $1 and state = 'posted'`, [scanId]);
}
