/** The remediation list, page by page, with its buttons, for the one who asks. */
import { standingDecisions } from '../../../db/decisions.ts';
import { listEndpoints } from '../../../db/endpoints.ts';
import { listFindings, listItems } from '../../../db/results.ts';
import { remediationList, remediationPages } from '../../messages/remediation-list.ts';
import type { Review } from '../../review/review.ts';
import type { Turn } from '../listener.ts';
import { reviewHere } from '../reviews.ts';
import type { Subcommand } from './command.ts';
import { demandPage, readPage } from './page.ts';

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
  turn.demand('read a review', { leadId: review.leadId });
  const { tx } = turn;
  const items = await listItems(tx, review.id);
  demandPage(page, remediationPages(items.length), 'remediation');
  const facts = {
    review,
    items,
    findings: await listFindings(tx, review.id),
    decisions: await standingDecisions(tx, review.id),
    endpoints: await listEndpoints(tx, review.id),
    reader: 'person' as const,
    page,
  };
  await turn.whisper(remediationList(facts));
}
