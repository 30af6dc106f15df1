/** What to put right, worst first: one item per root cause, with its reasons and the buttons that decide it. */
import type { KnownBlock } from '@slack/types';
import { compareText } from '../checks/check.ts';
import { endpointsInWords } from '../review/questions.ts';
import {
  type Choice,
  type Decision,
  isOpen,
  type Review,
  type ReviewFinding,
  type ReviewItem,
  stands,
} from '../review/review.ts';
import { ACTIONS, decideAction } from './action-ids.ts';
import {
  actions,
  button,
  code,
  context,
  count,
  type Message,
  message,
  moment,
  person,
  safe,
  section,
} from './message.ts';

/** Past this nobody reads on; the rest is counted and one command away. */
const ITEMS_SHOWN = 10;
const UNKNOWN_SHOWN = 8;

export interface RemediationFacts {
  review: Review;
  items: readonly ReviewItem[];
  findings: readonly ReviewFinding[];
  decisions: readonly Decision[];
  /** Who owns an endpoint, by its key. */
  ownerOf: (key: string) => string | undefined;
  /** Pages count from 1. */
  page: number;
}

export function remediationList({ review, items, findings, decisions, ownerOf, page }: RemediationFacts): Message {
  const pages = Math.max(1, Math.ceil(items.length / ITEMS_SHOWN));
  const shown = Math.min(Math.max(page, 1), pages);
  const unseen = findings.filter((finding) => finding.outcome === 'unknown');
  const notOnPlan = findings.filter((finding) => finding.outcome === 'not_entitled');
  const text = `${safe(review.zoneName)}: ${count(items.length, 'thing')} to put right, ${unseen.length} that could not be checked, ${notOnPlan.length} not on this plan`;
  const decided = new Map(decisions.map((decision) => [decision.itemId, decision]));
  const rows = items.slice((shown - 1) * ITEMS_SHOWN, shown * ITEMS_SHOWN);
  return message(
    `${text}. ${rows
      .slice(0, 3)
      .map((item) => `${item.rank}. ${safe(item.title)}`)
      .join('. ')}`,
    [
      section(`*${text}*${pages > 1 ? `, page ${shown} of ${pages}` : ''}`),
      ...rows.flatMap((item) => itemBlocks(review, item, decided.get(item.id), described(item, findings, ownerOf))),
      ...(pages > shown
        ? [context(`and ${items.length - shown * ITEMS_SHOWN} more: \`/api-review remediation ${shown + 1}\``)]
        : []),
      ...(unseen.length > 0
        ? [section(`*Could not be checked*, so neither good nor bad:\n${unseenLines(unseen)}`)]
        : []),
    ],
  );
}

function itemBlocks(review: Review, item: ReviewItem, decision: Decision | undefined, said: string): KnownBlock[] {
  if (decision && stands(decision)) return [section(said), context(decisionInWords(decision))];
  if (!isOpen(review)) {
    return [section(said), context(decision ? decisionInWords(decision) : 'Not decided when the review ended.')];
  }
  return [
    section(`${said}\nProposed: *${choiceInWords(item.proposed)}*${decision ? ` (${decisionInWords(decision)})` : ''}`),
    actions(...item.choices.map((choice) => choiceButton(review, item, choice))),
  ];
}

const SUBJECTS_SHOWN = 3;
const OWNERS_SHOWN = 3;

/** What is wrong with which things, how that is known, why it stands where it stands, and what to do. */
function described(item: ReviewItem, findings: readonly ReviewFinding[], ownerOf: RemediationFacts['ownerOf']): string {
  const found = findings.filter((finding) => item.findings.includes(finding.id));
  const things = found.flatMap((finding) => finding.subjects).filter((subject) => !/^(zone|account):/.test(subject));
  const left = things.length - SUBJECTS_SHOWN;
  const named = things.slice(0, SUBJECTS_SHOWN).map((thing) => code(thing, 140));
  return [
    `*${item.rank}. ${safe(item.title)}*`,
    ...(named.length > 0 ? [`${named.join(', ')}${left > 0 ? ` and ${left} more` : ''}`] : []),
    `${endpointsInWords(item.endpointKeys.length)}${owners(item, ownerOf)} · score ${item.score} · ${item.reasons.map((reason) => safe(reason)).join(', ')}${evidence(found)}`,
    `Fix: ${safe(item.fix, 600)}`,
  ].join('\n');
}

