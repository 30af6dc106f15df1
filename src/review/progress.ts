/** What is still open in a review, for whom, and which state follows from it. */
import { askedOf, isContested, isWaiting } from './answers.ts';
import { bankQuestion } from './questions.ts';
import type { Question } from './review.ts';

export interface OpenWork {
  endpoints: number;
  acknowledged: number;
  waitingForOwners: { ownerId: string; endpoints: number }[];
  openQuestions: { ownerId: string; questions: number }[];
  /** Questions without whose answer a check is unknown. */
  heldBackBy: number;
}

interface Acknowledgeable {
  ownerId: string;
  acknowledgedBy: string | null;
}

export function openWork(endpoints: readonly Acknowledgeable[], questions: readonly Question[]): OpenWork {
  const waiting = questions.filter(isWaiting);
  return {
    endpoints: endpoints.length,
    acknowledged: endpoints.filter((endpoint) => endpoint.acknowledgedBy !== null).length,
    waitingForOwners: perOwner(endpoints.filter((endpoint) => endpoint.acknowledgedBy === null)).map(
      ([ownerId, n]) => ({
        ownerId,
        endpoints: n,
      }),
    ),
    // what was answered against the evidence is a finding, and no silence
    heldBackBy: waiting.filter((each) => !isContested(each) && bankQuestion(each.asks).holdsBack).length,
    openQuestions: perOwner(waiting.map((question) => ({ ownerId: askedOf(question) }))).map(([ownerId, n]) => ({
      ownerId,
      questions: n,
    })),
  };
}

/** Answering until every owner has acknowledged and no silence leaves a check unknown; then deciding, beside further questions. */
export const stateFor = (work: OpenWork): 'answering' | 'deciding' =>
  work.waitingForOwners.length === 0 && work.heldBackBy === 0 ? 'deciding' : 'answering';

/** Whoever has most to do first; equal ones in a fixed order. */
function perOwner(things: readonly { ownerId: string }[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { ownerId } of things) counts.set(ownerId, (counts.get(ownerId) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}
