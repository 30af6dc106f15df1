/** Brings everything a review shows in line with its rows. Rows only; the caller sends what is returned, in that order. */
import { answeredRequests, standingDecisions } from '../../db/decisions.ts';
import { listEndpoints, listEndpointsOf, listOwned, listSources } from '../../db/endpoints.ts';
import { countFixed, listGone } from '../../db/gone-items.ts';
import { standingMarks } from '../../db/item-marks.ts';
import { findPerson, listAdmins } from '../../db/people.ts';
import type { Tx } from '../../db/pool.ts';
import { findPostByKey, type IfLost, keysBeginning, type PostTarget, say } from '../../db/posts.ts';
import { listQuestions } from '../../db/questions.ts';
import { findReminderSettings } from '../../db/reminder-settings.ts';
import { countFindings, itemsBefore, listFindings, listItemIds, listItems } from '../../db/results.ts';
import { findReview } from '../../db/reviews.ts';
import { newestScan, scanSince } from '../../db/scans.ts';
import { type DecisionEvidence, listEvidence } from '../../db/trial-evidence.ts';
import { type Discovery, inventorySummary, isShadow } from '../messages/inventory-summary.ts';
import { type Message, person, safe } from '../messages/message.ts';
import { ownerMessage, ownersByDirectMessage } from '../messages/owner-message.ts';
import { handedQuestion, questionsMessage } from '../messages/question.ts';
import { remediationList } from '../messages/remediation-list.ts';
import { reviewCard } from '../messages/review-card.ts';
import { secondAnswered, secondPerson, toDecideAgain } from '../messages/second-person.ts';
import { stagedControls } from '../messages/staged-controls.ts';
import { proofInWords, UNMEASURED } from '../messages/trial.ts';
import { type Contradicted, contradictedIn } from '../review/contradictions.ts';
import { type Evidence, gateOf, proofOf as provedBy } from '../review/gate.ts';
import type { GoneItem } from '../review/gone.ts';
import { guardedBy, rulesIn } from '../review/guards.ts';
import type { Mark } from '../review/marks.ts';
import { approvers } from '../review/may.ts';
import { openWork } from '../review/progress.ts';
import type { ReminderSettings } from '../review/reminder-settings.ts';
import type {
  Decision,
  Person,
  Question,
  Review,
  ReviewEndpoint,
  ReviewFinding,
  ReviewItem,
  Scan,
} from '../review/review.ts';
import { isOpen, stands } from '../review/review.ts';
import { isGroup } from '../review/roles.ts';
import { isOnTrial, isStaged, isToBePromoted } from '../review/stage.ts';
import { leavesTraces } from '../review/watching.ts';

/** With more owners than this, each is written to directly: whoever is mentioned in a thread hears all of it. */
const OWNERS_IN_THREAD = 10;

export const cardKey = (reviewId: string) => `card-${reviewId}`;
export const ownerKey = (reviewId: string, ownerId: string) => `owner-${reviewId}-${ownerId}`;

/** The review whose thread a post belongs to, by the key of the message that begins the thread. */
export function reviewOfThread(key: string): string | undefined {
  return /^(?:card|owner|handed)-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/.exec(key)?.[1];
}

interface Rows {
  review: Review;
  scan: Scan | undefined;
  endpoints: ReviewEndpoint[];
  questions: Question[];
  findings: ReviewFinding[];
  items: ReviewItem[];
  decisions: Decision[];
  /** Second persons were asked about these, and need not answer any more. */
  answered: Decision[];
  gone: GoneItem[];
  evidence: DecisionEvidence[];
  marks: Mark[];
  /** Whether there is a message on staged controls already. */
  wereStaged: boolean;
  admins: Person[];
  /** As the workspace has chosen. */
  askOwners: ReminderSettings['owners'];
}

type Saying = { key: string; target: PostTarget; message: Message; ifLost: IfLost };

/** Only the card: for progress, which moves often. */
export async function drawCard(tx: Tx, workspaceId: string, reviewId: string): Promise<string | undefined> {
  const review = await findReview(tx, reviewId);
  return review && say(tx, workspaceId, card(await readCard(tx, review)));
}

/** What an acknowledgement changes: the message of whose endpoints they are, and the card. */
export async function drawOwner(tx: Tx, workspaceId: string, reviewId: string, ownerId: string): Promise<string[]> {
  const review = await findReview(tx, reviewId);
  if (!review) return [];
  const endpoints = await listEndpointsOf(tx, reviewId, ownerId);
  const theirs = endpoints.filter((each) => each.ownerId === ownerId);
  const asked = await findPostByKey(tx, ownerKey(reviewId, ownerId));
  return sayAll(tx, workspaceId, [
    ...(asked ? [ownerSaying(review, ownerId, theirs, endpoints, asked.target)] : []),
    card(await readCard(tx, review)),
  ]);
}

