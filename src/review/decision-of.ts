/** Of all decisions ever made about an item, the one that counts: what waits or was approved, then what acts, else the newest. */
import { type Decision, stands } from './review.ts';
import { isStaged } from './stage.ts';

const rank = ({ state }: Pick<Decision, 'state'>) => (isStaged(state) ? 1 : stands({ state }) ? 2 : 0);

export function decisionsThatCount(decisions: readonly Decision[]): Decision[] {
  const counting = new Map<string, Decision>();
  for (const decision of decisions.filter(({ state }) => state !== 'superseded')) {
    const before = counting.get(decision.itemId);
    if (
      !before ||
      rank(decision) > rank(before) ||
      (rank(decision) === rank(before) && decision.decidedAt >= before.decidedAt)
    )
      counting.set(decision.itemId, decision);
  }
  return [...counting.values()];
}
