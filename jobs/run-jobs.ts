/** Queues to add to, workers that run what was added, and the two clocks. Both processes use the queues. */
import type { Logger } from 'pino';
import { jobsRun } from '../src/metrics.ts';
import type { Backend, QueueHandle, WorkerHandle } from './backend.ts';
import connectCloudflare from './connect-cloudflare.ts';
import deliverPost from './deliver-post.ts';
import endAcceptedRisks from './end-accepted-risks.ts';
import endSaidUntil from './end-said-until.ts';
import forgetOld from './forget-old.ts';
import type { Job, JobContext } from './job.ts';
import planRescans from './plan-rescans.ts';
import planWeeklyDigests from './plan-weekly-digests.ts';
import postDigest from './post-digest.ts';
import postScanResults from './post-scan-results.ts';
import { JOBS, type JobName, type JobRequest, type QueueName } from './queue.ts';
import quoteReview from './quote-review.ts';
import readDocument from './read-document.ts';
import rescanReview from './rescan-review.ts';
import scanZone from './scan-zone.ts';
import sendReminders from './send-reminders.ts';
import sweepLeftWork, { takeUpLeftWork } from './sweep-left-work.ts';
import watchTrials from './watch-trials.ts';

const ALL: readonly Job[] = [
  quoteReview,
  connectCloudflare,
  readDocument,
  scanZone,
  postScanResults,
  deliverPost,
  planWeeklyDigests,
  postDigest,
  endAcceptedRisks,
  endSaidUntil,
  forgetOld,
  planRescans,
  rescanReview,
  watchTrials,
  sendReminders,
  sweepLeftWork,
];

/** Reading Cloudflare is kept apart, so that a long scan never delays an answer; most of its time it waits. */
const CONCURRENCY: Record<QueueName, number> = { scan: 8, talk: 8 };
const EVERY_MS = {
  'plan-weekly-digests': 60_000,
  'end-accepted-risks': 10 * 60_000,
  'end-said-until': 10 * 60_000,
  'forget-old': 60 * 60_000,
  'plan-rescans': 10 * 60_000,
  'watch-trials': 10 * 60_000,
  'send-reminders': 10 * 60_000,
  'sweep-left-work': 10_000,
} as const;

export interface Queues {
  enqueue(jobs: readonly JobRequest[]): Promise<void>;
  handles: Record<QueueName, QueueHandle>;
  close(): Promise<void>;
}

export function openQueues(backend: Backend, log: Logger): Queues {
  const handles = { scan: backend.queue('scan'), talk: backend.queue('talk') };
  return {
    handles,
    async enqueue(jobs) {
      for (const job of jobs) {
        await handles[JOBS[job.name].queue].add(job).catch((error: unknown) => {
          log.warn({ err: error, job: job.name, id: job.id }, 'a job could not be added; the sweep will find its work');
        });
      }
    },
    async close() {
      await Promise.all([handles.scan.close(), handles.talk.close()]);
    },
  };
}

/** Jobs under way are finished by `close`; a scan is broken off and taken up again by whoever runs next. */
export async function startWorkers(
  backend: Backend,
  queues: Queues,
  shared: Omit<JobContext, 'lastAttempt' | 'signal'> & { newReference: () => string },
): Promise<WorkerHandle> {
  const stopping = new AbortController();
  const byName = new Map(ALL.map((job) => [job.name, job]));
  const names: QueueName[] = ['scan', 'talk'];
  const workers = names.map((name) =>
    backend.worker(name, CONCURRENCY[name], async (running) => {
      const job = byName.get(running.name as JobName);
      if (!job) throw new Error(`no job is called ${running.name}`);
      const context = { ...shared, lastAttempt: running.lastAttempt, signal: stopping.signal };
      try {
        await job.run(running.payload, context);
        jobsRun.inc({ job: job.name, outcome: 'done' });
      } catch (error) {
        const last = running.lastAttempt && !stopping.signal.aborted;
        jobsRun.inc({ job: job.name, outcome: last ? 'given up' : 'failed' });
        shared.log.warn({ err: error, job: running.name, attempt: running.attempt }, 'a job failed');
        if (!last || !job.giveUp) throw error;
        const reference = shared.newReference();
        shared.log.error({ err: error, job: running.name, reference }, 'a job was given up');
        await job.giveUp(running.payload, context, `Something went wrong on our side (reference ${reference}).`);
      }
    }),
  );
  const wind = async () => {
    await takeUpLeftWork(shared);
    for (const [name, ms] of Object.entries(EVERY_MS)) await queues.handles.talk.every(name, ms);
  };
  await wind();
  backend.whenBack(() => {
    wind().catch((error: unknown) => shared.log.warn({ err: error }, 'the schedules could not be set again'));
  });
  return {
    async close() {
      stopping.abort();
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}
