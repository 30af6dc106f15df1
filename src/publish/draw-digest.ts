/** What a channel's digest has to tell, from the rows of its open reviews. */
import { standingDecisions } from '../../db/decisions.ts';
import { findSchedule, noteTold, toldBefore } from '../../db/digests.ts';
import { listEndpoints } from '../../db/endpoints.ts';
import { freshSince, listReadings } from '../../db/figures.ts';
import { countBack, listGone } from '../../db/gone-items.ts';
import type { Tx } from '../../db/pool.ts';
import { say } from '../../db/posts.ts';
import { listQuestions } from '../../db/questions.ts';
import { listFindings, listItems } from '../../db/results.ts';
import { openReviewsIn, openReviewsOf } from '../../db/reviews.ts';
import { newestScan, scanSince } from '../../db/scans.ts';
import { listTransitions } from '../../db/transitions.ts';
import { isShadow } from '../messages/inventory-summary.ts';
import { type DigestFacts, linesOf, weeklyDigest } from '../messages/weekly-digest.ts';
import { calendar } from '../review/calendar.ts';
import { isPersonal, isQuiet, openedSince, type ReviewWeek } from '../review/digest.ts';
import { type Filter, parseFilter, type Told, toldOf } from '../review/digest-filter.ts';
import { openWork } from '../review/progress.ts';
import type { Decision, ReviewEndpoint, ReviewFinding, ReviewItem } from '../review/review.ts';
import { type Review, stands } from '../review/review.ts';

const ENDING_WITHIN_DAYS = 7;
const OWN_REVIEWS = 50;

export interface DigestRequest {
  channelId: string;
  /** One message per key. */
  key: string;
  late: boolean;
  /** Whoever asked is answered in a quiet week too. */
  askedBy?: string;
  now: Date;
}

/** The message to send; undefined in a week in which there is nothing to say. */
export async function drawDigest(tx: Tx, workspaceId: string, request: DigestRequest): Promise<string | undefined> {
  const { channelId, key, late, askedBy, now } = request;
  const facts = await digestFacts(tx, channelId, now);
  if (isQuiet(facts.weeks) && !askedBy) return undefined;
  const { schedule } = facts;
  const message = weeklyDigest({ ...facts, late });
  // One that somebody asked for between two scheduled ones takes nothing away from the next.
  if (!askedBy)
    for (const week of facts.weeks) await noteTold(tx, workspaceId, channelId, week.review.id, linesOf(week, now));
  const tell = askedBy ?? schedule?.setBy;
  if (isPersonal(channelId)) return say(tx, workspaceId, { key, target: { to: 'person', userId: channelId }, message });
  const ifLost = tell && { tell, about: `digest-${channelId}`, what: 'the digest', channelId, command: 'digest now' };
  return say(tx, workspaceId, { key, target: { to: 'channel', channelId }, message, ...(ifLost && { ifLost }) });
}

export async function digestFacts(tx: Tx, channelId: string, now: Date): Promise<DigestFacts> {
  const schedule = await findSchedule(tx, channelId);
  const wanted = schedule?.filter ? parseFilter(schedule.filter) : undefined;
  const weeks: ReviewWeek[] = isPersonal(channelId) ? await ownWeeks(tx, channelId, now, wanted) : [];
  if (!isPersonal(channelId))
    for (const review of await openReviewsIn(tx, channelId)) weeks.push(await weekOf(tx, review, now, wanted));
  return { channelId, weeks, schedule, late: false, now };
}

/**
 * In every review what is theirs. What is said of a whole zone is for its channel, which they may not be in, and for who
 * leads it.
 */
async function ownWeeks(tx: Tx, userId: string, now: Date, wanted: Filter = () => true): Promise<ReviewWeek[]> {
  const weeks: ReviewWeek[] = [];
  for (const review of await openReviewsOf(tx, userId, OWN_REVIEWS)) {
    const own = (told: Told) => told.owners.includes(userId) && wanted(told);
    const week = await weekOf(tx, review, now, own);
    const ofZone = { readings: [], changes: undefined, scanFailed: undefined, overdueSince: undefined };
    weeks.push({
      ...week,
      ...(review.leadId !== userId && ofZone),
      toldBefore: await toldBefore(tx, userId, review.id),
    });
  }
  return weeks;
}

