/** One channel's digest for one period: claimed once, drawn from the rows, and silent when there is nothing to say. */
import { claimDigest, findSchedule } from '../db/digests.ts';
import type { Tx } from '../db/pool.ts';
import { say } from '../db/posts.ts';
import { digestRefused } from '../src/messages/weekly-digest.ts';
import { readPlace, whyNotHere } from '../src/publish/channel.ts';
import { drawDigest } from '../src/publish/draw-digest.ts';
import { publish } from '../src/publish/publish.ts';
import { type Due, due } from '../src/review/digest.ts';
import type { DigestSchedule } from '../src/review/review.ts';
import { defineJob } from './job.ts';

export default defineJob('post-digest', async ({ workspaceId, channelId, period }, context) => {
  const { db, slack, now } = context;
  if (!(await db.inWorkspace(workspaceId, (tx) => dueNow(tx, channelId, period, now())))) return;
  // A channel may have changed since the schedule was set. Slack is asked outside of any transaction.
  const place = await readPlace(slack, channelId);
  const postId = await db.inWorkspace(workspaceId, async (tx) => {
    const found = await dueNow(tx, channelId, period, now());
    if (!found || !(await claimDigest(tx, workspaceId, channelId, period))) return undefined;
    const { schedule, late } = found;
    if (whyNotHere(place)) {
      // Once for this schedule, not every week.
      const key = `digest-refused-${channelId}-${schedule.setAt.getTime()}`;
      return say(tx, workspaceId, {
        key,
        target: { to: 'person', userId: schedule.setBy },
        message: digestRefused(channelId, place),
      });
    }
    const key = `digest-${channelId}-${period}`;
    return drawDigest(tx, workspaceId, { channelId, key, late, now: now() });
  });
  await publish(context, workspaceId, [postId]);
});

/** Undefined when it was switched off, moved or muted while the job waited. */
async function dueNow(
  tx: Tx,
  channelId: string,
  period: string,
  now: Date,
): Promise<(Due & { schedule: DigestSchedule }) | undefined> {
  const schedule = await findSchedule(tx, channelId);
  if (!schedule) return undefined;
  const found = due(schedule, now);
  return found?.period === period ? { ...found, schedule } : undefined;
}
