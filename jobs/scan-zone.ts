/** Reads one zone from Cloudflare into a snapshot, and records how far it is. It judges nothing: that is another job. */
import type { Tx } from '../db/pool.ts';
import { findReview, lockReview, setReviewPlan } from '../db/reviews.ts';
import { endScan, findScan, noteProgress, queuedScans } from '../db/scans.ts';
import { recentSnapshot, saveSnapshot } from '../db/snapshots.ts';
import { apart, type Snapshot } from '../src/checks/snapshot.ts';
import { collectSnapshot } from '../src/cloudflare/collect-snapshot.ts';
import { resuming } from '../src/cloudflare/resuming.ts';
import { drawCard } from '../src/publish/draw-review.ts';
import { publish } from '../src/publish/publish.ts';
import { isOpen, type Progress, Progress as ProgressRow, type Review } from '../src/review/review.ts';
import { type Access, cloudflareOf } from './cloudflare-access.ts';
import { defineJob, type JobContext, problemToTell } from './job.ts';
import { openKeptAnswers } from './kept-answers.ts';
import { type JobRequest, type Payload, postScanResults, SCANS_AT_ONCE, scanZone } from './queue.ts';

const NOTED_EVERY_MS = 1_000;
const SHARED_FOR_MS = 5 * 60_000;
/** Pages of one list that are further apart than this are not of one list any more. */
const KEPT_FOR_MS = 15 * 60_000;

export default defineJob(
  'scan-zone',
  async (payload, context) => {
    // One at a time, though a start asks again for what may be under way; who is at it leaves the lock when it dies.
    const work = async () => {
      await context.db.exclusively(`scan ${payload.scanId}`, () => scan(payload, context));
    };
    // A scan for which its workspace has no share left waits in its row, and not in a slot that others could use.
    const done = await context.shares.within(payload.workspaceId, work);
    if (done) await context.enqueue(await scansThatWait(payload.workspaceId, context));
  },
  giveUp,
);

/** Asking for one that is under way changes nothing. */
async function scansThatWait(workspaceId: string, { db }: JobContext): Promise<JobRequest[]> {
  const waiting = await db.inWorkspace(workspaceId, (tx) => queuedScans(tx, SCANS_AT_ONCE + 1));
  return waiting.map((scanId) => scanZone({ workspaceId, scanId }));
}

async function scan({ workspaceId, scanId }: Payload<'scan-zone'>, context: JobContext): Promise<void> {
  const { db, enqueue } = context;
  const { scan, review } = await db.inWorkspace(workspaceId, async (tx) => {
    const found = await findScan(tx, scanId);
    return { scan: found, review: found && (await findReview(tx, found.reviewId)) };
  });
  if (scan?.state !== 'queued' || !review) return; // done before
  if (!isOpen(review)) return drop(context, workspaceId, scanId); // it ended while this waited

  const access = await cloudflareOf(context, workspaceId);
  const read =
    (await readElsewhere(context, workspaceId, review, access)) ??
    (await readZone(context, workspaceId, scanId, review, access));
  if (!read) return drop(context, workspaceId, scanId); // it ended while this ran

  const posts = await db.inWorkspace(workspaceId, async (tx) => {
    const current = await lockReview(tx, review.id);
    if (!current || !isOpen(current)) {
      await endScan(tx, scanId, { state: 'dropped' });
      return [];
    }
    await record(tx, workspaceId, scanId, review.id, read);
    return [await drawCard(tx, workspaceId, review.id)];
  });
  await enqueue('problem' in read ? [] : [postScanResults({ workspaceId, scanId })]);
  await publish(context, workspaceId, posts);
}

/** Left open, it would be taken up again for ever. */
async function drop({ db }: JobContext, workspaceId: string, scanId: string): Promise<void> {
  await db.inWorkspace(workspaceId, (tx) => endScan(tx, scanId, { state: 'dropped' }));
}

async function giveUp({ workspaceId, scanId }: Payload<'scan-zone'>, context: JobContext, problem: string) {
  const card = await context.db.inWorkspace(workspaceId, async (tx) => {
    const scan = await findScan(tx, scanId);
    const review = scan && (await lockReview(tx, scan.reviewId));
    if (!review) return undefined;
    await endScan(tx, scanId, { state: 'failed', problem: `${problem} ${again(review, 'Please')}` });
    return drawCard(tx, workspaceId, scan.reviewId);
  });
  await publish(context, workspaceId, [card]);
}

