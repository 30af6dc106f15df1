/** From a snapshot, documents and people's answers to findings, owners, questions and the list in the thread. It reads no Cloudflare. */

import { listClassificationRules } from '../db/classification-rules.ts';
import { decidedBefore } from '../db/decisions.ts';
import { documentedOperations } from '../db/documents.ts';
import { answeredBefore, foundBefore } from '../db/earlier-answers.ts';
import { listEndpoints, listKeys, renameEndpoints, saveEndpoints } from '../db/endpoints.ts';
import { noteFresh, saveFigures } from '../db/figures.ts';
import { listOwnershipRules } from '../db/ownership-rules.ts';
import type { Tx } from '../db/pool.ts';
import { hurry, say } from '../db/posts.ts';
import { ask, contest, listQuestions, withdraw } from '../db/questions.ts';
import { listItems, replaceResults } from '../db/results.ts';
import { findReview, lockReview } from '../db/reviews.ts';
import { failRead, findScan, markPosted, newestScan, noteChanges, scanBefore } from '../db/scans.ts';
import { loadSnapshot } from '../db/snapshots.ts';
import type { Approved } from '../src/checks/approved.ts';
import type { Answer } from '../src/checks/check.ts';
import { inventoryOf } from '../src/checks/inventory-of.ts';
import { parseSnapshot, type Snapshot, storedSnapshot } from '../src/checks/snapshot.ts';
import { renamed } from '../src/inventory/renamed.ts';
import type { DocumentedOperation } from '../src/inventory/sources.ts';
import { plain, safe } from '../src/messages/message.ts';
import { insidersOf } from '../src/publish/channel.ts';
import { cardKey, drawCard } from '../src/publish/draw-review.ts';
import { guessOwners } from '../src/publish/guess-owners.ts';
import { type Held, holdMarks } from '../src/publish/hold-marks.ts';
import { moveStages } from '../src/publish/move-stages.ts';
import { publish } from '../src/publish/publish.ts';
import { settleReview } from '../src/publish/settle-review.ts';
import { choices, needsSecondPerson } from '../src/remediation/decision.ts';
import type { Mode } from '../src/remediation/fixes/fix.ts';
import { fixOf } from '../src/remediation/fixes/index.ts';
import { positions } from '../src/remediation/position.ts';
import { type Assessment, assess, scanReport } from '../src/remediation/report.ts';
import { withinHosts } from '../src/remediation/within-hosts.ts';
import { withoutMuted } from '../src/remediation/without-muted.ts';
import { escapeOf } from '../src/remediation/witnesses.ts';
import { statedBy } from '../src/review/answers.ts';
import { approvedIn, pickedDecisions } from '../src/review/approved.ts';
import { type Asked, inTurn, nameOf, type OwnedEndpoint, questionsFor } from '../src/review/asking.ts';
import { canBeConfirmed, earlierAnswer, type FoundBefore } from '../src/review/carrying.ts';
import { compareSnapshots } from '../src/review/changes.ts';
import { saidBy } from '../src/review/classification.ts';
import { against, contradictedIn } from '../src/review/contradictions.ts';
import { expiringIn } from '../src/review/expiring.ts';
import { figuresOf } from '../src/review/figures.ts';
import { whyNotTheseHosts } from '../src/review/hosts.ts';
import { ownership, ruleFinder, withinChannel } from '../src/review/ownership.ts';
import {
  type EarlierAnswer,
  type ItemFixes,
  type ItemWitness,
  isOpen,
  type Question,
  type Review,
  type ReviewItem,
} from '../src/review/review.ts';
import { defineJob, type JobContext } from './job.ts';
import type { Payload } from './queue.ts';

