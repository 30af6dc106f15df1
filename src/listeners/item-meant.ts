/** The item that somebody is about to decide on, and the form in which its risk is accepted. */
import { findItem } from '../../db/results.ts';
import { ItemValue } from '../messages/action-ids.ts';
import { acceptRiskForm } from '../messages/second-person.ts';
import type { Review, ReviewItem } from '../review/review.ts';
import { demandToDecide } from './decide-on.ts';
import { type Turn, UserError } from './listener.ts';
import { openReview } from './reviews.ts';

const ACCEPTED_DAYS = 90;

/** The command may replace what stands. */
export async function openAcceptForm(turn: Turn, review: Review, item: ReviewItem, replaces?: string): Promise<void> {
  await demandToDecide(turn, review, item, replaces);
  const end = new Date(turn.now.getTime() + ACCEPTED_DAYS * 24 * 60 * 60_000).toISOString().slice(0, 10);
  turn.open(acceptRiskForm(review, item, end, replaces));
}

export async function itemOf(turn: Turn, value: string): Promise<{ review: Review; item: ReviewItem }> {
  const [reviewId, itemId] = ItemValue.parse(value);
  const review = await openReview(turn, reviewId);
  const item = await findItem(turn.tx, reviewId, itemId);
  if (!item) throw new UserError('This item is no longer in the list: its cause is gone. Nothing was decided.');
  return { review, item };
}
