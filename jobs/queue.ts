/** The contract of the jobs: names, payloads of ids, and where each is worked on. Everything else is read from the rows. */
import { z } from 'zod';

const inWorkspace = { workspaceId: z.string() };

export const JOBS = {
  'quote-review': { queue: 'scan', payload: z.object({ ...inWorkspace, quoteId: z.uuid() }) },
  'scan-zone': { queue: 'scan', payload: z.object({ ...inWorkspace, scanId: z.uuid() }) },
  'connect-cloudflare': { queue: 'scan', payload: z.object({ ...inWorkspace, connectionId: z.uuid() }) },
  'post-scan-results': { queue: 'talk', payload: z.object({ ...inWorkspace, scanId: z.uuid() }) },
  'read-document': { queue: 'scan', payload: z.object({ ...inWorkspace, documentId: z.uuid() }) },
  'deliver-post': { queue: 'talk', payload: z.object({ ...inWorkspace, postId: z.uuid() }) },
  'plan-weekly-digests': { queue: 'talk', payload: z.object({}) },
  'post-digest': { queue: 'talk', payload: z.object({ ...inWorkspace, channelId: z.string(), period: z.string() }) },
  'end-accepted-risks': { queue: 'talk', payload: z.object({}) },
  'end-said-until': { queue: 'talk', payload: z.object({}) },
  'forget-old': { queue: 'talk', payload: z.object({}) },
  'plan-rescans': { queue: 'talk', payload: z.object({}) },
  'rescan-review': { queue: 'scan', payload: z.object({ ...inWorkspace, reviewId: z.uuid() }) },
  'watch-trials': { queue: 'scan', payload: z.object({}) },
  'send-reminders': { queue: 'talk', payload: z.object({}) },
  'sweep-left-work': { queue: 'talk', payload: z.object({}) },
} as const satisfies Record<string, { queue: QueueName; payload: z.ZodType }>;

/** Of one workspace, in one process; the rest of its slots are for other workspaces. */
export const SCANS_AT_ONCE = 2;

export type QueueName = 'scan' | 'talk';
export type JobName = keyof typeof JOBS;
export type Payload<N extends JobName> = z.infer<(typeof JOBS)[N]['payload']>;

/** A job to be added after the commit. The id keeps a job from being added twice while it waits or runs. */
export interface JobRequest {
  name: JobName;
  payload: Record<string, string>;
  id: string;
  delayMs?: number;
}

const request =
  <N extends JobName>(name: N, id: (payload: Payload<N>) => string) =>
  (payload: Payload<N> & Record<string, string>, delayMs?: number): JobRequest => ({
    name,
    payload,
    id: id(payload),
    ...(delayMs !== undefined && { delayMs }),
  });

/** What can be asked for. Ids may hold no colon. */
export const quoteReview = request('quote-review', ({ quoteId }) => `quote-${quoteId}`);
export const connectCloudflare = request('connect-cloudflare', ({ connectionId }) => `connect-${connectionId}`);
export const readDocument = request('read-document', ({ documentId }) => `document-${documentId}`);
export const scanZone = request('scan-zone', ({ scanId }) => `scan-${scanId}`);
export const rescanReview = request('rescan-review', ({ reviewId }) => `rescan-${reviewId}`);
export const postDigest = request(
  'post-digest',
  ({ workspaceId, channelId, period }) => `digest-${workspaceId}-${channelId}-${period}`,
);

/** What is asked for while the same is under way is about newer rows, so its id differs. */
export const postScanResults = (payload: Payload<'post-scan-results'>, version = 'first'): JobRequest => ({
  name: 'post-scan-results',
  payload,
  id: `results-${payload.scanId}-${version}`,
});
export const deliverPost = (payload: Payload<'deliver-post'>, version: string, delayMs = 0): JobRequest => ({
  name: 'deliver-post',
  payload,
  id: `deliver-${payload.postId}-${version}`,
  delayMs,
});
