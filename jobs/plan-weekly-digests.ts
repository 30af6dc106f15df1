/** Finds the channels whose digest is due, of all workspaces. It posts nothing: each channel is a job of its own. */
import { digestSchedules } from '../db/sweeps.ts';
import { due } from '../src/review/digest.ts';
import { defineJob } from './job.ts';
import { postDigest } from './queue.ts';

export default defineJob('plan-weekly-digests', async (_, { db, now, enqueue }) => {
  const schedules = await db.sweeping(digestSchedules);
  await enqueue(
    schedules.flatMap((schedule) => {
      const found = due(schedule, now());
      const { workspaceId, channelId } = schedule;
      return found ? [postDigest({ workspaceId, channelId, period: found.period })] : [];
    }),
  );
});
