/** What was said until a day holds no longer once it has come: an answer is asked for anew, a word about an item is held against what is found. */
import { reviewsWithDueMarks } from '../db/item-marks.ts';
import { endedAnswers, recordAnswer } from '../db/questions.ts';
import { lockReview } from '../db/reviews.ts';
import { markUnposted, newestScan } from '../db/scans.ts';
import { workspacesWithDueMarks, workspacesWithEndedAnswers } from '../db/sweeps.ts';
import { defineJob, type JobContext } from './job.ts';
import { postScanResults } from './queue.ts';

export default defineJob('end-said-until', async (_, context) => {
  const today = context.now().toISOString().slice(0, 10);
  const due = await context.db.sweeping(async (tx) => [
    ...(await workspacesWithDueMarks(tx, today)),
    ...(await workspacesWithEndedAnswers(tx, today)),
  ]);
  for (const workspaceId of new Set(due)) {
    await endIn(context, workspaceId, today).catch((error: unknown) => {
      // The others go on, and this one is tried again the next time.
      context.log.warn({ err: error, workspaceId }, 'what was said until today could not be ended');
    });
  }
});

async function endIn({ db, enqueue, now }: JobContext, workspaceId: string, today: string): Promise<void> {
  const reviews = await db.inWorkspace(workspaceId, async (tx) => [
    ...(await reviewsWithDueMarks(tx, today)).map(({ id }) => id),
    ...(await endedAnswers(tx, today)).map(({ reviewId }) => reviewId),
  ]);
  for (const reviewId of new Set(reviews)) {
    const scanId = await db.inWorkspace(workspaceId, async (tx) => {
      await lockReview(tx, reviewId);
      for (const { id, answer } of (await endedAnswers(tx, today)).filter((each) => each.reviewId === reviewId)) {
        if (!answer) continue;
        const { saidBy, endpointKeys, until } = answer;
        const said = { value: null, words: `It held until ${until}.`, confirmed: false, messageTs: null };
        await recordAnswer(tx, workspaceId, id, { ...said, saidBy, saidAt: now(), endpointKeys });
      }
      const scan = await newestScan(tx, reviewId);
      if (scan?.snapshotId) await markUnposted(tx, scan.id);
      return scan?.snapshotId ? scan.id : undefined;
    });
    if (scanId) await enqueue([postScanResults({ workspaceId, scanId }, String(now().getTime()))]);
  }
}
