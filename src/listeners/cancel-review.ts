/** Ends a review before its time: by the command, or by the button under the quote. */
import { endReview } from '../../db/reviews.ts';
import { plain, safe } from '../messages/message.ts';
import { drawReview } from '../publish/draw-review.ts';
import { isOpen, type Review } from '../review/review.ts';
import { type Turn, UserError } from './listener.ts';

export async function cancelReview(turn: Turn, review: Review): Promise<void> {
  turn.demand('cancel a review', { leadId: review.leadId });
  const { tx, workspaceId, actor, now } = turn;
  const ended = isOpen(review) && (await endReview(tx, review.id, { state: 'cancelled', by: actor.userId, at: now }));
  if (!ended) throw new UserError(`${safe(review.name)} is ${review.state} already. Nothing was changed.`);
  turn.send(...(await drawReview(tx, workspaceId, review.id)));
  await turn.whisper(plain(`${safe(review.name)} is cancelled. The scan stops, and nothing more is asked.`));
}