export default defineJob(
  'post-scan-results',
  async ({ workspaceId, scanId }, context) => {
    const insiders = await insidersFor(context, workspaceId, scanId);
    const posts = await context.db.inWorkspace(workspaceId, async (tx) => {
      const found = await findScan(tx, scanId);
      const review = found && (await lockReview(tx, found.reviewId));
      const scan = await findScan(tx, scanId); // again: another run may have posted while this one waited for the lock
      if (!review || scan?.state !== 'read' || !scan.snapshotId) return [];
      const isNewest = (await newestScan(tx, review.id))?.id === scanId; // an answer may ask for what was read anew since
      const assessed = isOpen(review) && isNewest ? await assessReview(tx, workspaceId, review, scanId) : undefined;
      const ofNothing = assessed && whyNotTheseHosts(review.hosts, assessed.all.inventory.endpoints);
      if (ofNothing) return refuse(tx, workspaceId, review, scanId, ofNothing);
      await markPosted(tx, scanId);
      if (!assessed) return []; // an ended review stays as it was
      if (scan.judgedAt === null) await compare(tx, review, scanId, assessed.snapshot);
      const before = await listItems(tx, review.id);
      const held = await judge(tx, workspaceId, review, scanId, { ...assessed, insiders }, context.now());
      const ended = await moveStages(tx, workspaceId, review, before, {
        muted: held.muted,
        at: context.now(),
        snapshotId: scan.snapshotId,
        scanned: scan.judgedAt === null,
      });
      const said = await settleReview(tx, workspaceId, review.id);
      const suggested =
        before.length === 0 && scan.judgedAt === null
          ? await suggest(tx, workspaceId, review, context.now())
          : undefined;
      await hurry(tx, cardKey(review.id));
      return [...said, ...held.posts, ...ended, suggested];
    });
    await publish(context, workspaceId, posts);
  },
  giveUp,
);

/** Slack is asked before anything is locked, and not at all where no rule could name an outsider. */
async function insidersFor(context: JobContext, workspaceId: string, scanId: string) {
  const channelId = await context.db.inWorkspace(workspaceId, async (tx) => {
    const scan = await findScan(tx, scanId);
    const review = scan?.state === 'read' ? await findReview(tx, scan.reviewId) : undefined;
    return review && (await listOwnershipRules(tx)).length > 0 ? review.channelId : undefined;
  });
  return channelId === undefined ? undefined : insidersOf({ ...context, workspaceId }, channelId);
}

/** To the lead alone: nobody else may set owners, and it is of no use to them. */
const suggest = (tx: Tx, workspaceId: string, review: Review, at: Date) =>
  guessOwners(tx, workspaceId, review, {
    askedOf: review.leadId,
    target: { to: 'whisper', channelId: review.channelId, userId: review.leadId },
    at,
  });

/** The first results are the review's; later ones only change what stands there already. */
async function giveUp({ workspaceId, scanId }: Payload<'post-scan-results'>, context: JobContext, problem: string) {
  const posts = await context.db.inWorkspace(workspaceId, async (tx) => {
    const scan = await findScan(tx, scanId);
    const review = scan && (await lockReview(tx, scan.reviewId));
    if (!review || scan.state !== 'read') return [];
    if (review.state === 'scanning') {
      await failRead(tx, scanId, `${problem} Please start the review again.`);
      return [await drawCard(tx, workspaceId, review.id)];
    }
    await markPosted(tx, scanId);
    const message = plain(
      `${problem} What was said last in ${safe(review.name, 60)} is kept, but the findings and the list do not show it yet. ` +
        'They will with the next answer.',
    );
    const target = { to: 'person', userId: review.leadId } as const;
    return [await say(tx, workspaceId, { key: `stale-${scanId}-${problem}`, target, message })];
  });
  await publish(context, workspaceId, posts);
}

/** A review of hosts on which there is nothing is no review: its scan ends with the hosts there are. */
async function refuse(tx: Tx, workspaceId: string, review: Review, scanId: string, why: string) {
  await failRead(
    tx,
    scanId,
    `${why} Nothing was kept. Please start again with hosts of this zone, or with all of them.`,
  );
  const card = await drawCard(tx, workspaceId, review.id);
  await hurry(tx, cardKey(review.id));
  return [card];
}

interface Assessed {
  snapshot: Snapshot;
  answers: Answer[];
  all: Assessment;
  /** Whose an endpoint was before one segment of its path was renamed, by the key it has now. */
  movedFrom: ReadonlyMap<string, { was: string; ownerId: string }>;
}

async function assessReview(tx: Tx, workspaceId: string, review: Review, scanId: string): Promise<Assessed> {
  const snapshot = parseSnapshot(await loadSnapshot(tx, scanId));
  const documented = await documentedOperations(tx, review.id);
  const movedFrom = await carryOver(tx, workspaceId, review.id, snapshot, documented);
  const answers = statedBy(await listQuestions(tx, review.id), await listEndpoints(tx, review.id));
  return {
    snapshot,
    answers,
    all: assess(
      snapshot,
      documented,
      answers,
      saidBy(await listClassificationRules(tx)),
      await approvedBefore(tx, review),
    ),
    movedFrom,
  };
}