/** How a reading that failed is repeated. */
const again = ({ state }: Review, when: 'Please' | 'Once that is done,' | 'Once that is mended,') =>
  state === 'scanning'
    ? `${when} start the review again.`
    : `What was read before stays as it is. ${when} press Scan again.`;

type Read = { snapshot: Snapshot } | Stored | { problem: string };
type Stored = { snapshotId: string; reading: object; plan: string };

async function record(tx: Tx, workspaceId: string, scanId: string, reviewId: string, read: Read): Promise<void> {
  if ('problem' in read) {
    await endScan(tx, scanId, { state: 'failed', problem: read.problem });
    return;
  }
  const { snapshotId, reading, plan } = 'snapshot' in read ? await keep(tx, workspaceId, read.snapshot) : read;
  await endScan(tx, scanId, { state: 'read', snapshotId, reading });
  await setReviewPlan(tx, reviewId, plan);
}

async function keep(tx: Tx, workspaceId: string, snapshot: Snapshot): Promise<Stored> {
  const { content, reading } = apart(snapshot);
  return { snapshotId: await saveSnapshot(tx, workspaceId, content), reading, plan: snapshot.zone.plan };
}

/**
 * Two channels that review one zone at the same time share what was read: Cloudflare's budget is one. Not what another
 * token read, which may have seen less.
 */
function readElsewhere(
  { db, now }: JobContext,
  workspaceId: string,
  { zoneId, channelId }: Review,
  access: Access,
): Promise<Read | undefined> {
  const since = notBefore(now().getTime() - SHARED_FOR_MS, access);
  return db.inWorkspace(workspaceId, (tx) => recentSnapshot(tx, { zoneId, elsewhereThan: channelId, since }));
}

const notBefore = (time: number, access: Access): Date =>
  new Date(Math.max(time, 'since' in access ? (access.since?.getTime() ?? 0) : 0));

async function readZone(
  context: JobContext,
  workspaceId: string,
  scanId: string,
  review: Review,
  access: Access,
): Promise<Read | undefined> {
  if ('problem' in access) return { problem: `${access.problem} ${again(review, 'Once that is done,')}` };
  const cancelled = new AbortController();
  const signal = AbortSignal.any([cancelled.signal, context.signal]);
  const note = progressNotes(context, workspaceId, scanId, review.id, () => cancelled.abort());
  try {
    const since = notBefore(context.now().getTime() - KEPT_FOR_MS, access);
    const answers = await openKeptAnswers(context, { workspaceId, scanId, since });
    return {
      snapshot: await collectSnapshot(resuming(access.client, answers), {
        zoneId: review.zoneId,
        signal,
        now: context.now,
        onProgress: note.take,
      }),
    };
  } catch (error) {
    if (cancelled.signal.aborted) return undefined;
    const problem = problemToTell(error, context.lastAttempt);
    if (problem === undefined) throw error;
    return { problem: `${problem} ${again(review, 'Once that is mended,')}` };
  } finally {
    await note.done();
  }
}

/** Keeps the latest progress, and writes and draws it at most once a second. */
function progressNotes(
  context: JobContext,
  workspaceId: string,
  scanId: string,
  reviewId: string,
  onCancelled: () => void,
) {
  let latest: Progress | undefined;
  let writing: Promise<void> | undefined;
  let notBefore = 0;

  async function write(progress: Progress): Promise<void> {
    const posts = await context.db.inWorkspace(workspaceId, async (tx) => {
      if (await noteProgress(tx, scanId, progress)) return [await drawCard(tx, workspaceId, reviewId)];
      onCancelled();
      return [];
    });
    await publish(context, workspaceId, posts);
  }

  return {
    take(progress: object) {
      latest = ProgressRow.parse(progress);
      if (writing || context.now().getTime() < notBefore) return;
      notBefore = context.now().getTime() + NOTED_EVERY_MS;
      const progressNow = latest;
      writing = write(progressNow)
        .catch((error: unknown) => context.log.warn({ err: error }, 'progress was not shown'))
        .finally(() => {
          writing = undefined;
        });
    },
    async done() {
      await writing;
    },
  };
}