async function sayAll(tx: Tx, workspaceId: string, sayings: readonly Saying[]): Promise<string[]> {
  const posts: string[] = [];
  for (const saying of sayings) {
    const id = await say(tx, workspaceId, saying);
    if (id) posts.push(id);
  }
  return posts;
}

export async function drawReview(tx: Tx, workspaceId: string, reviewId: string): Promise<string[]> {
  const rows = await read(tx, reviewId);
  if (!rows) return [];
  const spokenTo = (await keysBeginning(tx, ownerKey(reviewId, ''))).map((key) =>
    key.slice(ownerKey(reviewId, '').length),
  );
  return sayAll(tx, workspaceId, [card(await readCard(tx, rows.review)), ...thread(rows, spokenTo)]);
}

async function read(tx: Tx, reviewId: string): Promise<Rows | undefined> {
  const review = await findReview(tx, reviewId);
  if (!review) return undefined;
  return {
    review,
    scan: await newestScan(tx, reviewId),
    endpoints: await listEndpoints(tx, reviewId),
    questions: await listQuestions(tx, reviewId),
    findings: await listFindings(tx, reviewId),
    items: await listItems(tx, reviewId),
    decisions: await standingDecisions(tx, reviewId),
    answered: await answeredRequests(tx, reviewId),
    gone: await listGone(tx, reviewId),
    evidence: await listEvidence(tx, reviewId),
    marks: await standingMarks(tx, review),
    wereStaged: (await findPostByKey(tx, stagesKey(reviewId))) !== undefined,
    admins: await listAdmins(tx),
    askOwners: (await findReminderSettings(tx)).owners,
  };
}

/** What the card counts. Of 12,000 endpoints it reads no more than that: it is drawn at every click. */
async function readCard(tx: Tx, review: Review) {
  const scan = await newestScan(tx, review.id);
  return {
    review,
    scan,
    again: await scanSince(tx, review.id, scan),
    leadName: (await findPerson(tx, review.leadId))?.name,
    owned: await listOwned(tx, review.id),
    sources: await listSources(tx, review.id),
    questions: await listQuestions(tx, review.id),
    findings: await countFindings(tx, review.id),
    itemIds: await listItemIds(tx, review.id),
    decisions: await standingDecisions(tx, review.id),
    fixed: await countFixed(tx, review.id),
    before: await itemsBefore(tx, review),
  };
}

function moved(before: readonly string[], now: readonly string[]) {
  const [was, is] = [new Set(before), new Set(now)];
  return { gone: before.filter((id) => !is.has(id)).length, added: now.filter((id) => !was.has(id)).length };
}

function card(rows: Awaited<ReturnType<typeof readCard>>): Saying {
  const { review, scan, again, leadName, owned, sources, questions, findings, itemIds, decisions, fixed, before } =
    rows;
  const counted = (outcome: ReviewFinding['outcome'], severity?: ReviewFinding['severity']) =>
    findings
      .filter((each) => each.outcome === outcome && (severity === undefined || each.severity === severity))
      .reduce((sum, { findings: n }) => sum + n, 0);
  const standing = decisions.filter(stands);
  // What was decided when a review ended stays in its record, also when an accepted risk has come back since.
  const made = isOpen(review) ? standing : decisions.filter((each) => stands(each) || each.state === 'ended');
  const message = reviewCard({
    review,
    scan,
    again,
    leadName,
    work: openWork(owned, questions),
    inventory: { total: sources.length, shadows: sources.filter(isShadow).length },
    findings: {
      fail: counted('fail'),
      critical: counted('fail', 'critical'),
      high: counted('fail', 'high'),
      unknown: counted('unknown'),
      notEntitled: counted('not_entitled'),
    },
    decided: {
      items: itemIds.length,
      decided: made.filter((decision) => itemIds.includes(decision.itemId)).length,
      awaitingSecond: standing.filter((decision) => decision.state === 'proposed').length,
    },
    ...(before && { trend: { review: before.review, ...moved(before.ids, itemIds) } }),
    since: {
      fixed,
      onTrial: decisions.filter(({ state }) => isOnTrial(state) && state !== 'ready').length,
      ready: decisions.filter(({ state }) => state === 'ready').length,
      enforced: decisions.filter(({ state }) => state === 'enforced').length,
    },
  });
  const target = { to: 'channel', channelId: review.channelId } as const;
  return { key: cardKey(review.id), target, message, ifLost: ifLost(review, 'the card') };
}

