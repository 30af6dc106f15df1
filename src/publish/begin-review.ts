/** A quote becomes a review with its scan and its card, or an answer that says why not. Rows only; the caller sends. */
import type { Tx } from '../../db/pool.ts';
import { say } from '../../db/posts.ts';
import { answerQuote, lockQuote } from '../../db/quotes.ts';
import { insertReview, openReviewOfScope, tieToQuote } from '../../db/reviews.ts';
import { newestScan, queueScan } from '../../db/scans.ts';
import { type Message, plain } from '../messages/message.ts';
import { quoteJoined, quoteOffered, quoteStarted } from '../messages/quote.ts';
import type { Forecast, Quote, Review } from '../review/review.ts';
import { drawCard } from './draw-review.ts';

export interface Told {
  forecast: Forecast;
  place: { public: boolean };
}

export interface Begun {
  /** Messages to send, in this order. */
  posts: string[];
  scanId?: string;
}

const NOTHING: Begun = { posts: [] };

/**
 * From `asked`, or from `offered` when someone said yes. A quote begins one review, however often it is asked to; a
 * review whose scan failed is scanned again.
 */
export async function beginReview(tx: Tx, workspaceId: string, quoteId: string, told: Told, now: Date): Promise<Begun> {
  const quote = await lockQuote(tx, quoteId);
  if (quote?.state !== 'asked' && quote?.state !== 'offered') return NOTHING;
  await answerQuote(tx, quoteId, 'started', told.forecast);

  const { zoneId, zoneName } = told.forecast;
  const review = await insertReview(tx, workspaceId, { ...quote, quoteId, zoneId, zoneName, startedAt: now });
  if (!review) {
    const running = await openReviewOfScope(tx, { ...quote, zoneId });
    if (!running) throw new Error('the review of this scope ended this very moment'); // the next attempt begins another
    const scan = await newestScan(tx, running.id);
    if (scan?.state !== 'failed') return { posts: await answer(tx, workspaceId, quote, quoteJoined(running)) };
    await tieToQuote(tx, running.id, quoteId);
    return scanFor(tx, workspaceId, running, quote, told);
  }
  return scanFor(tx, workspaceId, review, quote, told);
}

async function scanFor(tx: Tx, workspaceId: string, review: Review, quote: Quote, told: Told): Promise<Begun> {
  const scanId = await queueScan(tx, workspaceId, review.id);
  const card = await drawCard(tx, workspaceId, review.id);
  const whisper = await answer(tx, workspaceId, quote, quoteStarted(quote.id, review, told.forecast, told.place));
  return { posts: [...(card ? [card] : []), ...whisper], scanId };
}

export async function offerQuote(tx: Tx, workspaceId: string, quoteId: string, told: Told): Promise<Begun> {
  const quote = await lockQuote(tx, quoteId);
  if (quote?.state !== 'asked') return NOTHING;
  await answerQuote(tx, quoteId, 'offered', told.forecast);
  return { posts: await answer(tx, workspaceId, quote, quoteOffered(quoteId, told.forecast, told.place)) };
}

export async function refuseQuote(tx: Tx, workspaceId: string, quoteId: string, why: string): Promise<Begun> {
  const quote = await lockQuote(tx, quoteId);
  if (quote?.state !== 'asked') return NOTHING;
  await answerQuote(tx, quoteId, 'refused', null);
  return { posts: await answer(tx, workspaceId, quote, plain(why)) };
}

/** Private, by the address that came with the command, or directly when it came from a form. */
async function answer(tx: Tx, workspaceId: string, quote: Quote, message: Message): Promise<string[]> {
  const id = await say(tx, workspaceId, {
    key: `quote-${quote.id}`,
    target:
      quote.answerTo === ''
        ? { to: 'person', userId: quote.leadId }
        : { to: 'response', address: quote.answerTo, userId: quote.leadId },
    message,
  });
  return id === undefined ? [] : [id];
}
