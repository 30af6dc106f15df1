/** What was decided and acts at Cloudflare already: on trial, ready, or enforced, with what can be done about each. One message a review. */
import type { KnownBlock } from '@slack/types';
import { type Decision, isOpen, type Review } from '../review/review.ts';
import { isOnTrial, type State } from '../review/stage.ts';
import { ACTIONS } from './action-ids.ts';
import {
  actions,
  amount,
  button,
  code,
  context,
  divider,
  inline,
  type Message,
  message,
  safe,
  section,
} from './message.ts';
import { decisionInWords } from './remediation-list.ts';

const SHOWN = 10;
const RULES_SHOWN = 3;

export interface StagedControl {
  decision: Decision;
  title: string;
  /** What was measured so far, in words. */
  proof?: string | undefined;
  /** The rules that make it, as `rule:PHASE/REF`. */
  rules: readonly string[];
}

/** What asks for somebody first. */
const ORDER: readonly State[] = ['approved', 'ready', 'canary', 'logging', 'kept', 'enforced'];

export function stagedControls(review: Review, controls: readonly StagedControl[]): Message {
  const sorted = controls.toSorted((a, b) => ORDER.indexOf(a.decision.state) - ORDER.indexOf(b.decision.state));
  const rest = sorted.length - SHOWN;
  const headline = `Staged controls of ${safe(review.name)}: ${inWords(controls)}`;
  return message(headline, [
    section(`*${headline}*`),
    ...sorted.slice(0, SHOWN).flatMap((control) => [divider(), ...controlBlocks(review, control)]),
    ...(rest > 0 ? [context(`${amount(rest)} more: \`/api-review remediation staged\` names them all.`)] : []),
  ]);
}

function controlBlocks(review: Review, { decision, title, proof, rules }: StagedControl): KnownBlock[] {
  if (decision.state === 'approved')
    return [section(`*${safe(title)}*\n${decisionInWords(decision)}\n${toPromote(rules)}`)];
  const said = section(`*${safe(title)}*\n${decisionInWords(decision)}${proof ? `\n${proof}` : ''}`);
  if (!isOpen(review)) return [said];
  const value = `${review.id} ${decision.id}`;
  const rollBack = button('Roll back', ACTIONS.rollBack, value, ROLL_BACK);
  if (!isOnTrial(decision.state)) return [said, actions(rollBack)];
  return [
    said,
    actions(
      button('Promote to enforce', ACTIONS.promote, value, decision.state === 'ready' ? { style: 'primary' } : {}),
      button('Keep logging', ACTIONS.keepLogging, value),
      rollBack,
    ),
  ];
}

const named = (rules: readonly string[]) =>
  inline(rules, RULES_SHOWN, (rule) => code(rule.replace(/^rule:[^/]*\//, '')));

/** The app changes nothing itself. */
const toPromote = (rules: readonly string[]): string =>
  `The last scan still sees it on trial. To do: set ${rules.length > 0 ? `the action of ${named(rules)}` : 'its action'} to block at Cloudflare, then press \`Scan again\`.`;

const ROLL_BACK = {
  confirm: {
    title: 'Take this back?',
    text: 'The decision is recorded as taken back, and the item waits for another. What acts at Cloudflare goes on acting until it is switched off there.',
    yes: 'Roll back',
  },
} as const;

const WORDS: Partial<Record<State, string>> = {
  approved: 'to be enforced',
  ready: 'ready to enforce',
  canary: 'on a canary',
  logging: 'logging',
  kept: 'kept logging',
  enforced: 'enforced',
};

function inWords(controls: readonly StagedControl[]): string {
  if (controls.length === 0) return 'none any more';
  return ORDER.flatMap((state) => {
    const n = controls.filter(({ decision }) => decision.state === state).length;
    return n > 0 ? [`${amount(n)} ${WORDS[state]}`] : [];
  }).join(', ');
}

/** Private, to whoever had it kept. */
export const keptInWords = (title: string, day: string) =>
  `Recorded: *${safe(title)}* goes on logging and is looked at again on ${day}. Nothing changes at Cloudflare.`;

export const rolledBackInWords = (title: string, state: 'log' | 'enforce', rules: readonly string[]) =>
  `Recorded: *${safe(title)}* is taken back. At Cloudflare it still ${state === 'log' ? 'logs' : 'acts'} until it is switched off there${rules.length > 0 ? `: ${named(rules)}` : ''}; the next scan says whether it is.`;

export const promotedInWords = (title: string) =>
  `Recorded: *Enforce now* for *${safe(title)}*. A second person has to approve it in the review’s thread.`;
