/** What readings came to in numbers. */
import { z } from 'zod';
import { Figures } from '../src/review/figures.ts';
import type { Review } from '../src/review/review.ts';
import type { Reading } from '../src/review/trend.ts';
import { jsonb } from './json.ts';
import type { Tx } from './pool.ts';

/** Said of a reading once it is judged, and again when an answer changes what it says. */
export async function saveFigures(
  tx: Tx,
  workspaceId: string,
  { id, zoneId, channelId, hosts }: Review,
  scan: { scanId: string; takenAt: string },
  figures: Figures,
): Promise<void> {
  await tx.query(
    `insert into reading_figures (workspace_id, scan_id, review_id, zone_id, channel_id, hosts, taken_at, figures)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (workspace_id, scan_id) do update set figures = excluded.figures`,
    [workspaceId, scan.scanId, id, zoneId, channelId, hosts, scan.takenAt, jsonb(figures)],
  );
}

/** Of this review, and of earlier ones of the same scope in the same channel; the oldest first. */
export async function listReadings(tx: Tx, { zoneId, channelId, hosts }: Review): Promise<Reading[]> {
  const { rows } = await tx.query(
    `select taken_at as "takenAt", figures from reading_figures
      where channel_id = $1 and zone_id = $2 and hosts = $3 order by taken_at`,
    [channelId, zoneId, hosts],
  );
  return z.array(z.object({ takenAt: z.date(), figures: Figures })).parse(rows);
}

/** Endpoints that no reading before this one had; none in the first. */
export async function noteFresh(tx: Tx, reviewId: string, scanId: string): Promise<Set<string>> {
  const { rows: known } = await tx.query(
    'select from endpoint where review_id = $1 and first_scan_id is not null and first_scan_id <> $2 limit 1',
    [reviewId, scanId],
  );
  await tx.query('update endpoint set first_scan_id = $2 where review_id = $1 and first_scan_id is null', [
    reviewId,
    scanId,
  ]);
  if (known.length === 0) return new Set();
  const { rows } = await tx.query('select key from endpoint where review_id = $1 and first_scan_id = $2', [
    reviewId,
    scanId,
  ]);
  return new Set(rows.map(({ key }) => z.string().parse(key)));
}

/** Keys of endpoints that a reading since then saw first; none of the review's first reading, which saw all for the first time. */
export async function freshSince(tx: Tx, reviewId: string, since: Date): Promise<Set<string>> {
  const { rows } = await tx.query(
    `select endpoint.key from endpoint join scan on scan.id = endpoint.first_scan_id
      where endpoint.review_id = $1
        and (scan.reading ->> 'takenAt')::timestamptz >= $2
        and scan.id <> (select id from scan as first where first.review_id = $1 and first.snapshot_id is not null
                         order by queued_at, id limit 1)`,
    [reviewId, since],
  );
  return new Set(rows.map(({ key }) => z.string().parse(key)));
}
