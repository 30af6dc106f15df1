/** The review's living headline: always drawn whole, from the rows. */
import type { OpenWork } from '../review/progress.ts';
import { isOpen, type Review, type Scan } from '../review/review.ts';
import { ACTIONS } from './action-ids.ts';
import {
  actions,
  amount,
  button,
  clip,
  context,
  count,
  inline,
  type Message,
  message,
  person,
  safe,
  section,
} from './message.ts';
import { planInWords } from './plan-words.ts';
import { stateInWords } from './review-state.ts';

export interface CardFacts {
  review: Review;
  scan: Scan | undefined;
  /** A later reading than the one that is shown. */
  again?: Scan | undefined;
  leadName: string | undefined;
  work: OpenWork;
  inventory: { total: number; shadows: number };
  findings: { fail: number; critical: number; high: number; unknown: number; notEntitled: number };
  decided: { items: number; decided: number; awaitingSecond: number };
  /** Against the list of the review before. */
  trend?: { review: string; gone: number; added: number };
  /** What later scans found no more, and what acts at Cloudflare by a decision. */
  since?: { fixed: number; onTrial: number; ready: number; enforced: number };
}

export function reviewCard(facts: CardFacts): Message {
  const { review } = facts;
  const headline = `${safe(review.zoneName)} · ${stateInWords(review, facts.scan)}`;
  const known = isKnown(facts);
  return message(clip(`${headline} ${known ? summary(facts) : ''}`.trim(), 600), [
    section(`*${safe(review.zoneName)}* · ${stateInWords(review, facts.scan)}`),
    ...body(facts).map((line) => section(line)),
    context(
      [
        safe(review.name),
        ...ledBy(facts),
        ...(review.hosts.length > 0 ? [`only ${review.hosts.map((host) => safe(host)).join(', ')}`] : []),
        ...(review.due ? [`due ${review.due}`] : []),
        ...(review.plan ? [`${planInWords(review.plan)} plan`] : []),
      ].join(' · '),
    ),
    ...(known
      ? [
          actions(
            button('Inventory', ACTIONS.showInventory, review.id),
            button('Remediation', ACTIONS.showRemediation, review.id),
            button('Export', ACTIONS.exportReview, review.id),
            ...(isOpen(review) ? [button('Scan again', ACTIONS.scanAgain, review.id)] : []),
            ...(isOpen(review) ? [button('Close review', ACTIONS.closeReview, review.id, CLOSE)] : []),
          ),
        ]
      : []),
  ]);
}

/** The first drawing asks nothing of the lead yet, so it names without a mention: that would ring for it and for all that follows in the thread. */
function ledBy({ review, leadName }: CardFacts): string[] {
  if (review.state !== 'scanning') return [`led by ${person(review.leadId)}`];
  return leadName === undefined ? [] : [`led by ${safe(leadName)}`];
}

const WAITING_SHOWN = 8;

const CLOSE = {
  confirm: {
    title: 'Close this review?',
    text: 'What is open stays open and is listed in the record. Nothing can be decided or answered here afterwards.',
    yes: 'Close it',
  },
} as const;

function body(facts: CardFacts): string[] {
  const { review, scan, work } = facts;
  if (scan?.state === 'failed') return [safe(scan.problem ?? 'It is not known why.', 1500)];
  if (review.state === 'cancelled') {
    return [
      isKnown(facts)
        ? 'Nothing more is read, asked or decided. What was found before stays here to read.'
        : 'Nothing more is read or asked, and nothing was kept of what was read so far.',
    ];
  }
  if (!isKnown(facts)) return [progressInWords(scan)];
  const waiting = waitingFor(work);
  return [
    summary(facts),
    ...(facts.again && isOpen(review) ? [againInWords(facts.again)] : []),
    `Owners: ${amount(work.acknowledged)} of ${count(work.endpoints, 'endpoint')} acknowledged. Decisions: ${amount(facts.decided.decided)} of ${amount(facts.decided.items)} made${
      facts.decided.awaitingSecond > 0 ? `, ${amount(facts.decided.awaitingSecond)} waiting for a second person` : ''
    }.`,
    ...trendInWords(facts.trend),
    ...sinceInWords(facts.since),
    ...(waiting.length > 0 && isOpen(review) ? [`Waiting for ${inline(waiting, WAITING_SHOWN, String)}`] : []),
  ];
}

