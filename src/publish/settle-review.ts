/** After any change: the state that follows from what is still open, and every message in line with it. */
import { listEndpoints } from '../../db/endpoints.ts';
import type { Tx } from '../../db/pool.ts';
import { listQuestions } from '../../db/questions.ts';
import { setReviewState } from '../../db/reviews.ts';
import { openWork, stateFor } from '../review/progress.ts';
import { drawReview } from './draw-review.ts';

/** Ids of the messages to send, in their order. The caller holds the review's lock. */
export async function settleReview(tx: Tx, workspaceId: string, reviewId: string): Promise<string[]> {
  const work = openWork(await listEndpoints(tx, reviewId), await listQuestions(tx, reviewId));
  await setReviewState(tx, reviewId, stateFor(work));
  return drawReview(tx, workspaceId, reviewId);
}
