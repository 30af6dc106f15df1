/** Which questions still wait, and what people's answers say to the checks. */
import type { Answer } from '../checks/check.ts';
import { bankQuestion, choiceOf, NOT_APPLICABLE } from './questions.ts';
import type { Question } from './review.ts';

interface Owned {
  key: string;
  ownerId: string;
}

/** Whoever it was handed to last, else the owner of the endpoints. */
export const askedOf = ({ ownerId, handed }: Pick<Question, 'ownerId' | 'handed'>): string =>
  handed.at(-1)?.to ?? ownerId;

/** Since when whoever is asked now has been asked. */
export const askedSince = ({ askedAt, handed }: Pick<Question, 'askedAt' | 'handed'>): Date =>
  handed.at(-1)?.at ?? askedAt;

/** Until an answer is understood, again when the evidence stands against it, and again when endpoints have come to it that the answer was not about. */
export function isWaiting(question: Question): boolean {
  const { asks, endpointKeys, answer } = question;
  if (!answer || answer.value === null) return endpointKeys.length > 0;
  if (isContested(question)) return endpointKeys.length > 0;
  if (bankQuestion(asks).scope === 'review') return false;
  return endpointKeys.some(notIn(answer.endpointKeys));
}

/** The evidence stands against all that was said, and nobody has said since that it is so all the same. */
export function isContested({ asks, endpointKeys, answer, contestedAt }: Question): boolean {
  if (!answer || answer.value === null || contestedAt == null || answer.saidAt > contestedAt) return false;
  return bankQuestion(asks).scope === 'review' || !endpointKeys.some(notIn(answer.endpointKeys));
}

/** False once all it asks about has gone to someone else, who is asked then. */
export function isTheirs({ ownerId, endpointKeys }: Question, endpoints: readonly Owned[]): boolean {
  const asked = new Set(endpointKeys);
  return endpoints.some((endpoint) => endpoint.ownerId === ownerId && asked.has(endpoint.key));
}

/**
 * An answer speaks for what was asked about and is still its owner's. What was only understood from somebody's words
 * takes a pass away, and gives none before it is confirmed. “Not applicable” says nothing for the endpoints.
 */
export function statedBy(questions: readonly Question[], endpoints: readonly Owned[]): Answer[] {
  const owners = new Map(endpoints.map(({ key, ownerId }) => [key, ownerId]));
  return questions.flatMap((question): Answer[] => {
    const { asks, ownerId, answer } = question;
    if (!answer || answer.value === null || answer.value === NOT_APPLICABLE.value || isUnconfirmed(question)) return [];
    const endpointKeys = answer.endpointKeys.filter((key) => owners.get(key) === ownerId);
    const about = bankQuestion(asks).scope === 'review' ? 'review' : endpointKeys;
    return endpointKeys.length > 0
      ? [{ question: asks, endpointKeys: about, value: answer.value, evidence: 'stated' }]
      : [];
  });
}

/** It would let a finding go, and nobody has said yet that it was understood rightly. */
export function isUnconfirmed({ asks, answer }: Question): boolean {
  if (!answer || answer.value === null || answer.confirmed) return false;
  return choiceOf(bankQuestion(asks), answer.value)?.letsGo ?? true;
}

function notIn(keys: readonly string[]): (key: string) => boolean {
  const known = new Set(keys);
  return (key) => !known.has(key);
}
