/** The review that a command, a click or a reply is about, locked for the turn. */
import { currentReview, lockReview } from '../../db/reviews.ts';
import { isOpen, type Review } from '../review/review.ts';
import { type Turn, UserError } from './listener.ts';

/** Throws when there is none, or when it has ended: a click on an outdated message changes nothing. */
export async function openReview({ tx }: Turn, reviewId: string): Promise<Review> {
  const review = await lockReview(tx, reviewId);
  if (!review) throw new UserError('This review is no longer here. Nothing was changed.');
  if (review.state === 'scanning')
    throw new UserError('The scan is still under way. Nothing was changed: please wait for the inventory.');
  if (!isOpen(review))
    throw new UserError(
      `This review is ${review.state}. Nothing was changed: start a new one with \`/api-review start\`.`,
    );
  return review;
}

/** The newest review of the channel, open or not. */
export async function reviewHere({ tx }: Turn, channelId: string): Promise<Review> {
  const review = await currentReview(tx, channelId);
  if (!review)
    throw new UserError(
      'There is no review in this channel yet. Start one with `/api-review start` and the name of a zone.',
    );
  return review;
}

export async function openReviewHere(turn: Turn, channelId: string): Promise<Review> {
  return openReview(turn, (await reviewHere(turn, channelId)).id);
}
