/** A page of the remediation list with its buttons, for the one who asks. */
import { standingDecisions } from '../../db/decisions.ts';
import { listEndpoints } from '../../db/endpoints.ts';
import { listFindings, listItems } from '../../db/results.ts';
import { remediationList, remediationPages } from '../messages/remediation-list.ts';
import type { Review } from '../review/review.ts';
import type { Turn } from './listener.ts';
import { demandPage } from './page.ts';

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