async function weekOf(tx: Tx, review: Review, now: Date, filter?: Filter): Promise<ReviewWeek> {
  const [allEndpoints, allQuestions] = [await listEndpoints(tx, review.id), await listQuestions(tx, review.id)];
  const [allItems, allFindings] = [await listItems(tx, review.id), await listFindings(tx, review.id)];
  const wanted = wantedOf(review, { endpoints: allEndpoints, findings: allFindings }, filter);
  const endpoints = allEndpoints.filter(({ key }) => wanted.keys([key]));
  const questions = allQuestions.filter(({ endpointKeys, ownerId }) => wanted.keys(endpointKeys, ownerId));
  const items = allItems.filter(wanted.item);
  const findings = allFindings.filter((finding) => wanted.finding(finding));
  const itemIds = new Set(items.map(({ id }) => id));
  const allGone = await listGone(tx, review.id);
  const gone = allGone.filter(({ item }) => wanted.item(item));
  const known = new Set([...allItems, ...allGone.map(({ item }) => item)].map(({ id }) => id));
  // A decision about what is found no more is told to whoever hears of everything.
  const standing = (await standingDecisions(tx, review.id))
    .filter(stands)
    .filter(
      ({ itemId }) =>
        itemIds.has(itemId) || gone.some(({ item }) => item.id === itemId) || !(filter || known.has(itemId)),
    );
  const undecided = items.filter((item) => !standing.some((decision) => decision.itemId === item.id));
  const work = openWork(endpoints, questions);
  const soon = new Date(now.getTime() + ENDING_WITHIN_DAYS * 24 * 60 * 60_000).toISOString().slice(0, 10);
  const [worst] = undecided;
  const weekAgo = new Date(now.getTime() - 7 * 24 * 60 * 60_000);
  const titles = new Map([...gone.map(({ item }) => item), ...items].map(({ id, title }) => [id, title]));
  const titleOf = ({ itemId }: Decision) => titles.get(itemId) ?? 'an item no longer found';
  const readings = await listReadings(tx, review);
  const shown = await newestScan(tx, review.id);
  const again = await scanSince(tx, review.id, shown);
  const fresh = await freshSince(tx, review.id, weekAgo);
  const { due, stuck } = calendar(standing, await listTransitions(tx, review.id), now);
  return {
    review,
    shadows: endpoints.filter(isShadow).length,
    unknown: findings.filter((finding) => finding.outcome === 'unknown').length,
    unacknowledged: work.waitingForOwners,
    openQuestions: work.openQuestions,
    undecided: { total: undecided.length, worst: worst && { rank: worst.rank, title: worst.title } },
    awaitingSecond: standing.filter((decision) => decision.state === 'proposed').length,
    ready: standing.filter(({ state }) => state === 'ready').map(titleOf),
    due: due.map(titleOf),
    stuck: stuck.map(({ decision }) => titleOf(decision)),
    readings,
    newShadows: endpoints.filter((each) => isShadow(each) && fresh.has(each.key)),
    opened: openedSince(items, readings, weekAgo),
    overdueSince: review.due !== null && review.due < now.toISOString().slice(0, 10) ? review.due : undefined,
    expiring: (readings.at(-1)?.figures.expiring ?? []).filter(
      ({ at }) => at > now.toISOString() && at.slice(0, 10) <= soon && wanted.credentials,
    ),
    answersUntil: questions.flatMap(({ ownerId, answer }) =>
      answer?.until && answer.until <= soon ? [{ ownerId, until: answer.until }] : [],
    ),
    scanFailed: again?.state === 'failed' ? (again.problem ?? 'it is not known why') : undefined,
    changes: shown?.changes && shown.takenAt && shown.takenAt >= weekAgo ? shown.changes : undefined,
    toldBefore: await toldBefore(tx, review.channelId, review.id),
    fixed: gone.filter(({ outcome, since }) => outcome === 'fixed' && since >= weekAgo).length,
    // Of those no more is kept than how many they are.
    cameBack: filter ? 0 : await countBack(tx, review.id, weekAgo),
    acceptedUntil: standing.flatMap((decision) => {
      if (decision.state !== 'approved' || !decision.until || decision.until > soon) return [];
      return [
        {
          title: items.find((item) => item.id === decision.itemId)?.title ?? 'an item no longer found',
          until: decision.until,
        },
      ];
    }),
  };
}

/** What of a review the filter lets through: everything without one. */
function wantedOf(
  review: Review,
  { endpoints, findings }: { endpoints: readonly ReviewEndpoint[]; findings: readonly ReviewFinding[] },
  filter: Filter = () => true,
) {
  const about = toldOf(new Map(endpoints.map((each) => [each.key, each])), review.leadId);
  const byId = new Map(findings.map((each) => [each.id, each]));
  const naming = new Map<string, ReviewFinding[]>();
  for (const finding of findings)
    for (const subject of finding.subjects) naming.set(subject, [...(naming.get(subject) ?? []), finding]);
  return {
    /** A question may be asked of somebody else than the owner. */
    keys: (keys: readonly string[], askedId?: string) => {
      const told = about(
        keys,
        keys.flatMap((key) => naming.get(key) ?? []),
      );
      return filter(askedId === undefined ? told : { ...told, owners: [...told.owners, askedId] });
    },
    item: (item: Pick<ReviewItem, 'endpointKeys' | 'findings'>) =>
      filter(
        about(
          item.endpointKeys,
          item.findings.flatMap((id) => byId.get(id) ?? []),
        ),
      ),
    finding: (finding: ReviewFinding) => filter(about(finding.subjects, [finding])),
    credentials: filter({ owners: [review.leadId], hosts: [], severity: undefined, steps: [6] }),
  };
}
