/** What to put right, worst first: one item per root cause, with its reasons and the buttons that decide it. */
import type { KnownBlock } from '@slack/types';
import { shareOfFirst } from '../remediation/position.ts';
import type { GoneItem } from '../review/gone.ts';
import type { Mark } from '../review/marks.ts';
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
import { mutedBlocks, plannedInWords } from './item-mark.ts';
import {
  actions,
  amount,
  button,
  context,
  count,
  divider,
  lines,
  type Message,
  message,
  moment,
  person,
  safe,
  section,
} from './message.ts';
import { planInWords } from './plan-words.ts';
import { type ItemFacts, itemInWords } from './remediation-item.ts';

/** Past this nobody reads on; the rest is counted and one command away. */
const ITEMS_SHOWN = 10;
const UNKNOWN_SHOWN = 8;
const NOT_ON_PLAN_SHOWN = 20;
const GONE_SHOWN = 8;
const FIRST = 5;

export interface RemediationFacts extends ItemFacts {
  review: Review;
  items: readonly ReviewItem[];
  decisions: readonly Decision[];
  /** What later scans found no more, or could not look at again. */
  gone: readonly GoneItem[];
  /** What people say of items beside deciding them. */
  marks: readonly Mark[];
  /** Pages count from 1. */
  page: number;
  /** What stands below the items where one person reads. */
  below?: readonly KnownBlock[];
}

export const remediationPages = (items: number) => Math.max(1, Math.ceil(items / ITEMS_SHOWN));
/** The page on which an item stands; the first is the one in the thread. */
export const pageOf = ({ rank }: Pick<ReviewItem, 'rank'>) => remediationPages(rank);

export function remediationList(facts: RemediationFacts): Message {
  const { review, items, findings, decisions, reader, page, below = [] } = facts;
  const pages = remediationPages(items.length);
  const shown = Math.min(Math.max(page, 1), pages);
  const unseen = findings.filter((finding) => finding.outcome === 'unknown');
  const notOnPlan = findings.filter((finding) => finding.outcome === 'not_entitled');
  const text = `${safe(review.zoneName)}: ${count(items.length, 'thing')} to put right, ${amount(unseen.length)} that could not be checked, ${amount(notOnPlan.length)} not on this plan`;
  const decided = new Map(decisions.map((decision) => [decision.itemId, decision]));
  const rows = items.slice((shown - 1) * ITEMS_SHOWN, shown * ITEMS_SHOWN);
  return message(
    `${text}. ${rows
      .slice(0, 3)
      .map((item) => `${item.rank}. ${safe(item.title)}`)
      .join('. ')}`,
    [
      section(`*${text}*${pages > 1 ? `, page ${shown} of ${pages}` : ''}${shareInWords(items)}`),
      ...rows.flatMap((item) => [
        divider(),
        ...itemBlocks(
          review,
          item,
          decided.get(item.id),
          itemInWords(item, facts),
          plannedIn(item, facts.marks),
          reader,
        ),
      ]),
      ...(rows.length > 0 ? [divider()] : []),
      ...below,
      ...(pages > shown && below.length === 0
        ? [context(`and ${amount(items.length - shown * ITEMS_SHOWN)} more: \`/api-review remediation ${shown + 1}\``)]
        : []),
      ...(reader === 'channel' && isOpen(review) && toDecide(items, decided) > 0
        ? [section(asksToDecide(review))]
        : []),
      ...explained(review, rows),
      ...(unseen.length > 0
        ? [section(`*Could not be checked*, so neither good nor bad:\n${unseenLines(unseen)}`)]
        : []),
      ...mutedBlocks(review, facts.marks, reader),
      ...goneBlocks(facts.gone),
      ...(notOnPlan.length > 0 ? [notOnPlanBlock(notOnPlan, reader)] : []),
    ],
  );
}

/** Only what a scan could look at and did not find is fixed. */
function goneBlocks(gone: readonly GoneItem[]): KnownBlock[] {
  const lists = [
    ['fixed', ':white_check_mark: *Fixed*, as a later scan saw'],
    ['unseen', ':grey_question: *Could not be looked at again*, so nobody can say whether it is fixed'],
  ] as const;
  return lists.flatMap(([outcome, words]) => {
    const those = gone.filter((each) => each.outcome === outcome);
    return those.length > 0
      ? [section(`${words}:\n${lines(those, GONE_SHOWN, ({ item }) => `• ${safe(item.title)}`)}`)]
      : [];
  });
}

/** Only of a list that is longer than that. */
function shareInWords(items: readonly ReviewItem[]): string {
  const share = items.length > FIRST ? shareOfFirst(items, FIRST) : null;
  return share === null
    ? ''
    : `\nThe first five are ${Math.round(share * 100)} % of all risk that was found; what is unknown is not in it.`;
}

const plannedIn = (item: ReviewItem, marks: readonly Mark[]) =>
  marks.find(({ itemId, kind }) => itemId === item.id && kind === 'planned');

const toDecide = (items: readonly ReviewItem[], decided: ReadonlyMap<string, Decision>) =>
  items.filter(({ id }) => {
    const decision = decided.get(id);
    return !decision || !stands(decision);
  }).length;

