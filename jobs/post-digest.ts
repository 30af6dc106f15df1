/** One channel's digest for one period: claimed once, drawn from the rows, and silent when there is nothing to say. */
import { claimDigest, countRefused, findSchedule, forgetRefused, stopDigest } from '../db/digests.ts';
import type { Tx } from '../db/pool.ts';
import { say } from '../db/posts.ts';
import { digestRefused } from '../src/messages/weekly-digest.ts';
import { readPlace, whyNotHere } from '../src/publish/channel.ts';
import { drawDigest } from '../src/publish/draw-digest.ts';
import { publish } from '../src/publish/publish.ts';
import { type Due, due, isPersonal } from '../src/review/digest.ts';
import type { DigestSchedule } from '../src/review/review.ts';
import { defineJob } from './job.ts';
import { whyNoLonger } from './still-may.ts';

/** In a row; then it is switched off. */
const REFUSED_AT_MOST = 3;

export default defineJob('post-digest', async ({ workspaceId, channelId, period }, context) => {
  const { db, slack, now } = context;
  if (!(await db.inWorkspace(workspaceId, (tx) => dueNow(tx, channelId, period, now())))) return;
  // A channel may have changed since the schedule was set. Slack is asked outside of any transaction.
  const place = isPersonal(channelId) ? undefined : await readPlace(slack, channelId);
  const postId = await db.inWorkspace(workspaceId, async (tx) => {
    const found = await dueNow(tx, channelId, period, now());
    if (!found || !(await claimDigest(tx, workspaceId, channelId, period))) return undefined;
    const { schedule, late } = found;
    if (!place && (await whyNoLonger(tx, channelId, 'read a review'))) {
      await stopDigest(tx, channelId); // whoever left is told nothing any more
      return undefined;
    }
    if (place && whyNotHere(place)) {
      const times = await countRefused(tx, channelId);
      if (times >= REFUSED_AT_MOST) await stopDigest(tx, channelId);
      return say(tx, workspaceId, {
        key: `digest-refused-${channelId}-${period}`,
        target: { to: 'person', userId: schedule.setBy },
        message: digestRefused(channelId, { ...place, left: Math.max(REFUSED_AT_MOST - times, 0) }),
      });
    }
    await forgetRefused(tx, channelId);
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
