/** Which items a new reading finds no more: fixed only where the check could look, for what could not be read is no pass. */
import type { ReviewFinding, ReviewItem } from './review.ts';

export interface Gone {
  item: ReviewItem;
  outcome: 'fixed' | 'unseen';
}

/** Since when it is so. */
export interface GoneItem extends Gone {
  since: Date;
}

export function goneItems(
  before: readonly ReviewItem[],
  now: readonly Pick<ReviewItem, 'id'>[],
  findings: readonly Pick<ReviewFinding, 'check' | 'outcome'>[],
): Gone[] {
  const listed = new Set(now.map(({ id }) => id));
  const open = new Set(findings.filter(({ outcome }) => outcome !== 'fail').map(({ check }) => check));
  return before
    .filter(({ id }) => !listed.has(id))
    .map((item) => ({ item, outcome: open.has(item.check) ? 'unseen' : 'fixed' }));
}