/** A snapshot that can be read no more shows nothing that was approved. */
async function approvedBefore(tx: Tx, review: Review): Promise<Approved[]> {
  const picked = pickedDecisions(await decidedBefore(tx, review));
  const approved: Approved[] = [];
  for (const scanId of new Set(picked.map(({ decision }) => decision.scanId))) {
    const snapshot = storedSnapshot(await loadSnapshot(tx, scanId));
    const ofScan = picked.filter(({ decision }) => decision.scanId === scanId);
    if (snapshot) approved.push(...approvedIn(snapshot, ofScan));
  }
  return approved;
}

/** With the reading before this one, when it is judged for the first time. One that can be read no more is none. */
async function compare(tx: Tx, review: Review, scanId: string, snapshot: Snapshot): Promise<void> {
  const before = await scanBefore(tx, review, scanId);
  const earlier = before && storedSnapshot(await loadSnapshot(tx, before.scanId));
  if (!earlier) return;
  const since = { name: before.name, takenAt: before.takenAt };
  await noteChanges(tx, scanId, { since, ...compareSnapshots(earlier, snapshot) });
}

/** Before anything is judged, what people said of an endpoint goes over to the key that it has now. */
async function carryOver(
  tx: Tx,
  workspaceId: string,
  reviewId: string,
  snapshot: Snapshot,
  documented: readonly DocumentedOperation[],
): Promise<Assessed['movedFrom']> {
  const known = await listKeys(tx, reviewId);
  if (known.length === 0) return new Map(); // the first judgement
  const now = new Set(inventoryOf(snapshot, documented).endpoints.map(({ key }) => key));
  const before = new Map(known.map((each) => [each.key, each]));
  const gone = known.filter((each) => !each.gone && !now.has(each.key)).map(({ key }) => key);
  const renames = renamed(
    gone,
    [...now].filter((key) => !before.has(key)),
  );
  await renameEndpoints(
    tx,
    workspaceId,
    reviewId,
    renames.filter(({ how }) => how === 'respelled'),
  );
  const moved = renames.filter(({ how }) => how === 'moved');
  return new Map(moved.map(({ was, key }) => [key, { was, ownerId: before.get(was)?.ownerId ?? '' }]));
}

async function judge(
  tx: Tx,
  workspaceId: string,
  review: Review,
  scanId: string,
  assessed: Assessed & { insiders: ReadonlySet<string> | undefined },
  now: Date,
): Promise<Held> {
  const { snapshot, answers, all, movedFrom, insiders } = assessed;
  const within = withinHosts(all, review.hosts, snapshot.zone.plan);
  const held = await holdMarks(tx, workspaceId, review, within.findings, now);
  const assessment = withoutMuted(within, held.muted, snapshot.zone.plan);
  const report = scanReport(
    snapshot,
    assessment,
    { startedAt: snapshot.takenAt, finishedAt: snapshot.takenAt },
    answers,
  );

  const rules = ruleFinder(await listOwnershipRules(tx));
  const inventory = new Map(assessment.inventory.endpoints.map((endpoint) => [endpoint.key, endpoint]));
  await saveEndpoints(
    tx,
    workspaceId,
    review.id,
    report.endpoints.map((facts) => {
      const { ownerId, deputyId, because } = withinChannel(
        ownership(facts.key, rules, review.leadId, movedFrom.get(facts.key)),
        review.leadId,
        insiders,
      );
      const { method, host, path } = inventory.get(facts.key) ?? splitKey(facts.key);
      return { key: facts.key, facts: { ...facts, method, host, path }, ownerId, deputyId, ownerBecause: because };
    }),
  );
  const witnesses = witnessesOf(assessment);
  const items = itemsOf(assessment, snapshot.zone.plan, witnesses);
  await replaceResults(tx, workspaceId, review.id, {
    findings: report.findings,
    items,
    witnesses,
    fixes: fixesOf(assessment, snapshot),
  });

  const endpoints = await listEndpoints(tx, review.id);
  const found = new Map(report.endpoints.map((facts) => [facts.key, facts]));
  const owned = endpoints.flatMap(({ key, ownerId, facts: { method, host, path } }) => {
    const facts = found.get(key);
    return facts ? [{ ...facts, method, host, path, ownerId }] : [];
  });
  const fresh = await noteFresh(tx, review.id, scanId);
  const inNumbers = figuresOf({
    endpoints: owned.map(({ key, host, ownerId, controls }) => ({ key, host, ownerId, controls })),
    fresh,
    findings: report.findings,
    items,
    expiring: expiringIn(snapshot),
  });
  await saveFigures(tx, workspaceId, review, { scanId, takenAt: snapshot.takenAt }, inNumbers);
  await contestAnswers(tx, review.id, report.findings, now);
  const before = await listQuestions(tx, review.id);
  const wanted = questionsFor(owned, review.leadId);
  const earlier = await earlierAnswers(tx, review, notYet(wanted, before), owned, now);
  const asked = inTurn(wanted, before, owned, (each) => canBeConfirmed(earlier.get(nameOf(each))));
  await withdraw(tx, review.id, asked);
  for (const each of asked)
    await ask(tx, workspaceId, review.id, { ...each, earlier: earlier.get(nameOf(each)) ?? null }, now);
  return held;
}

