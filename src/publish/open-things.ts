/** What is open in a review and whose turn it is, as rows say it now. */
import { standingDecisions } from '../../db/decisions.ts';
import { listOwned } from '../../db/endpoints.ts';
import { listAdmins } from '../../db/people.ts';
import type { Tx } from '../../db/pool.ts';
import { listQuestions } from '../../db/questions.ts';
import { type OpenWork, openWork } from '../review/progress.ts';
import { type Waiting, waitingIn } from '../review/reminders.ts';
import type { Review } from '../review/review.ts';
import { type Approval, approvalsIn } from '../review/second-persons.ts';

export interface OpenThings {
  review: Review;
  work: OpenWork;
  approvals: readonly Approval[];
  waiting: readonly Waiting[];
}

export async function openThings(tx: Tx, review: Review): Promise<OpenThings> {
  const [endpoints, questions] = [await listOwned(tx, review.id), await listQuestions(tx, review.id)];
  const approvals = approvalsIn(review.leadId, await standingDecisions(tx, review.id), await listAdmins(tx));
  return {
    review,
    work: openWork(endpoints, questions),
    approvals,
    waiting: waitingIn(review, endpoints, questions, approvals),
  };
}
