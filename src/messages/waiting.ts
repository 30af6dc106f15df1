/** What waits for one person in a review. */
import type { OpenDecisions } from '../review/open-decisions.ts';
import type { OpenWork } from '../review/progress.ts';
import { isOpen, type Review } from '../review/review.ts';
import { type Actor, isOneOf } from '../review/roles.ts';
import { count } from './message.ts';

/** Whoever looks, with the groups they are in. */
export type Reader = Pick<Actor, 'userId' | 'groups'>;

export interface Standing {
  review: Review;
  work: OpenWork;
  decisions: OpenDecisions;
}

export function waitingInWords(standing: Standing, reader: Reader): string {
  const { review } = standing;
  if (!isOpen(review)) return `Nothing waits for anyone: it is ${review.state}.`;
  const waits = waitsFor(standing, reader);
  return waits.length > 0 ? `Waiting for you: ${waits.join(', ')}.` : 'Nothing waits for you.';
}

/** Each kind of thing in a few words; none when this person has nothing to do. */
export function waitsFor({ review, work, decisions }: Standing, reader: Reader): string[] {
  const theirs = <T extends { ownerId: string }>(all: readonly T[]) =>
    all.filter(({ ownerId }) => isOneOf(reader, ownerId));
  const endpoints = theirs(work.waitingForOwners).reduce((sum, each) => sum + each.endpoints, 0);
  const questions = theirs(work.openQuestions).reduce((sum, each) => sum + each.questions, 0);
  const toMake = review.leadId === reader.userId ? decisions.toMake : 0;
  const toApprove = decisions.toApprove.filter(({ decidedBy }) => decidedBy !== reader.userId).length;
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
