/** One message per owner and review, with everything of theirs. */
import { compareText } from '../checks/check.ts';
import { stake } from '../remediation/score.ts';
import { endpointsInWords } from '../review/questions.ts';
import { isOpen, type Review, type ReviewEndpoint } from '../review/review.ts';
import { ACTIONS } from './action-ids.ts';
import { actions, button, code, context, type Message, message, moment, person, safe, section } from './message.ts';

const SHOWN = 12;

/** Riskiest first: what it would hurt most not to own. */
export function ownerMessage(review: Review, ownerId: string, endpoints: readonly ReviewEndpoint[]): Message {
  if (endpoints.length === 0) return handedOver(ownerId);
  const sorted = endpoints.toSorted((a, b) => stake(b.facts) - stake(a.facts) || compareText(a.key, b.key));
  const [first] = sorted;
  const acknowledged = endpoints.find((each) => each.acknowledgedBy !== null);
  const open = endpoints.filter((each) => each.acknowledgedBy === null);
  const value = `${review.id} ${ownerId}`;
  const text = `${person(ownerId)}, ${endpointsInWords(endpoints.length)} of ${safe(review.zoneName)} ${endpoints.length === 1 ? 'seems' : 'seem'} to be yours.`;
  return message(text, [
    section(`${text}${first ? ` Why: ${because(first)}.` : ''}`),
    section(
      [
        ...sorted.slice(0, SHOWN).map((each) => `• ${code(each.key, 140)} ${each.facts.sensitivity}`),
        ...(endpoints.length > SHOWN ? [`and ${endpoints.length - SHOWN} more`] : []),
      ].join('\n'),
    ),
    ...(acknowledged?.acknowledgedBy && acknowledged.acknowledgedAt
      ? [
          context(
            `:white_check_mark: Acknowledged by ${person(acknowledged.acknowledgedBy)} ${moment(acknowledged.acknowledgedAt)}${open.length > 0 ? `; ${endpointsInWords(open.length)} still open` : ''}`,
          ),
        ]
      : []),
    ...(open.length > 0 && isOpen(review)
      ? [
          actions(
            button('Acknowledge', ACTIONS.acknowledge, value, { style: 'primary' }),
            button('Not mine', ACTIONS.notMine, value),
            button('Reassign', ACTIONS.reassign, value),
          ),
        ]
      : []),
  ]);
}

/** A pattern may hold asterisks: as code they stay as they were typed. */
export function because({ ownerBecause }: ReviewEndpoint): string {
  const pattern = /^the rule (.+)$/.exec(ownerBecause)?.[1];
  return pattern === undefined ? safe(ownerBecause) : `the rule ${code(pattern)}`;
}

function handedOver(ownerId: string): Message {
  const text = `What was asked of ${person(ownerId)} here has gone to someone else.`;
  return message(text, [section(text)]);
}

/** When owners are many they are written to one by one, and the thread is told once. */
export function ownersByDirectMessage(owners: number, endpoints: number): Message {
  const text = `${endpointsInWords(endpoints)} have ${owners} owners. Each was written to directly, so that nobody is rung for the others.`;
  return message(text, [section(text)]);
}
