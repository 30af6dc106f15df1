/** The remediation list, page by page, with its buttons, for the one who asks. */
import { standingDecisions } from '../../../db/decisions.ts';
import { listEndpoints } from '../../../db/endpoints.ts';
import { listFindings, listItems } from '../../../db/results.ts';
import { remediationList } from '../../messages/remediation-list.ts';
import { ownersOf } from '../../publish/draw-review.ts';
import type { Review } from '../../review/review.ts';
import type { Turn } from '../listener.ts';
import { reviewHere } from '../reviews.ts';
import type { Subcommand } from './command.ts';
import { readPage } from './page.ts';

export default {
  name: 'remediation',
  summary: 'what to put right, worst first',
  usage: [
    ['remediation', 'the first ten'],
    ['remediation 2', 'the next ten'],
  ],
  async run(turn, { channelId, words }) {
    await showRemediation(turn, await reviewHere(turn, channelId), readPage(words));
  },
} satisfies Subcommand;

/** Shared by the command and the card's button. */
export async function showRemediation(turn: Turn, review: Review, page: number): Promise<void> {
  turn.demand('read a review');
  const { tx } = turn;
  const facts = {
    review,
    items: await listItems(tx, review.id),
    findings: await listFindings(tx, review.id),
    decisions: await standingDecisions(tx, review.id),
    ownerOf: ownersOf(await listEndpoints(tx, review.id)),
    page,
  };
  await turn.whisper(remediationList(facts));
}
