/** What stands against answers, as the checks found it: told to whoever answered, beside the answer. */
import type { Question, ReviewFinding } from './review.ts';

export interface Contradicted {
  asks: string;
  value: string;
  evidence: string;
  subjects: readonly string[];
}

/** One finding is one answer and one piece of evidence, of however many endpoints. */
export function contradictedIn(findings: readonly ReviewFinding[]): Contradicted[] {
  return findings.flatMap(({ check, outcome, evidence, subjects }) => {
    if (!check.endsWith('.answer-contradicted') || outcome !== 'fail') return [];
    const { details } = evidence;
    const quoted: unknown = Array.isArray(details) ? details[0] : evidence;
    const { question, answer, evidence: against } = { ...(quoted as Record<string, unknown>) };
    return typeof question === 'string' && typeof answer === 'string' && typeof against === 'string'
      ? [{ asks: question, value: answer, evidence: against, subjects }]
      : [];
  });
}

/** What stands against this answer, and on how many of its endpoints. */
export function against(
  { asks, answer }: Question,
  contradicted: readonly Contradicted[],
): { evidence: string; endpoints: number }[] {
  if (!answer) return [];
  const spokenOf = new Set(answer.endpointKeys);
  return contradicted.flatMap((each) => {
    if (each.asks !== asks || each.value !== answer.value) return [];
    const ofReview = each.subjects.every((subject) => subject.startsWith('zone:'));
    const endpoints = each.subjects.filter((subject) => spokenOf.has(subject)).length;
    return ofReview || endpoints > 0 ? [{ evidence: each.evidence, endpoints }] : [];
  });
}
