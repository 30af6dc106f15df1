/** Finds the channels whose digest is due, of all workspaces. It posts nothing: each channel is a job of its own. */
import { digestSchedules, unclaimedDigests } from '../db/sweeps.ts';
import { due } from '../src/review/digest.ts';
import { defineJob } from './job.ts';
import { postDigest } from './queue.ts';

export default defineJob('plan-weekly-digests', async (_, { db, now, enqueue }) => {
  const moment = now();
  const unclaimed = await db.sweeping(async (tx) => {
    const found = (await digestSchedules(tx)).flatMap((schedule) => {
      const { workspaceId, channelId } = schedule;
      const { period } = due(schedule, moment) ?? {};
      return period === undefined ? [] : [{ workspaceId, channelId, period }];
    });
    return unclaimedDigests(tx, found);
  });
  await enqueue(unclaimed.map((digest) => postDigest(digest)));
});
