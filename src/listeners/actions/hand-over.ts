/** “Not mine” and “Reassign” both ask who then. */
import { OwnerValue } from '../../messages/action-ids.ts';
import { reassignForm } from '../../messages/reassign-form.ts';
import type { Turn } from '../listener.ts';
import { ownedBy } from '../owned-by.ts';
import { openReview } from '../reviews.ts';
import type { Click } from './click.ts';

export async function handOver(turn: Turn, { value }: Click): Promise<void> {
  const [reviewId, ownerId] = OwnerValue.parse(value);
  const groups = await turn.groups();
  const review = await openReview(turn, reviewId);
  turn.demand('assign owners', await ownedBy(turn, review, ownerId));
  turn.open(reassignForm(review, ownerId, groups));
}
