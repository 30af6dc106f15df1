/** From a snapshot, documents and people's answers to findings, owners, questions and the list in the thread. It reads no Cloudflare. */

import { listOwnershipRules } from '../db/ownership-rules.ts';
import type { Tx } from '../db/pool.ts';
import { hurry, say } from '../db/posts.ts';
import { listItems } from '../db/results.ts';
import { findReview, lockReview } from '../db/reviews.ts';
import { failRead, findScan, markPosted, newestScan, noteChanges, scanBefore } from '../db/scans.ts';
import { loadSnapshot } from '../db/snapshots.ts';
import { type Snapshot, storedSnapshot } from '../src/checks/snapshot.ts';
import { plain, safe } from '../src/messages/message.ts';
import { insidersOf } from '../src/publish/channel.ts';
import { cardKey, drawCard } from '../src/publish/draw-review.ts';
import { guessOwners } from '../src/publish/guess-owners.ts';
import { moveStages } from '../src/publish/move-stages.ts';
import { publish } from '../src/publish/publish.ts';
import { settleReview } from '../src/publish/settle-review.ts';
import { compareSnapshots } from '../src/review/changes.ts';
import { whyNotTheseHosts } from '../src/review/hosts.ts';
import { isOpen, type Review } from '../src/review/review.ts';
import { assessReview } from './assess-review.ts';
import { defineJob, type JobContext } from './job.ts';
import { judge } from './judge-review.ts';
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

/** With the reading before this one, when it is judged for the first time. One that can be read no more is none. */
async function compare(tx: Tx, review: Review, scanId: string, snapshot: Snapshot): Promise<void> {
  const before = await scanBefore(tx, review, scanId);
  const earlier = before && storedSnapshot(await loadSnapshot(tx, before.scanId));
  if (!earlier) return;
  const since = { name: before.name, takenAt: before.takenAt };
  await noteChanges(tx, scanId, { since, ...compareSnapshots(earlier, snapshot) });
}
