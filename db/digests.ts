import { z } from 'zod';
import { DigestSchedule } from '../src/review/review.ts';
import type { Tx } from './pool.ts';

const COLUMNS = `channel_id as "channelId", weekday, at, timezone, set_by as "setBy", set_at as "setAt",
                 muted_until as "mutedUntil", filter`;

export async function scheduleDigest(
  tx: Tx,
  workspaceId: string,
  schedule: Omit<DigestSchedule, 'mutedUntil' | 'filter'>,
): Promise<void> {
  await tx.query(
    `insert into digest_schedule (workspace_id, channel_id, weekday, at, timezone, set_by, set_at)
     values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (workspace_id, channel_id) do update
        set weekday = excluded.weekday, at = excluded.at, timezone = excluded.timezone, set_by = excluded.set_by,
            set_at = excluded.set_at, muted_until = null, refused = 0`,
    [workspaceId, schedule.channelId, schedule.weekday, schedule.at, schedule.timezone, schedule.setBy, schedule.setAt],
  );
}

/** False when there was none. */
export async function stopDigest(tx: Tx, channelId: string): Promise<boolean> {
  const { rowCount } = await tx.query('delete from digest_schedule where channel_id = $1', [channelId]);
  return rowCount === 1;
}

/** False when there is no schedule to mute. */
export async function muteDigest(tx: Tx, channelId: string, until: Date): Promise<boolean> {
  const { rowCount } = await tx.query('update digest_schedule set muted_until = $2 where channel_id = $1', [
    channelId,
    until,
  ]);
  return rowCount === 1;
}

export async function findSchedule(tx: Tx, channelId: string): Promise<DigestSchedule | undefined> {
  const { rows } = await tx.query(`select ${COLUMNS} from digest_schedule where channel_id = $1`, [channelId]);
  return rows[0] && DigestSchedule.parse(rows[0]);
}

/** True for the one who is first in this period, for ever. */
export async function claimDigest(tx: Tx, workspaceId: string, channelId: string, period: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    'insert into digest (workspace_id, channel_id, period) values ($1, $2, $3) on conflict do nothing',
    [workspaceId, channelId, period],
  );
  return rowCount === 1;
}

/** How often in a row the channel could not be posted to, with this time. */
export async function countRefused(tx: Tx, channelId: string): Promise<number> {
  const { rows } = await tx.query(
    'update digest_schedule set refused = refused + 1 where channel_id = $1 returning refused',
    [channelId],
  );
  return z.int().parse(rows[0]?.refused);
}

export async function forgetRefused(tx: Tx, channelId: string): Promise<void> {
  await tx.query('update digest_schedule set refused = 0 where channel_id = $1 and refused > 0', [channelId]);
}

/** What the last scheduled digest of the channel said of this review. */
export async function toldBefore(tx: Tx, channelId: string, reviewId: string): Promise<string[]> {
  const { rows } = await tx.query('select lines from digest_told where channel_id = $1 and review_id = $2', [
    channelId,
    reviewId,
  ]);
  return z.array(z.string()).parse(rows[0]?.lines ?? []);
}

export async function noteTold(
  tx: Tx,
  workspaceId: string,
  channelId: string,
  reviewId: string,
  lines: readonly string[],
): Promise<void> {
  await tx.query(
    `insert into digest_told (workspace_id, channel_id, review_id, lines) values ($1, $2, $3, $4)
         on conflict (workspace_id, channel_id, review_id) do update set lines = excluded.lines`,
    [workspaceId, channelId, reviewId, lines],
  );
}

/** False when there is no schedule that could tell less. */
export async function filterDigest(tx: Tx, channelId: string, filter: string | null): Promise<boolean> {
  const { rowCount } = await tx.query('update digest_schedule set filter = $2 where channel_id = $1', [
    channelId,
    filter,
  ]);
  return rowCount === 1;
}