function thread(rows: Rows, spokenTo: readonly string[]): Saying[] {
  const { review, scan, endpoints, questions, findings, items, decisions, answered } = rows;
  if (!scan?.snapshotId || review.state === 'scanning') return [];
  const owners = byOwner(endpoints, spokenTo);
  const direct = rows.askOwners === 'auto' ? owners.size > OWNERS_IN_THREAD : rows.askOwners === 'direct';
  // A group has no conversation of its own.
  const placeOf = (ownerId: string): PostTarget =>
    direct && !isGroup(ownerId) ? { to: 'person', userId: ownerId } : inThread;
  const contradicted = contradictedIn(findings);
  const inThread: PostTarget = { to: 'thread', channelId: review.channelId, under: cardKey(review.id) };
  return [
    {
      key: `inventory-${review.id}`,
      target: inThread,
      message: inventorySummary(endpoints, discoveryIn(findings), review.plan, scan.changes),
      ifLost: ifLost(review, 'the inventory'),
    },
    ...(direct
      ? [
          {
            key: `owners-${review.id}`,
            target: inThread,
            message: ownersByDirectMessage(owners.size, endpoints.length),
            ifLost: ifLost(review, 'the word on owners'),
          },
        ]
      : []),
    ...[...owners].flatMap(([ownerId, theirs]): Saying[] => [
      ownerSaying(review, ownerId, theirs, endpoints, placeOf(ownerId)),
      ...questionSayings(
        review,
        ownerId,
        questions.filter((question) => question.ownerId === ownerId),
        contradicted,
      ),
    ]),
    ...questions.flatMap((question) => handedSayings(review, question, direct ? undefined : inThread, contradicted)),
    {
      key: `remediation-${review.id}`,
      target: inThread,
      message: remediationList({
        review,
        items,
        findings,
        decisions,
        endpoints,
        gone: rows.gone,
        marks: rows.marks,
        reader: 'channel',
        page: 1,
      }),
      ifLost: ifLost(review, 'the remediation list'),
    },
    ...stageSayings(rows, inThread),
    ...[...new Map([...answered, ...decisions].map((each) => [each.id, each])).values()].flatMap((decision) =>
      secondPersonSayings(rows, decision, inThread),
    ),
  ];
}

function ownerSaying(
  review: Review,
  ownerId: string,
  theirs: readonly ReviewEndpoint[],
  endpoints: readonly ReviewEndpoint[],
  target: PostTarget,
): Saying {
  return {
    key: ownerKey(review.id, ownerId),
    target,
    message: ownerMessage(review, ownerId, theirs, heirsOf(ownerId, endpoints)),
    ifLost: ifLost(review, `what is asked of ${person(ownerId)}`),
  };
}

/** All that an owner is asked stands in one message, which the first question began: what is asked next rings for nobody. */
function questionSayings(
  review: Review,
  ownerId: string,
  theirs: readonly Question[],
  contradicted: readonly Contradicted[],
): Saying[] {
  const [first] = theirs;
  if (!first) return [];
  return [
    {
      key: `question-${first.id}`,
      // Wherever the owner was written to: they may have become many since.
      target: { to: 'thread', channelId: review.channelId, under: ownerKey(review.id, ownerId) },
      message: questionsMessage(review, theirs, contradicted),
      ifLost: ifLost(review, `a question to ${person(ownerId)}`),
    },
  ];
}

/** A message of its own to whom a question was handed: they are told of it, and nobody else has to read it. */
const handedSayings = (
  review: Review,
  question: Question,
  inThread: PostTarget | undefined,
  contradicted: readonly Contradicted[],
): Saying[] =>
  question.handed.map((handed) => ({
    key: `handed-${review.id}-${question.id}-${handed.to}`,
    target: inThread ?? { to: 'person', userId: handed.to },
    message: handedQuestion(review, question, handed, contradicted),
    ifLost: ifLost(review, `a question to ${person(handed.to)}`),
  }));

const stagesKey = (reviewId: string) => `stages-${reviewId}`;

