/** Which decisions of a review are still to be made, and which wait for a second person. */
import { type Decision, type ReviewItem, stands } from './review.ts';

export interface OpenDecisions {
  toMake: number;
  /** By whom each was made that somebody else has to approve. */
  toApprove: readonly { decidedBy: string }[];
}

export function openDecisions(
  items: readonly Pick<ReviewItem, 'id'>[],
  decisions: readonly Pick<Decision, 'itemId' | 'state' | 'decidedBy'>[],
): OpenDecisions {
  const standing = decisions.filter(stands);
  const decided = new Set(standing.map(({ itemId }) => itemId));
  const listed = new Set(items.map(({ id }) => id));
  return {
    toMake: items.filter(({ id }) => !decided.has(id)).length,
    toApprove: standing.filter(({ state, itemId }) => state === 'proposed' && listed.has(itemId)),
  };
}
