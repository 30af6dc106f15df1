/** One message per owner and review, with everything of theirs. */
import { NO_OWNER_SET } from '../review/ownership.ts';
import { isOpen, type Review, type ReviewEndpoint } from '../review/review.ts';
import { mostAtStakeFirst } from '../review/stake.ts';
import { ACTIONS } from './action-ids.ts';
import { sensitivityInWords } from './endpoint-words.ts';
import {
  actions,
  amount,
  button,
  code,
  context,
  count,
  inline,
  type Message,
  message,
  moment,
  person,
  safe,
  section,
} from './message.ts';

const SHOWN = 5;
const HEIRS_SHOWN = 3;

/** Riskiest first: what it would hurt most not to own. `handedTo` is told to whom nothing is left. */
export function ownerMessage(
  review: Review,
  ownerId: string,
  endpoints: readonly ReviewEndpoint[],
  handedTo: readonly string[],
): Message {
  if (endpoints.length === 0) return handedOver(ownerId, handedTo);
  const sorted = mostAtStakeFirst(endpoints);
  const [first] = sorted;
  const open = endpoints.filter((each) => each.acknowledgedBy === null);
  const value = `${review.id} ${ownerId}`;
  const text = `${person(ownerId)}, ${count(endpoints.length, 'endpoint')} of ${safe(review.zoneName)} ${endpoints.length === 1 ? 'seems' : 'seem'} to be yours.`;
  return message(text, [
    section(`${text}${first ? ` Why: ${because(first)}.` : ''}${howToAssign(review, endpoints)}`),
    ...acknowledgement(endpoints, open.length),
    ...(open.length > 0 && isOpen(review)
      ? [
          actions(
            button('Acknowledge', ACTIONS.acknowledge, value, { style: 'primary' }),
            button('Not mine', ACTIONS.notMine, value),
            button('Reassign', ACTIONS.reassign, value),
          ),
        ]
      : []),
    section(
      [
        ...sorted.slice(0, SHOWN).map((each) => `• ${code(each.key, 140)} · ${sensitivityInWords(each)}`),
        ...(endpoints.length > SHOWN
          ? [`and ${amount(endpoints.length - SHOWN)} more: \`/api-review inventory\` lists them all`]
          : []),
      ].join('\n'),
    ),
  ]);
}

/** Whoever leads a review got what nobody is named for, and can name somebody. */
function howToAssign(review: Review, endpoints: readonly ReviewEndpoint[]): string {
  const unnamed = endpoints.find((each) => each.ownerBecause === NO_OWNER_SET);
  return unnamed && isOpen(review)
    ? ` To name who owns some of them: ${code(`/api-review assign ${unnamed.facts.host}/** @name`)}.`
    : '';
}

/** A pattern may hold asterisks: as code they stay as they were typed. */
export function because({ ownerBecause }: ReviewEndpoint): string {
  const [, pattern, more = ''] = /^the rule (.+?)( names somebody who .*)?$/.exec(ownerBecause) ?? [];
  return pattern === undefined ? safe(ownerBecause) : `the rule ${code(pattern)}${safe(more)}`;
}

function acknowledgement(endpoints: readonly ReviewEndpoint[], open: number) {
  const acknowledged = endpoints.find((each) => each.acknowledgedBy !== null);
  if (!acknowledged?.acknowledgedBy || !acknowledged.acknowledgedAt) return [];
  const left = open > 0 ? `; ${count(open, 'endpoint')} still open` : '';
  const { acknowledgedBy, acknowledgedAt } = acknowledged;
  return [context(`:white_check_mark: Acknowledged by ${person(acknowledgedBy)} ${moment(acknowledgedAt)}${left}`)];
}

function handedOver(ownerId: string, handedTo: readonly string[]): Message {
  const text =
    handedTo.length > 0
      ? `Handed over to ${inline(handedTo, HEIRS_SHOWN, person)}.`
      : `Nothing here is ${person(ownerId)}’s any more.`;
  return message(text, [section(text)]);
}

/** When owners are many they are written to one by one, and the thread is told once. */
export function ownersByDirectMessage(owners: number, endpoints: number): Message {
  const text = `${count(endpoints, 'endpoint')} have ${count(owners, 'owner')}. Each was written to directly, so nobody is notified about other people’s endpoints.`;
  return message(text, [section(text)]);
}
