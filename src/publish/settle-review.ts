/** After any change: the state that follows from what is still open, and every message in line with it. */
import { listOwned } from '../../db/endpoints.ts';
import type { Tx } from '../../db/pool.ts';
import { listQuestions } from '../../db/questions.ts';
import { setReviewState } from '../../db/reviews.ts';
import { openWork, stateFor } from '../review/progress.ts';
import { drawOwner, drawReview } from './draw-review.ts';

/** The same after an acknowledgement, which nothing but that owner's message and the card says. */
export async function settleOwner(tx: Tx, workspaceId: string, reviewId: string, ownerId: string): Promise<string[]> {
  const work = openWork(await listOwned(tx, reviewId), await listQuestions(tx, reviewId));
  await setReviewState(tx, reviewId, stateFor(work));
  return drawOwner(tx, workspaceId, reviewId, ownerId);
}

/** Ids of the messages to send, in their order. The caller holds the review's lock. */
export async function settleReview(tx: Tx, workspaceId: string, reviewId: string): Promise<string[]> {
  const work = openWork(await listOwned(tx, reviewId), await listQuestions(tx, reviewId));
  await setReviewState(tx, reviewId, stateFor(work));
  return drawReview(tx, workspaceId, reviewId);
}