function evidence(findings: readonly ReviewFinding[]): string {
  const kinds = [...new Set(findings.map((finding) => finding.evidenceKind))].flatMap((kind) => KINDS[kind] ?? []);
  return kinds.length > 0 ? ` · ${kinds.join(' and ')}` : '';
}

const KINDS: Partial<Record<ReviewFinding['evidenceKind'], string>> = {
  provable: 'proved by the configuration',
  indicated: 'indicated by traffic',
  stated: 'by people’s own word',
};

/** Whoever owns most of it first. */
function owners({ endpointKeys }: ReviewItem, ownerOf: RemediationFacts['ownerOf']): string {
  const counts = new Map<string, number>();
  for (const key of endpointKeys) {
    const ownerId = ownerOf(key);
    if (ownerId !== undefined) counts.set(ownerId, (counts.get(ownerId) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([a, n], [b, m]) => m - n || compareText(a, b)).map(([ownerId]) => person(ownerId));
  if (sorted.length === 0) return '';
  const left = sorted.length - OWNERS_SHOWN;
  return ` of ${sorted.slice(0, OWNERS_SHOWN).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

function choiceButton(review: Review, item: ReviewItem, choice: Choice) {
  const id = choice === 'accept' ? ACTIONS.acceptRisk : decideAction(choice);
  const style = choice === item.proposed ? ({ style: 'primary' } as const) : {};
  return button(choiceInWords(choice), id, `${review.id} ${item.id}`, style);
}

export function choiceInWords(choice: Choice): string {
  switch (choice) {
    case 'enforce-now':
      return 'Enforce now';
    case 'log-first':
      return 'Log first';
    case 'canary':
      return 'Canary first';
    case 'fix-at-origin':
      return 'Fix at origin';
    case 'accept':
      return 'Accept risk';
  }
}

export function decisionInWords(decision: Decision): string {
  const by = `*${choiceInWords(decision.choice)}*${decision.until ? ` until ${decision.until}` : ''}, decided by ${person(decision.decidedBy)} ${moment(decision.decidedAt)}`;
  const second = decision.secondBy ? person(decision.secondBy) : '';
  switch (decision.state) {
    case 'proposed':
      return `:hourglass_flowing_sand: ${by}; waiting for a second person`;
    case 'approved':
      return `:white_check_mark: ${by}${second ? `, approved by ${second}` : ''}${decision.reason ? `: ${safe(decision.reason)}` : ''}`;
    case 'declined':
      return `${by}, declined by ${second}`;
    case 'ended':
      return `:alarm_clock: ${by}; that day has come`;
    case 'superseded':
      return `${by}, replaced since`;
  }
}

function unseenLines(unseen: readonly ReviewFinding[]): string {
  const lines = unseen
    .slice(0, UNKNOWN_SHOWN)
    .map((finding) => `:grey_question: ${safe(finding.title)}: ${safe(whyUnknown(finding))}`);
  return [...lines, ...(unseen.length > UNKNOWN_SHOWN ? [`and ${unseen.length - UNKNOWN_SHOWN} more`] : [])].join('\n');
}

function whyUnknown({ check, reason }: ReviewFinding): string {
  if (check === 'authz.app-attestation-missing' && reason === 'not_understood')
    return 'whoever owns it has not said so';
  switch (reason) {
    case 'no_permission':
      return 'the token may not read it';
    case 'torn':
      return 'the list changed while it was read';
    case 'not_understood':
      return 'a rule could not be understood';
    default:
      return 'Cloudflare did not answer';
  }
}
