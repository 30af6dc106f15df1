/** An owner takes responsibility for everything of theirs. */
import { acknowledge } from '../../../db/endpoints.ts';
import { OwnerValue } from '../../messages/action-ids.ts';
import { settleOwner } from '../../publish/settle-review.ts';
import { type Turn, UserError } from '../listener.ts';
import { ownedBy } from '../owned-by.ts';
import { openReview } from '../reviews.ts';
import type { Click } from './click.ts';

export async function acknowledgeAll(turn: Turn, { value }: Click): Promise<void> {
  const { tx, workspaceId, actor, now } = turn;
  const [reviewId, ownerId] = OwnerValue.parse(value);
  const review = await openReview(turn, reviewId);
  turn.demand('acknowledge endpoints', await ownedBy(turn, review, ownerId));
  const acknowledged = await acknowledge(tx, reviewId, ownerId, { by: actor.userId, at: now });
  if (acknowledged === 0)
    throw new UserError('These were acknowledged before, or have gone to someone else. Nothing was changed.');
  turn.send(...(await settleOwner(tx, workspaceId, reviewId, ownerId)));
}
