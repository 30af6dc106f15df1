/** One channel's digest for one period: claimed once, drawn from the rows, and silent when there is nothing to say. */
import { claimDigest, findSchedule } from '../db/digests.ts';
import { drawDigest } from '../src/publish/draw-digest.ts';
import { publish } from '../src/publish/publish.ts';
import { due } from '../src/review/digest.ts';
import { defineJob } from './job.ts';

export default defineJob('post-digest', async ({ workspaceId, channelId, period }, context) => {
  const postId = await context.db.inWorkspace(workspaceId, async (tx) => {
    const schedule = await findSchedule(tx, channelId);
    const found = schedule && due(schedule, context.now());
    if (found?.period !== period) return undefined; // switched off, moved or muted while the job waited
    if (!(await claimDigest(tx, workspaceId, channelId, period))) return undefined;
    const key = `digest-${channelId}-${period}`;
    return drawDigest(tx, workspaceId, { channelId, key, late: found.late, asked: false, now: context.now() });
  });
  if (postId) await publish(context, workspaceId, [postId]);
});
