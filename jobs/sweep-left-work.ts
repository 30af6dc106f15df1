/** Enqueues again what a crash left between a commit and its job. Adding what is there already changes nothing. */
import { openScans, unansweredQuotes, uncheckedConnections, unsentPosts } from '../db/sweeps.ts';
import { defineJob } from './job.ts';
import { connectCloudflare, deliverPost, postScanResults, quoteReview, scanZone } from './queue.ts';

/** Younger work has most likely its job already. */
const LEFT_AFTER_MS = 3_000;

export default defineJob('sweep-left-work', async (_, { db, now, enqueue }) => {
  const before = new Date(now().getTime() - LEFT_AFTER_MS);
  const left = await db.sweeping(async (tx) => ({
    connections: await uncheckedConnections(tx, before),
    quotes: await unansweredQuotes(tx, before),
    scans: await openScans(tx, before),
    posts: await unsentPosts(tx, before),
  }));
  await enqueue([
    ...left.connections.map(({ workspaceId, id }) => connectCloudflare({ workspaceId, connectionId: id })),
    ...left.quotes.map(({ workspaceId, id }) => quoteReview({ workspaceId, quoteId: id })),
    ...left.scans.map(({ workspaceId, id, state }) =>
      state === 'queued'
        ? scanZone({ workspaceId, scanId: id })
        : postScanResults({ workspaceId, scanId: id }, 'swept'),
    ),
    ...left.posts.map(({ workspaceId, id, version }) => deliverPost({ workspaceId, postId: id }, `swept-${version}`)),
  ]);
});
