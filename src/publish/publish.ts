/** Sends now what can be sent now; the rest is a job. */
import { type JobRequest, deliverPost as laterDelivery } from '../../jobs/queue.ts';
import { deliverPost, type Outbox } from './deliver-post.ts';
import type { Clicked } from './send.ts';

export interface Publisher extends Outbox {
  /** Adds jobs; what cannot be added now is found by the sweep. */
  enqueue(jobs: readonly JobRequest[]): Promise<void>;
}

/**
 * One after the other, so that a thread reads in the order in which it was said. Undefined is what has nothing to send.
 * Never throws: the rows know what is not sent yet.
 */
export async function publish(
  publisher: Publisher,
  workspaceId: string,
  postIds: readonly (string | undefined)[],
  clicked?: Clicked,
): Promise<void> {
  for (const postId of postIds) if (postId !== undefined) await publishOne(publisher, workspaceId, postId, clicked);
}

async function publishOne(
  publisher: Publisher,
  workspaceId: string,
  postId: string,
  clicked: Clicked | undefined,
): Promise<void> {
  try {
    const again = await deliverPost(publisher, workspaceId, postId, clicked);
    if (!again) return;
    const delayMs = Math.max(0, again.getTime() - publisher.now().getTime());
    await publisher.enqueue([laterDelivery({ workspaceId, postId }, String(again.getTime()), delayMs)]);
  } catch (error) {
    publisher.log.warn({ err: error, postId }, 'a message waits for the sweep');
  }
}