/** One message for all of them, which says so when there are none any more. */
function stageSayings(
  { review, decisions, items, gone, evidence, endpoints, wereStaged }: Rows,
  inThread: PostTarget,
): Saying[] {
  const staged = decisions.filter((each) => isStaged(each.state) || isToBePromoted(each));
  if (staged.length === 0 && !wereStaged) return [];
  const known = [...items, ...gone.map(({ item }) => item)];
  const controls = staged.map((decision) => {
    const item = known.find(({ id }) => id === decision.itemId);
    const read = evidence.filter(({ decisionId }) => decisionId === decision.id);
    return {
      decision,
      title: item?.title ?? 'an item that is no longer in the list',
      proof: proofOf(item, decision, read),
      rules: item ? rulesOf(item, endpoints) : [],
    };
  });
  return [
    {
      key: stagesKey(review.id),
      target: inThread,
      message: stagedControls(review, controls),
      ifLost: ifLost(review, 'the staged controls'),
    },
  ];
}

/** The rules that make the control of an item, by what they are called at Cloudflare. */
function rulesOf(item: ReviewItem, endpoints: readonly ReviewEndpoint[]): string[] {
  const control = guardedBy(item.check);
  if (!control) return [];
  const keys = new Set(item.endpointKeys);
  const named = endpoints.filter(({ key }) => keys.has(key)).flatMap(({ facts }) => rulesIn(facts, control));
  return [...new Set(named)].sort();
}

/** Up to the last reading; how much later it is now changes no figure. */
function proofOf(item: ReviewItem | undefined, decision: Decision, read: readonly Evidence[]): string | undefined {
  const control = item && guardedBy(item.check);
  if (!control || !leavesTraces(control)) return UNMEASURED;
  const gate = gateOf(control);
  return proofInWords(decision, gate, provedBy(gate, read, read.at(-1)?.to ?? decision.stateSince));
}

/** The request stays where it was made; its answer is told to the one who decided, in a message of its own: an edit notifies nobody. */
function secondPersonSayings(rows: Rows, decision: Decision, inThread: PostTarget): Saying[] {
  const { review, items, gone, admins } = rows;
  const waitsNoMore = decision.state === 'superseded' || decision.state === 'stale';
  if (decision.state !== 'proposed' && !waitsNoMore && decision.secondBy === null) return [];
  const left = gone.find((each) => each.item.id === decision.itemId)?.item;
  const item = items.find((each) => each.id === decision.itemId) ?? (left && { ...left, rank: null });
  const asked = approvers(review.leadId, decision.decidedBy, admins);
  return [
    {
      key: `second-${decision.id}`,
      target: inThread,
      message: secondPerson(review, item, decision, asked),
      ifLost: ifLost(review, 'the request for a second person'),
    },
    ...(decision.state === 'stale'
      ? [
          {
            key: `stale-${decision.id}`,
            target: inThread,
            message: toDecideAgain(item, decision),
            ifLost: ifLost(review, 'that something has to be decided again'),
          },
        ]
      : []),
    ...(decision.secondBy === null || waitsNoMore
      ? []
      : [
          {
            key: `seconded-${decision.id}`,
            target: inThread,
            message: secondAnswered(item, decision, decision.secondBy),
            ifLost: ifLost(review, 'what the second person answered'),
          },
        ]),
  ];
}

/** The lead relies on all of it. */
export const ifLost = (review: Review, what: string): IfLost => ({
  tell: review.leadId,
  about: review.id,
  what: `${what} of ${safe(review.name)}`,
  channelId: review.channelId,
  command: 'status',
});

function discoveryIn(findings: readonly ReviewFinding[]): Discovery {
  const blind = findings.find(({ check }) => check === 'inventory.discovery-blind');
  if (blind?.outcome === 'not_entitled') return 'not_entitled';
  const unread = findings.some(({ check, outcome }) => outcome === 'unknown' && check === 'inventory.shadow-endpoint');
  return blind || unread ? 'unread' : 'read';
}

/** Who has now what was this owner's. */
function heirsOf(ownerId: string, endpoints: readonly ReviewEndpoint[]): string[] {
  return [...new Set(endpoints.filter((each) => each.previousOwnerId === ownerId).map((each) => each.ownerId))];
}

/** Whoever was written to before stays, with nothing left to ask of them. */
function byOwner(endpoints: readonly ReviewEndpoint[], spokenTo: readonly string[]): Map<string, ReviewEndpoint[]> {
  const owners = new Map<string, ReviewEndpoint[]>(spokenTo.map((ownerId) => [ownerId, []]));
  for (const endpoint of endpoints) {
    const theirs = owners.get(endpoint.ownerId);
    if (theirs) theirs.push(endpoint);
    else owners.set(endpoint.ownerId, [endpoint]);
  }
  return owners;
}
