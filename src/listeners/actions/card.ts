/** The buttons of the review card. */
import { endReview, findReview } from '../../../db/reviews.ts';
import { ReviewValue } from '../../messages/action-ids.ts';
import { drawReview } from '../../publish/draw-review.ts';
import type { Review } from '../../review/review.ts';
import { exportReview } from '../export-review.ts';
import { type Turn, UserError } from '../listener.ts';
import { openReview } from '../reviews.ts';
import { showList } from '../show-list.ts';
import type { Click } from './click.ts';

export const inventoryOf = async (turn: Turn, { value }: Click) =>
  showList(turn, await reviewOf(turn, value), 'inventory', 1);

export const remediationOf = async (turn: Turn, { value }: Click) =>
  showList(turn, await reviewOf(turn, value), 'remediation', 1);

export const exportOf = async (turn: Turn, { value, intakeId }: Click) =>
  exportReview(turn, await reviewOf(turn, value), intakeId);

export async function closeReview(turn: Turn, { value }: Click): Promise<void> {
  const { tx, workspaceId, actor, now } = turn;
  const review = await openReview(turn, ReviewValue.parse(value));
  turn.demand('close a review', { leadId: review.leadId });
  await endReview(tx, review.id, { state: 'closed', by: actor.userId, at: now });
  turn.send(...(await drawReview(tx, workspaceId, review.id)));
}

async function reviewOf({ tx }: Turn, value: string): Promise<Review> {
  const review = await findReview(tx, ReviewValue.parse(value));
  if (!review) throw new UserError('This review is no longer here.');
  return review;
}
