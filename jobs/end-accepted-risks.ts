/** A risk that was accepted until a day comes back on that day, into the list and onto the card. */
import { endAccepted } from '../db/decisions.ts';
import { lockReview } from '../db/reviews.ts';
import { reviewsWithEndedRisks } from '../db/sweeps.ts';
import { drawReview } from '../src/publish/draw-review.ts';
import { publish } from '../src/publish/publish.ts';
import { defineJob } from './job.ts';

export default defineJob('end-accepted-risks', async (_, context) => {
  const { db, now } = context;
  const today = now().toISOString().slice(0, 10);
  for (const { id, workspaceId } of await db.sweeping((tx) => reviewsWithEndedRisks(tx, today))) {
    const posts = await db.inWorkspace(workspaceId, async (tx) => {
      await lockReview(tx, id);
      return (await endAccepted(tx, id, today)) > 0 ? drawReview(tx, workspaceId, id) : [];
    });
    await publish(context, workspaceId, posts);
  }
});
