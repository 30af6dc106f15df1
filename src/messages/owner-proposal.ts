/** Owners that something speaks for: shown with the reasons, to be applied by one click, chosen from, or put aside. */
import type { ModalView } from '@slack/types';
import { ACTIONS, VIEWS } from './action-ids.ts';
import { field, form, words } from './form.ts';
import {
  actions,
  button,
  clip,
  code,
  context,
  count,
  lines,
  type Message,
  message,
  person,
  plain,
  safe,
  section,
} from './message.ts';

const SHOWN = 12;
const NOT_UNDERSTOOD_SHOWN = 10;
export const CHOICES_AT_MOST = 100;

interface Rule {
  pattern: string;
  ownerId: string;
  deputyId: string | null;
  called: string;
  because: string;
  endpoints: number;
}

interface Proposal {
  id: string;
  origin: 'file' | 'document' | 'guess';
  name: string;
  rules: readonly Rule[];
  notUnderstood: readonly string[];
}

export function ownerProposal(
  reviewName: string,
  proposal: Proposal,
  left: { idle: readonly string[]; known: number },
): Message {
  const { id, rules, notUnderstood } = proposal;
  const endpoints = rules.reduce((n, each) => n + each.endpoints, 0);
  const text =
    rules.length === 0
      ? `${sourceOf(proposal)} nothing that would change an owner in ${safe(reviewName)}.`
      : `${sourceOf(proposal)} ${proposal.origin === 'guess' ? 'possible owners' : 'owners'} for ${count(endpoints, 'endpoint')} of ${safe(reviewName)}. Nothing is applied yet.`;
  return message(text, [
    section(`*${text}*`),
    ...(rules.length > 0 ? [section(lines(rules, SHOWN, ruleInWords))] : []),
    ...(notUnderstood.length > 0
      ? [
          section(
            `*Not understood*, and left as it is:\n${lines(notUnderstood, NOT_UNDERSTOOD_SHOWN, (each) => `• ${safe(each, 200)}`)}`,
          ),
        ]
      : []),
    ...(left.idle.length > 0
      ? [
          context(
            `About no endpoint of this review: ${lines(left.idle, 5, (each) => code(each, 100)).replaceAll('\n', ', ')}.`,
          ),
        ]
      : []),
    ...(left.known > 0 ? [context(`${count(left.known, 'rule')} say only what is so already.`)] : []),
    ...(rules.length > 0
      ? [
          actions(
            button(rules.length === 1 ? 'Apply' : `Apply all ${rules.length}`, ACTIONS.applyOwners, id, {
              style: 'primary',
            }),
            ...(rules.length > 1 ? [button('Choose', ACTIONS.chooseOwners, id)] : []),
            button('Not these', ACTIONS.dismissOwners, id),
          ),
          context('Where several rules are about an endpoint, the one that says most of it counts.'),
        ]
      : []),
  ]);
}

function sourceOf({ origin, name }: Proposal): string {
  if (origin === 'guess') return 'Earlier reviews and neighbours suggest';
  return `${safe(name, 100)} names`;
}

const ruleInWords = ({ pattern, ownerId, deputyId, because, endpoints }: Rule) =>
  `• ${code(pattern, 120)} → ${person(ownerId)}${deputyId ? `, deputy ${person(deputyId)}` : ''} · ${count(endpoints, 'endpoint')} · ${safe(because, 200)}`;

export function chooseOwnersForm({ id, rules }: Proposal): ModalView {
  const options = rules.slice(0, CHOICES_AT_MOST).map(({ pattern, called }, index) => ({
    text: words(clip(`${pattern} → ${called}`, 75)),
    value: String(index),
  }));
  return form(VIEWS.chooseOwners, { about: id, title: 'Which owners?', submit: 'Apply' }, [
    field(
      'rules',
      'Rules',
      { type: 'multi_static_select', action_id: 'rules', options },
      rules.length > CHOICES_AT_MOST ? { hint: `The first ${CHOICES_AT_MOST} of ${rules.length}.` } : {},
    ),
  ]);
}

export const ownersApplied = (
  reviewName: string,
  rules: number,
  { given, kept, elsewhere }: { given: number; kept: number; elsewhere: number },
): Message =>
  plain(
    [
      `${count(rules, 'rule')} applied: ${count(given, 'endpoint')} of ${safe(reviewName)} changed hands${kept > 0 ? `, ${kept} stay with whom they had` : ''}.`,
      ...(elsewhere > 0 ? [`${count(elsewhere, 'endpoint')} stay with whom a more specific rule names.`] : []),
      'The rules are kept for the reviews to come.',
    ].join(' '),
  );

export const ownersDismissed = (): Message => plain('Put aside. No owner was changed.');
