/** Enqueues again what a crash left between a commit and its job. Adding what is there already changes nothing. */
import type { Database } from '../db/pool.ts';
import { openScans, unansweredQuotes, uncheckedConnections, unreadDocuments, unsentPosts } from '../db/sweeps.ts';
import { defineJob, type JobContext } from './job.ts';
import {
  connectCloudflare,
  deliverPost,
  type JobRequest,
  postScanResults,
  quoteReview,
  readDocument,
  scanZone,
} from './queue.ts';

/** Younger work has most likely its job already. */
const LEFT_AFTER_MS = 3_000;

export default defineJob('sweep-left-work', async (_, { db, now, enqueue }) => {
  await enqueue(await leftWork(db, new Date(now().getTime() - LEFT_AFTER_MS)));
});

/**
 * A process that was killed leaves jobs that nobody may take before their locks run out, and under whose ids nothing
 * can be added. So a process that starts asks for all that is left under ids of its own; what another process is at
 * work on is asked for twice, and done once.
 */
export async function takeUpLeftWork({ db, now, enqueue, newReference }: Starting): Promise<void> {
  const jobs = await leftWork(db, now());
  const reference = newReference();
  await enqueue(jobs.map((job) => ({ ...job, id: `${job.id}-${reference}` })));
}

interface Starting extends Pick<JobContext, 'db' | 'now' | 'enqueue'> {
  newReference: () => string;
}

async function leftWork(db: Database, before: Date): Promise<JobRequest[]> {
  const left = await db.sweeping(async (tx) => ({
    connections: await uncheckedConnections(tx, before),
    quotes: await unansweredQuotes(tx, before),
    scans: await openScans(tx, before),
    documents: await unreadDocuments(tx, before),
    posts: await unsentPosts(tx, before),
  }));
  return [
    ...left.connections.map(({ workspaceId, id }) => connectCloudflare({ workspaceId, connectionId: id })),
    ...left.quotes.map(({ workspaceId, id }) => quoteReview({ workspaceId, quoteId: id })),
    ...left.scans.map(({ workspaceId, id, state }) =>
      state === 'queued'
        ? scanZone({ workspaceId, scanId: id })
        : postScanResults({ workspaceId, scanId: id }, 'swept'),
    ),
    ...left.documents.map(({ workspaceId, id }) => readDocument({ workspaceId, documentId: id })),
    ...left.posts.map(({ workspaceId, id, version }) => deliverPost({ workspaceId, postId: id }, `swept-${version}`)),
  ];
}
