/** Which state of which rule earlier reviews decided on, and still stand by. */
import { type Approved, standingRules } from '../checks/approved.ts';
import type { Snapshot } from '../checks/snapshot.ts';
import type { Choice } from './review.ts';

/** An approved decision of an earlier review, with the finding it was about. */
export interface DecidedBefore {
  id: string;
  itemId: string;
  choice: Choice;
  at: Date;
  review: string;
  check: string;
  subjects: readonly string[];
  /** The scan on which it was decided. */
  scanId: string;
}

type Picked = { decision: DecidedBefore; choice: Approved['choice']; subject: string };

const DRIFT = 'remediation.config-drift';
/** Decided is only whether the rule is on, logs or stops: in what it says it is to stay as it was. */
export const KEEPS_THE_RULE: readonly string[] = ['remediation.stuck-in-log', 'remediation.disabled-control', DRIFT];
/** Putting these right takes protection back or deletes the rule: there is no state left to hold it to. */
export const LOWERS_THE_RULE: readonly string[] = [
  'abuse.challenge-on-api',
  'remediation.dead-rule',
  'remediation.enforced-unproven',
];

/** For each rule the decision that counts: the newest one that says how it is to stand. */
export function pickedDecisions(decided: readonly DecidedBefore[]): Picked[] {
  const newest = decided.toSorted((a, b) => b.at.getTime() - a.at.getTime());
  const items = new Set<string>();
  const settled = new Set<string>();
  return newest.flatMap((decision): Picked[] => {
    if (items.has(decision.itemId)) return [];
    const { choice, check, itemId } = decision;
    if (check === DRIFT && (choice === 'enforce-now' || choice === 'canary')) return []; // back to what was decided before
    items.add(itemId);
    const asked = decision.subjects.filter((subject) => subject.startsWith('rule:') && !settled.has(subject));
    const isLeft = choice === 'accept' || choice === 'fix-at-origin';
    if (isLeft && check !== DRIFT) return [];
    for (const subject of asked) settled.add(subject);
    if (isLeft || LOWERS_THE_RULE.includes(check)) return [];
    return asked.map((subject) => ({ decision, choice, subject }));
  });
}

/** What of it a snapshot shows. A subject that names two rules of it names none. */
export function approvedIn(snapshot: Snapshot, picked: readonly Picked[]): Approved[] {
  const rules = standingRules(snapshot.sections);
  return picked.flatMap(({ decision, choice, subject }): Approved[] => {
    const [standing, ...others] = rules.filter((each) => each.subject === subject);
    if (!standing || others.length > 0) return [];
    const { id, check, at, review } = decision;
    const rewrites = !KEEPS_THE_RULE.includes(check);
    return [{ ...standing, choice, rewrites, at: at.toISOString(), review, decision: id }];
  });
}
