/** Who is to be told of a review, though it lives in a private channel they are not in. */
import { findReview } from '../../db/reviews.ts';
import type { Turn } from './listener.ts';

/** Why not, if so; of a review that is not there nothing is hidden. */
export async function hiddenFrom(
  turn: Turn,
  userIds: readonly string[],
  reviewId: string,
): Promise<string | undefined> {
  const review = await findReview(turn.tx, reviewId);
  return review && turn.whyNotSeen(userIds, review.channelId);
}