/** Whoever answered is asked again: what they said and what was read cannot both be true. */
async function contestAnswers(tx: Tx, reviewId: string, findings: Parameters<typeof contradictedIn>[0], now: Date) {
  const contradicted = contradictedIn(findings);
  const contested = (await listQuestions(tx, reviewId)).filter((each) => against(each, contradicted).length > 0);
  await contest(
    tx,
    reviewId,
    contested.map(({ id }) => id),
    now,
  );
}

function notYet(wanted: readonly Asked[], before: readonly Question[]): Asked[] {
  const known = new Set(before.map(nameOf));
  return wanted.filter((each) => !known.has(nameOf(each)));
}

/** By question and owner: what the same owner answered to it before this review. */
async function earlierAnswers(
  tx: Tx,
  review: Review,
  wanted: readonly Asked[],
  owned: readonly OwnedEndpoint[],
  at: Date,
): Promise<Map<string, EarlierAnswer>> {
  if (wanted.length === 0) return new Map();
  const said = new Map((await answeredBefore(tx, review)).map((each) => [nameOf(each), each]));
  const now = new Map(owned.map((endpoint) => [endpoint.key, endpoint]));
  const then = new Map<string, Map<string, FoundBefore>>();
  const found = new Map<string, EarlierAnswer>();
  for (const each of wanted) {
    const before = said.get(nameOf(each));
    if (!before) continue;
    const facts = then.get(before.reviewId) ?? (await foundBefore(tx, before.reviewId, [...now.keys()]));
    then.set(before.reviewId, facts);
    const earlier = earlierAnswer(each, before, facts, now, at);
    if (earlier) found.set(nameOf(each), earlier);
  }
  return found;
}

/** By the id of the item. */
function witnessesOf({ items, inventory, judge }: Assessment): Map<string, ItemWitness> {
  return new Map(
    items.flatMap((item): [string, ItemWitness][] => {
      const witness = escapeOf(item, inventory.endpoints, judge);
      return witness && item.findings[0] !== undefined ? [[item.findings[0], witness]] : [];
    }),
  );
}

/** By the id of the item. */
function fixesOf(assessment: Assessment, snapshot: Snapshot): Map<string, ItemFixes> {
  const byId = new Map(assessment.findings.map((finding) => [finding.id, finding]));
  return new Map(
    assessment.items.flatMap((item): [string, ItemFixes][] => {
      const finding = byId.get(item.findings[0] ?? '');
      if (!finding) return [];
      const fix = (mode: Mode) => fixOf(assessment, snapshot, finding, mode);
      const staged = item.decision === 'log-first' ? fix('log') : item.decision === 'canary' ? fix('canary') : null;
      return [[finding.id, { enforce: fix('enforce'), staged }]];
    }),
  );
}

function itemsOf(
  { items, findings }: Assessment,
  plan: Parameters<typeof choices>[1],
  witnesses: ReadonlyMap<string, ItemWitness>,
): ReviewItem[] {
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  const places = positions(items);
  return items.map((item, index) => {
    const [id = ''] = item.findings;
    const offered = choices(item, plan);
    return {
      id,
      rank: item.rank,
      score: item.score,
      title: item.title,
      check: item.check,
      fix: byId.get(id)?.remediation ?? '',
      findings: item.findings,
      endpointKeys: item.endpointKeys,
      reasons: item.reasons,
      proposed: item.decision,
      choices: offered,
      needSecond: offered.filter((choice) => needsSecondPerson(choice, item)),
      witnessed: witnesses.has(id),
      risk: item.risk,
      because: places[index]?.because ?? '',
      isClose: places[index]?.isClose ?? false,
    };
  });
}

function splitKey(key: string): { method: string; host: string; path: string } {
  const [, method = '', host = '', path = '/'] = /^(\S+) ([^/]*)(\/.*)?$/s.exec(key) ?? [];
  return { method, host, path };
}
