/** Reads the zone of an open review again by itself, unless that would take too much of what Cloudflare allows. */
import type { Tx } from '../db/pool.ts';
import { say } from '../db/posts.ts';
import { findReview, leaveRescanOut, lockReview, readingsOf } from '../db/reviews.ts';
import { queueScan } from '../db/scans.ts';
import { findZone } from '../src/cloudflare/find-zone.ts';
import { quoteScan } from '../src/cloudflare/quote.ts';
import { rescanLeftOut } from '../src/messages/rescan.ts';
import { drawCard } from '../src/publish/draw-review.ts';
import { publish } from '../src/publish/publish.ts';
import { RESCAN_SHARE, rescanDue } from '../src/review/rescan.ts';
import { isOpen, type Review } from '../src/review/review.ts';
import { cloudflareOf } from './cloudflare-access.ts';
import { defineJob, type JobContext, problemToTell } from './job.ts';
import { type Payload, scanZone } from './queue.ts';

export default defineJob('rescan-review', async (payload, context) => {
  const { db, enqueue, now } = context;
  const { workspaceId, reviewId } = payload;
  const review = await db.inWorkspace(workspaceId, (tx) => findReview(tx, reviewId));
  if (!review || !isOpen(review)) return;
  // Cloudflare is asked outside of any transaction.
  const share = await shareOf(context, payload, review);
  const { posts, scanId } = await db.inWorkspace(workspaceId, async (tx) => {
    if (!(await isDue(tx, reviewId, now()))) return { posts: [], scanId: undefined };
    if (share !== undefined && share > RESCAN_SHARE) {
      await leaveRescanOut(tx, reviewId, now());
      const target = { to: 'person', userId: review.leadId } as const;
      // Once for a review, not every week.
      const told = { key: `rescan-left-out-${reviewId}`, target, message: rescanLeftOut(review, share) };
      return { posts: [await say(tx, workspaceId, told)], scanId: undefined };
    }
    const queued = await queueScan(tx, workspaceId, reviewId);
    return { posts: [await drawCard(tx, workspaceId, reviewId)], scanId: queued };
  });
  if (scanId) await enqueue([scanZone({ workspaceId, scanId })]);
  await publish(context, workspaceId, posts);
});

/** Behind the lock: somebody may have pressed Scan again, switched it off, or ended the review meanwhile. */
async function isDue(tx: Tx, reviewId: string, now: Date): Promise<boolean> {
  const review = await lockReview(tx, reviewId);
  const readings = await readingsOf(tx, reviewId);
  return review !== undefined && isOpen(review) && readings !== undefined && rescanDue(readings, now);
}

/** Undefined when it cannot be told: then the reading itself says what is wrong. */
async function shareOf(context: JobContext, { workspaceId }: Payload<'rescan-review'>, review: Review) {
  const access = await cloudflareOf(context, workspaceId);
  if ('problem' in access) return undefined;
  try {
    const zone = await findZone(access.client, review.zoneId, context.signal);
    return (await quoteScan(access.client, zone, context.signal)).share;
  } catch (error) {
    if (problemToTell(error, context.lastAttempt) === undefined) throw error;
    return undefined;
  }
}
