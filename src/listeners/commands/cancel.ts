/** Ends this channel's review before its time. */
import { endReview } from '../../../db/reviews.ts';
import { plain, safe } from '../../messages/message.ts';
import { drawReview } from '../../publish/draw-review.ts';
import { isOpen, type Review } from '../../review/review.ts';
import { type Turn, UserError } from '../listener.ts';
import { meantReview } from '../reviews.ts';
import type { Subcommand } from './command.ts';

export default {
  name: 'cancel',
  summary: 'end this channel’s review before its time',
  usage: [
    ['cancel', 'the scan stops, and nothing more is asked'],
    ['cancel shop.example', 'by its name, where several are under way'],
  ],
  async run(turn, { channelId, words }) {
    await cancelReview(turn, await meantReview(turn, channelId, { name: words, as: 'cancel' }));
  },
} satisfies Subcommand;

/** Shared by the command and the button under the quote. */
export async function cancelReview(turn: Turn, review: Review): Promise<void> {
  turn.demand('cancel a review', { leadId: review.leadId });
  const { tx, workspaceId, actor, now } = turn;
  const ended = isOpen(review) && (await endReview(tx, review.id, { state: 'cancelled', by: actor.userId, at: now }));
  if (!ended) throw new UserError(`${safe(review.name)} is ${review.state} already. Nothing was changed.`);
  turn.send(...(await drawReview(tx, workspaceId, review.id)));
  await turn.whisper(plain(`${safe(review.name)} is cancelled. The scan stops, and nothing more is asked.`));
}
