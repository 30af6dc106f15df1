/** What waits for somebody, of all reviews, and for those above, who has not answered. */
import type { ActionsBlock, KnownBlock } from '@slack/types';
import type { OpenWork } from '../review/progress.ts';
import type { Review } from '../review/review.ts';
import { ACTIONS } from './action-ids.ts';
import { words } from './form.ts';
import { button, context, count, inline, type Message, message, moment, person, safe, section } from './message.ts';
import { thingsToDo } from './waiting.ts';

const SHOWN = 10;
const PARTS_SHOWN = 12;
const GONE_SHOWN = 3;

/** Of one review. */
export interface Part {
  review: Review;
  work: OpenWork;
  approvals: readonly { ownerId: string }[];
  own: boolean;
  silent: readonly string[];
  /** They have not put it off yet. */
  mayPutOff: boolean;
  /** Why the person is told of those who are silent. */
  toldAs: 'deputy' | 'lead' | 'security lead';
  /** Why somebody cannot be asked any more, if so. */
  whyNot(userId: string): string | undefined;
}

/** `called`: whoever reads it in a thread has to be mentioned to hear of it. */
export function reminderMessage(
  userId: string,
  parts: readonly Part[],
  called: boolean,
  broughtUpToDate?: Date,
): Message {
  const shown = parts.slice(0, PARTS_SHOWN).map((part) => ({
    ...part,
    gone: part.silent.filter((each) => part.whyNot(each) !== undefined),
    silent: part.silent.filter((each) => part.whyNot(each) === undefined),
  }));
  const left = parts.length - shown.length;
  const said = shown.map((part) => [
    ...(part.own ? [`${called ? `${person(userId)} ` : ''}${yours(part, userId)}`] : []),
    ...(part.silent.length > 0 ? [theirs(part)] : []),
    ...(part.gone.length > 0 ? [nobodys(part)] : []),
  ]);
  const more = left > 0 ? [`and in ${count(left, 'review')} more: \`/api-review status\` in their channels`] : [];
  return message([...said.flat(), ...more].join('\n'), [
    ...shown.flatMap((part, at): KnownBlock[] => [
      section((said[at] ?? []).join('\n')),
      ...handOver(part),
      ...putOff(part),
    ]),
    ...more.map((each) => section(each)),
    ...(broughtUpToDate
      ? [
          context(
            `Still so ${moment(broughtUpToDate)}. You were notified of it before; since then it is only written here.`,
          ),
        ]
      : []),
  ]);
}

function open({ work, approvals }: Part, ownerId: string): string {
  const endpoints = work.waitingForOwners.find((each) => each.ownerId === ownerId)?.endpoints ?? 0;
  const questions = work.openQuestions.find((each) => each.ownerId === ownerId)?.questions ?? 0;
  const toApprove = approvals.filter((each) => each.ownerId === ownerId).length;
  return [
    ...thingsToDo({ endpoints, questions, decisions: 0 }),
    ...(toApprove > 0 ? [`${count(toApprove, 'decision')} to approve or decline`] : []),
  ].join(' and ');
}

/** Once: what was put off before says nothing of it any more. */
function putOff({ own, review, mayPutOff }: Part): ActionsBlock[] {
  if (!own || !mayPutOff) return [];
  const options = LATER.map(([days, text]) => ({ text: words(text), value: `${review.id} ${days}` }));
  return [
    {
      type: 'actions',
      elements: [
        { type: 'static_select', action_id: ACTIONS.remindLater, placeholder: words('Remind me later'), options },
      ],
    },
  ];
}

const LATER = [
  ['1', 'Tomorrow'],
  ['3', 'In three days'],
  ['7', 'In a week'],
] as const;

const where = ({ review }: Part) => `in the review ${safe(review.name)}, in <#${review.channelId}>`;

function yours(part: Part, userId: string): string {
  const asks = [...part.work.waitingForOwners, ...part.work.openQuestions].some(({ ownerId }) => ownerId === userId);
  return [
    `Waiting for you ${where(part)}: ${open(part, userId)}.`,
    ...(asks
      ? [
          'You are asked as the owner: please press Acknowledge, Not mine or Reassign under what I wrote to you, and answer the questions there.',
        ]
      : []),
    ...(part.approvals.some(({ ownerId }) => ownerId === userId)
      ? [
          'A decision needs a second person, who did not make it: please press Approve or Decline in the review’s thread, or ask somebody to.',
        ]
      : []),
  ].join(' ');
}

function theirs(part: Part): string {
  const { review, silent, toldAs } = part;
  const who = inline(silent, SHOWN, (each) => `${person(each)} (${open(part, each)})`);
  const why = {
    deputy: 'You are told because you stand in for them: please do it in their place.',
    lead: 'You are told because you lead it: please ask them, or give their endpoints to somebody else with `/api-review assign`.',
    'security lead': `You are told because you are the security lead: please see to it with ${person(review.leadId)}, who leads the review.`,
  }[toldAs];
  return `Not answered yet ${where(part)}, though reminded twice: ${who}. ${why}`;
}

/** Nobody waits for an answer of who cannot give one. */
function nobodys(part: Part & { gone: readonly string[] }): string {
  const who = inline(part.gone, SHOWN, (each) => `${person(each)} (${open(part, each)}). ${part.whyNot(each)}`);
  return `Nobody is asked any more ${where(part)}, for what is held by ${who}. Please give it to somebody else${part.toldAs === 'lead' ? '' : `, or ask ${person(part.review.leadId)} to, who leads the review`}.`;
}

const handOver = ({ review, gone }: Part & { gone: readonly string[] }): KnownBlock[] =>
  gone
    .slice(0, GONE_SHOWN)
    .map((ownerId) =>
      section(`What is held by ${person(ownerId)}:`, button('Hand over', ACTIONS.reassign, `${review.id} ${ownerId}`)),
    );
