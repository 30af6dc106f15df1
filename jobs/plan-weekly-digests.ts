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
  const before = new Map<string, number>();
  await enqueue(
    unclaimed.map((digest) => {
      const ahead = before.get(digest.workspaceId) ?? 0;
      before.set(digest.workspaceId, ahead + 1);
      return postDigest(digest, Math.max(0, ahead - AT_ONCE) * APART_MS);
    }),
  );
});

/**
 * Before each Slack is asked what kind of place its channel is, and takes fifty such questions a minute from a workspace:
 * sixty digests of one minute are out within the next.
 */
const AT_ONCE = 30;
const APART_MS = 1_250;
