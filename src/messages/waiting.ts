/** What waits for one person in a review. */
import type { OpenDecisions } from '../review/open-decisions.ts';
import type { OpenWork } from '../review/progress.ts';
import { isOpen, type Review } from '../review/review.ts';
import { count } from './message.ts';

export interface Standing {
  review: Review;
  work: OpenWork;
  decisions: OpenDecisions;
}

export function waitingInWords(standing: Standing, readerId: string): string {
  const { review } = standing;
  if (!isOpen(review)) return `Nothing waits for anyone: it is ${review.state}.`;
  const waits = waitsFor(standing, readerId);
  return waits.length > 0 ? `Waiting for you: ${waits.join(', ')}.` : 'Nothing waits for you.';
}

/** Each kind of thing in a few words; none when this person has nothing to do. */
export function waitsFor({ review, work, decisions }: Standing, readerId: string): string[] {
  const endpoints = work.waitingForOwners.find((each) => each.ownerId === readerId)?.endpoints ?? 0;
  const questions = work.openQuestions.find((each) => each.ownerId === readerId)?.questions ?? 0;
  const toMake = review.leadId === readerId ? decisions.toMake : 0;
  const toApprove = decisions.toApprove.filter(({ decidedBy }) => decidedBy !== readerId).length;
  return [
    ...thingsToDo({ endpoints, questions, decisions: toMake }),
    ...(toApprove > 0 ? [`${count(toApprove, 'decision')} of somebody else to approve or decline`] : []),
  ];
}

/** Each kind in a few words; what there is none of is left out. */
export const thingsToDo = ({
  endpoints,
  questions,
  decisions,
}: Record<'endpoints' | 'questions' | 'decisions', number>) => [
  ...(endpoints > 0 ? [`${count(endpoints, 'endpoint')} to acknowledge`] : []),
  ...(questions > 0 ? [`${count(questions, 'question')} to answer`] : []),
  ...(decisions > 0 ? [`${count(decisions, 'decision')} to make`] : []),
];
