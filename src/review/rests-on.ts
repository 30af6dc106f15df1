/** What a decision rests on, to tell later whether it still does. */
import { createHash } from 'node:crypto';
import { compareText, SEVERITIES } from '../checks/check.ts';
import type { ReviewFinding, ReviewItem } from './review.ts';

export interface RestsOn {
  subjects: string[];
  /** Moves when something else is found; not when traffic rises or falls. */
  basis: string;
}

export function restsOn(item: Pick<ReviewItem, 'findings'>, findings: readonly ReviewFinding[]): RestsOn {
  const found = findings.filter(({ id }) => item.findings.includes(id));
  const subjects = [...new Set(found.flatMap((finding) => finding.subjects))].sort(compareText);
  const severity = SEVERITIES.findLast((each) => found.some((finding) => finding.severity === each));
  const facts = found.map(({ check, evidence }) => [check, evidence]);
  const told = JSON.stringify([subjects, severity, facts], (_, value) =>
    typeof value === 'number' ? undefined : value,
  );
  return { subjects, basis: createHash('sha256').update(told).digest('hex') };
}

/** What is there now and was not when the decision was made. */
export function newSubjects(decided: { subjects: readonly string[] }, now: RestsOn): string[] {
  const known = new Set(decided.subjects);
  return now.subjects.filter((subject) => !known.has(subject));
}
