/** What acts at Cloudflare by a decision of this review, and what of it is due. */
import { decisionsInForce } from '../../db/decisions.ts';
import { listGone } from '../../db/gone-items.ts';
import { listItems } from '../../db/results.ts';
import { listTransitions } from '../../db/transitions.ts';
import { stagedRecord } from '../messages/staged-record.ts';
import { calendar } from '../review/calendar.ts';
import type { Review } from '../review/review.ts';
import { isStaged } from '../review/stage.ts';
import type { Turn } from './listener.ts';

export async function showStaged(turn: Turn, review: Review): Promise<void> {
  turn.demand('read a review', { leadId: review.leadId });
  const { tx, now } = turn;
  const staged = (await decisionsInForce(tx, review.id)).filter(({ state }) => isStaged(state));
  const gone = (await listGone(tx, review.id)).map(({ item }) => item);
  const titles = new Map([...gone, ...(await listItems(tx, review.id))].map(({ id, title }) => [id, title]));
  const due = calendar(staged, await listTransitions(tx, review.id), now);
  await turn.whisper(stagedRecord(review, staged, due, ({ itemId }) => titles.get(itemId) ?? 'an item that is gone'));
}
