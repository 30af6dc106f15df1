/** Finds the open reviews whose zone is due to be read again, of all workspaces. Each is a job of its own. */
import { rescanCandidates } from '../db/sweeps.ts';
import { rescanDue } from '../src/review/rescan.ts';
import { defineJob } from './job.ts';
import { rescanReview } from './queue.ts';

export default defineJob('plan-rescans', async (_, { db, now, enqueue }) => {
  const moment = now();
  const due = (await db.sweeping(rescanCandidates)).filter((each) => rescanDue(each, moment));
  await enqueue(due.map(({ workspaceId, reviewId }) => rescanReview({ workspaceId, reviewId })));
});