/** Neither is good or bad by itself: what could not be checked is in neither. */
const trendInWords = (trend: CardFacts['trend']): string[] =>
  trend ? [`Since ${safe(trend.review)}: ${count(trend.gone, 'item')} gone, ${amount(trend.added)} new.`] : [];

function sinceInWords(since: CardFacts['since']): string[] {
  if (!since) return [];
  const { fixed, onTrial, ready, enforced } = since;
  const parts = [
    ...(fixed > 0 ? [`${amount(fixed)} fixed since`] : []),
    ...(ready > 0 ? [`${count(ready, 'control')} ready to enforce`] : []),
    ...(onTrial > 0 ? [`${amount(onTrial)} on trial`] : []),
    ...(enforced > 0 ? [`${amount(enforced)} enforced`] : []),
  ];
  return parts.length > 0 ? [`${parts.join(', ')}.`] : [];
}

/** The zone was read and judged once: what is judged anew meanwhile stays as it was. */
const isKnown = ({ review, scan }: CardFacts) => review.state !== 'scanning' && scan?.snapshotId != null;

/** Each person once, with all that waits for them. */
function waitingFor({ waitingForOwners, openQuestions }: OpenWork): string[] {
  const tasks = new Map<string, string[]>();
  const add = (ownerId: string, task: string) => tasks.set(ownerId, [...(tasks.get(ownerId) ?? []), task]);
  for (const { ownerId, endpoints } of waitingForOwners) add(ownerId, `${count(endpoints, 'endpoint')} to acknowledge`);
  for (const { ownerId, questions } of openQuestions) add(ownerId, count(questions, 'question'));
  return [...tasks].map(([ownerId, theirs]) => `${person(ownerId)} (${theirs.join(', ')})`);
}

/** Unknown stands beside every number: it is neither good nor bad. */
function summary({ inventory, findings }: CardFacts): string {
  return [
    `${count(inventory.total, 'endpoint')}${inventory.shadows > 0 ? `, ${count(inventory.shadows, 'shadow endpoint')} among them` : ''}.`,
    `${count(findings.fail, 'finding')}${worst(findings)}, ${amount(findings.unknown)} unknown, ${amount(findings.notEntitled)} not on this plan.`,
  ].join(' ');
}

function worst({ critical, high }: CardFacts['findings']): string {
  const parts = [
    ...(critical > 0 ? [`${amount(critical)} critical`] : []),
    ...(high > 0 ? [`${amount(high)} high`] : []),
  ];
  return parts.length > 0 ? ` (${parts.join(', ')})` : '';
}

const againInWords = (again: Scan) =>
  again.state === 'failed'
    ? `:warning: It could not be read again: ${safe(again.problem ?? 'it is not known why.', 1500)}`
    : `:hourglass_flowing_sand: The zone is read again. ${progressInWords(again)}`;

function progressInWords(scan: Scan | undefined): string {
  const progress = scan?.progress;
  if (!progress) return 'Waiting for a worker to begin.';
  const { saved, discovered } = progress.facts;
  const facts = [
    ...(saved !== undefined ? [count(saved, 'saved endpoint')] : []),
    ...(discovered !== undefined ? [`${count(discovered, 'endpoint')} seen and not saved`] : []),
    ...(progress.facts.unread > 0 ? [`${count(progress.facts.unread, 'section')} that cannot be read`] : []),
  ];
  return `${progress.done} of ${progress.total} sections read, last ${safe(progress.section)}.${facts.length > 0 ? ` So far: ${facts.join(', ')}.` : ''}`;
}
