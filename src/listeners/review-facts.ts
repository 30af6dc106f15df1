/** Everything that is known of one review, for whoever asks about it. */
import { listDecisions } from '../../db/decisions.ts';
import { listEndpoints } from '../../db/endpoints.ts';
import { listGone } from '../../db/gone-items.ts';
import { standingMarks } from '../../db/item-marks.ts';
import type { Tx } from '../../db/pool.ts';
import { listQuestions } from '../../db/questions.ts';
import { listFindings, listItems } from '../../db/results.ts';
import { newestScan } from '../../db/scans.ts';
import type { ReviewFacts } from '../review/ask/facts.ts';
import type { Review } from '../review/review.ts';

export async function factsOf(tx: Tx, review: Review): Promise<ReviewFacts> {
  return {
    review,
    scan: await newestScan(tx, review.id),
    endpoints: await listEndpoints(tx, review.id),
    questions: await listQuestions(tx, review.id),
    findings: await listFindings(tx, review.id),
    items: await listItems(tx, review.id),
    decisions: await listDecisions(tx, review.id),
    marks: await standingMarks(tx, review),
    gone: await listGone(tx, review.id),
  };
}
