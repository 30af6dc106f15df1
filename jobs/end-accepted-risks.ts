/** A risk that was accepted until a day comes back on that day, into the list and onto the card, and is said in the thread. */
import { endAccepted } from '../db/decisions.ts';
import type { Tx } from '../db/pool.ts';
import { say } from '../db/posts.ts';
import { listItems } from '../db/results.ts';
import { lockReview } from '../db/reviews.ts';
import { type Left, reviewsWithEndedRisks } from '../db/sweeps.ts';
import { endedRisk } from '../src/messages/ended-risk.ts';
import { cardKey, drawReview, ifLost } from '../src/publish/draw-review.ts';
import { publish } from '../src/publish/publish.ts';
import { defineJob, type JobContext } from './job.ts';

export default defineJob('end-accepted-risks', async (_, context) => {
  const today = context.now().toISOString().slice(0, 10);
  for (const left of await context.db.sweeping((tx) => reviewsWithEndedRisks(tx, today))) {
    await endIn(context, left).catch((error: unknown) => {
      // The others go on, and this one is tried again the next time.
      context.log.warn({ err: error, reviewId: left.id }, 'an accepted risk could not be ended');
    });
  }
});

async function endIn(context: JobContext, { id, workspaceId }: Left): Promise<void> {
  const posts = await context.db.inWorkspace(workspaceId, (tx) => comeBack(tx, workspaceId, id, context.now()));
  await publish(context, workspaceId, posts);
}

async function comeBack(tx: Tx, workspaceId: string, reviewId: string, now: Date): Promise<string[]> {
  const review = await lockReview(tx, reviewId);
  const ended = await endAccepted(tx, workspaceId, reviewId, now);
  if (!review || ended.length === 0) return [];
  const posts: string[] = [];
  const items = await listItems(tx, reviewId);
  for (const decision of ended) {
    const item = items.find(({ id }) => id === decision.itemId);
    const said = await say(tx, workspaceId, {
      key: `ended-risk-${decision.id}`,
      target: { to: 'thread', channelId: review.channelId, under: cardKey(reviewId) },
      message: endedRisk(review, item, decision),
      ifLost: ifLost(review, `the end of the risk accepted until ${decision.until}`),
    });
    if (said) posts.push(said);
  }
  return [...posts, ...(await drawReview(tx, workspaceId, reviewId))];
}
