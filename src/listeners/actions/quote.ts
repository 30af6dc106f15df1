/** The buttons under a quote: begin after all, or stop. */
import { answerQuote, lockQuote } from '../../../db/quotes.ts';
import { reviewOfQuote } from '../../../db/reviews.ts';
import { scanZone } from '../../../jobs/queue.ts';
import { QuoteValue } from '../../messages/action-ids.ts';
import { plain } from '../../messages/message.ts';
import { beginReview } from '../../publish/begin-review.ts';
import { cancelReview } from '../cancel-review.ts';
import { type Turn, UserError } from '../listener.ts';
import type { Click } from './click.ts';

export async function startQuoted(turn: Turn, { value }: Click): Promise<void> {
  const { tx, workspaceId, now } = turn;
  const quote = await lockQuote(tx, QuoteValue.parse(value));
  turn.demand('start a review');
  if (quote?.state !== 'offered' || !quote.forecast)
    throw new UserError('This was answered before. Nothing was changed.');
  const { posts, scanId } = await beginReview(
    tx,
    workspaceId,
    quote.id,
    { forecast: quote.forecast, place: { public: false } },
    now,
  );
  turn.send(...posts);
  if (scanId) turn.enqueue(scanZone({ workspaceId, scanId }));
}

export async function cancelQuoted(turn: Turn, { value }: Click): Promise<void> {
  const { tx } = turn;
  const quote = await lockQuote(tx, QuoteValue.parse(value));
  if (!quote) throw new UserError('This is no longer here. Nothing was changed.');
  if (quote.state === 'started') {
    const review = await reviewOfQuote(tx, quote.id);
    if (!review) throw new UserError('Somebody else’s review covers the same. Nothing was changed.');
    await cancelReview(turn, review);
    return;
  }
  turn.demand('cancel a review', { leadId: quote.leadId });
  if (quote.state === 'cancelled' || quote.state === 'refused')
    throw new UserError('This was answered before. Nothing was changed.');
  await answerQuote(tx, quote.id, 'cancelled', null);
  await turn.whisper(plain('Cancelled. Nothing was read.'));
}
