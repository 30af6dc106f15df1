/** Ends this channel's review before its time. */
import { endReview } from '../../../db/reviews.ts';
import { plain } from '../../messages/message.ts';
import { drawReview } from '../../publish/draw-review.ts';
import { isOpen, type Review } from '../../review/review.ts';
import { type Turn, UserError } from '../listener.ts';
import { reviewHere } from '../reviews.ts';
import type { Subcommand } from './command.ts';

export default {
  name: 'cancel',
  summary: 'end this channel’s review before its time',
  usage: [['cancel', 'the scan stops, and nothing more is asked']],
  async run(turn, { channelId }) {
    await cancelReview(turn, await reviewHere(turn, channelId));
    await turn.whisper(plain('Cancelled. The scan stops, and nothing more is asked.'));
  },
} satisfies Subcommand;

/** Shared by the command and the button under the quote. */
export async function cancelReview(turn: Turn, review: Review): Promise<void> {
  turn.demand('cancel a review', { leadId: review.leadId });
  const { tx, workspaceId, actor, now } = turn;
  const ended = isOpen(review) && (await endReview(tx, review.id, { state: 'cancelled', by: actor.userId, at: now }));
  if (!ended) throw new UserError(`This review is ${review.state} already. Nothing was changed.`);
  turn.send(...(await drawReview(tx, workspaceId, review.id)));
}