/** In a review of many owners this is the message that the lead hears of. */
const asksToDecide = ({ leadId }: Review) =>
  `${person(leadId)}, please decide what to do about each, or ask those who own the endpoints to: the buttons are for you and for them.`;

/** What the numbers and the buttons mean, once per list. */
function explained(review: Review, rows: readonly ReviewItem[]): KnownBlock[] {
  if (rows.length === 0) return [];
  const score = 'Score: exposure × sensitivity × severity of the worst that an item concerns, 64 at most.';
  const offersCanary = isOpen(review) && rows.some((item) => item.choices.includes('canary'));
  return [context(offersCanary ? `${score}\n${canaryInWords(review)}` : score)];
}

function canaryInWords({ plan }: Review): string {
  const tried = 'a change is tried on a small part of the requests, one path or one caller, and widened in steps';
  return plan === null || plan === 'enterprise'
    ? `Canary first: ${tried}. It stands where nothing can be logged.`
    : `The ${planInWords(plan)} plan cannot log what a rule would stop, so Canary first stands where Log first would: ${tried}.`;
}

function notOnPlanBlock(notOnPlan: readonly ReviewFinding[], reader: RemediationFacts['reader']): KnownBlock {
  if (reader === 'channel') {
    return context(`${amount(notOnPlan.length)} not on this plan: \`/api-review remediation\` names them.`);
  }
  const titles = lines(notOnPlan, NOT_ON_PLAN_SHOWN, (finding) => `• ${safe(finding.title)}`);
  return section(`*Not on this plan*, so nobody can say:\n${titles}`);
}

function itemBlocks(
  review: Review,
  item: ReviewItem,
  decision: Decision | undefined,
  words: string,
  planned: Mark | undefined,
  reader: RemediationFacts['reader'],
): KnownBlock[] {
  const said = planned ? `${words}\n${plannedInWords(planned)}` : words;
  const fix = isOpen(review) ? button('Show the fix', ACTIONS.showFix, `${review.id} ${item.id}`) : undefined;
  if (decision && stands(decision)) return [section(said, fix), context(decisionInWords(decision))];
  if (!isOpen(review)) {
    return [section(said), context(decision ? decisionInWords(decision) : 'Not decided when the review ended.')];
  }
  return [
    section(
      `${said}\nProposed: *${choiceInWords(item.proposed)}*${decision ? ` (${decisionInWords(decision)})` : ''}`,
      reader === 'person' ? fix : undefined,
    ),
    actions(...item.choices.map((choice) => choiceButton(review, item, choice)), ...requestButton(review, item)),
  ];
}

/** What it shows is a working bypass: whoever may not see it is refused in private. */
const requestButton = (review: Review, item: ReviewItem) =>
  item.witnessed ? [button('Show the request', ACTIONS.showRequest, `${review.id} ${item.id}`)] : [];

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

const STAGES = {
  logging: ':memo: *Logging*',
  canary: ':hatching_chick: *On a canary*',
  ready: ':large_green_circle: *Ready to enforce*',
  kept: ':memo: *Kept logging*',
  enforced: ':shield: *Enforced*',
} as const;

export function decisionInWords(decision: Decision): string {
  const by = `*${choiceInWords(decision.choice)}*${decision.until ? ` until ${decision.until}` : ''}, decided by ${person(decision.decidedBy)} ${moment(decision.decidedAt)}`;
  const second = decision.secondBy ? person(decision.secondBy) : '';
  switch (decision.state) {
    case 'proposed':
      return `:hourglass_flowing_sand: ${by}; waiting for a second person`;
    case 'approved':
      return `:white_check_mark: ${by}${second ? `, approved by ${second}` : ''}${decision.reason ? `: ${safe(decision.reason)}` : ''}`;
    case 'logging':
    case 'canary':
    case 'ready':
    case 'kept':
    case 'enforced':
      return `${STAGES[decision.state]} since ${moment(decision.stateSince)}: ${by}${second ? `, approved by ${second}` : ''}`;
    case 'rolled-back':
      return `:leftwards_arrow_with_hook: ${by}, taken back ${moment(decision.stateSince)}`;
    case 'stale':
      return `:warning: ${by}; what was found changed before it was approved, so it has to be decided again`;
    case 'declined':
      return `${by}, declined by ${second}`;
    case 'ended':
      return `:alarm_clock: ${by}; that day has come`;
    case 'superseded':
      return `${by}, replaced since`;
  }
}

const unseenLines = (unseen: readonly ReviewFinding[]): string =>
  lines(unseen, UNKNOWN_SHOWN, (finding) => `:grey_question: ${safe(finding.title)}: ${safe(whyUnknown(finding))}`);

function whyUnknown({ check, reason }: ReviewFinding): string {
  if (check === 'authz.app-attestation-missing' && reason === 'not_understood')
    return 'whoever owns it has not said so';
  switch (reason) {
    case 'no_permission':
      return 'the token may not read it';
    case 'torn':
      return 'the list was not read whole';
    case 'not_understood':
      return 'a rule could not be understood';
    default:
      return 'Cloudflare did not answer';
  }
}
