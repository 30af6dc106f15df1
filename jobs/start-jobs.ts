/** The workers with their metrics and health server. */
import { makeHealth, serveHealth } from '../src/health.ts';
import { readMetrics } from '../src/metrics.ts';
import type { Opened } from '../src/open.ts';
import { openLimiters } from './limiters.ts';
import { SCANS_AT_ONCE } from './queue.ts';
import { startWorkers } from './run-jobs.ts';
import { openShares } from './shares.ts';

export interface StartedJobs {
  stop(): Promise<void>;
}

export async function startJobs(opened: Opened): Promise<StartedJobs> {
  const { config, db, backend, queues, log } = opened;
  const health = makeHealth(db);
  const server = await serveHealth(health, config.metrics, readMetrics);
  const workers = await startWorkers(backend, queues, {
    ...opened,
    cloudflare: config.cloudflare,
    limiters: openLimiters(db),
    shares: openShares(SCANS_AT_ONCE),
  });
  log.info({ metrics: server.address() }, 'working on jobs');
  return {
    async stop() {
      health.stopping = true;
      await workers.close();
      server.close();
    },
  };
}
