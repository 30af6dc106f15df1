/** How a review stands for whoever looks. */
import { standingDecisions } from '../../db/decisions.ts';
import { listOwned } from '../../db/endpoints.ts';
import type { Tx } from '../../db/pool.ts';
import { listQuestions } from '../../db/questions.ts';
import { listItems } from '../../db/results.ts';
import type { Standing } from '../messages/waiting.ts';
import { openDecisions } from '../review/open-decisions.ts';
import { openWork } from '../review/progress.ts';
import type { Review } from '../review/review.ts';

export async function standingOf(tx: Tx, review: Review): Promise<Standing> {
  return {
    review,
    work: openWork(await listOwned(tx, review.id), await listQuestions(tx, review.id)),
    decisions: openDecisions(await listItems(tx, review.id), await standingDecisions(tx, review.id)),
  };
}
