/** Says what a scan will cost and, unless that is a lot, begins the review. It reads nothing but what the quote needs. */
import { findQuote } from '../db/quotes.ts';
import { findZone } from '../src/cloudflare/find-zone.ts';
import { quoteScan } from '../src/cloudflare/quote.ts';
import { beginReview, offerQuote, refuseQuote } from '../src/publish/begin-review.ts';
import { readPlace, whyNotHere } from '../src/publish/channel.ts';
import { publish } from '../src/publish/publish.ts';
import { whyOutsideZone } from '../src/review/hosts.ts';
import type { Forecast, Quote } from '../src/review/review.ts';
import { cloudflareOf } from './cloudflare-access.ts';
import { defineJob, type JobContext, problemToTell } from './job.ts';
import { type Payload, scanZone } from './queue.ts';
import { whyNoLonger } from './still-may.ts';

const ASKS_FIRST = 0.5; // of what Cloudflare allows in five minutes

export default defineJob(
  'quote-review',
  async ({ workspaceId, quoteId }, context) => {
    const { db } = context;
    const quote = await db.inWorkspace(workspaceId, (tx) => findQuote(tx, quoteId));
    if (quote?.state !== 'asked') return; // answered by an earlier attempt, or cancelled

    const place = await readPlace(context.slack, quote.channelId);
    const here = whyNotHere(place);
    const outcome = here ? { refusal: here } : await forecast(context, workspaceId, quote);

    const { posts, scanId } = await db.inWorkspace(workspaceId, async (tx) => {
      const refused = await whyNoLonger(tx, quote.leadId, 'start a review');
      if (refused !== undefined) return refuseQuote(tx, workspaceId, quoteId, refused);
      if ('refusal' in outcome) return refuseQuote(tx, workspaceId, quoteId, outcome.refusal);
      const told = { forecast: outcome, place: { public: place.public } };
      return outcome.share > ASKS_FIRST
        ? offerQuote(tx, workspaceId, quoteId, told)
        : beginReview(tx, workspaceId, quoteId, told, context.now());
    });
    await publish(context, workspaceId, posts);
    if (scanId) await context.enqueue([scanZone({ workspaceId, scanId })]);
  },
  giveUp,
);

async function giveUp({ workspaceId, quoteId }: Payload<'quote-review'>, context: JobContext, problem: string) {
  const { posts } = await context.db.inWorkspace(workspaceId, (tx) =>
    refuseQuote(tx, workspaceId, quoteId, `${problem} Nothing was started; please try again.`),
  );
  await publish(context, workspaceId, posts);
}

async function forecast(
  context: JobContext,
  workspaceId: string,
  quote: Quote,
): Promise<Forecast | { refusal: string }> {
  const access = await cloudflareOf(context, workspaceId);
  if ('problem' in access) return { refusal: `${access.problem} Nothing was started.` };
  const { client } = access;
  try {
    const zone = await findZone(client, quote.zone, context.signal);
    const outside = whyOutsideZone(quote.hosts, zone.name);
    if (outside) return { refusal: `${outside} Nothing was started.` };
    const { calls, share, seconds, unreadable } = await quoteScan(client, zone, context.signal);
    const missing = unreadable
      .filter(({ state }) => state === 'no_permission')
      .map(({ section, permission, checks }) => ({ section, permission, checks }));
    return { zoneId: zone.id, zoneName: zone.name, calls, share, seconds, missing };
  } catch (error) {
    // Somebody waits for an answer, and every call was tried several times already.
    const problem = problemToTell(error, true);
    if (problem === undefined) throw error;
    return { refusal: `${problem} Nothing was started.` };
  }
}
