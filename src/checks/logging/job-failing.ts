import { defineCheck, fail } from '../check.ts';
import { failed } from '../controls/logging.ts';
import { daysUntil } from '../machine/dates.ts';
import { doubts } from '../unread.ts';

const HOUR = 1 / 24;

export default defineCheck({
  id: 'logging.job-failing',
  step: 7,
  title: 'A log job has stopped delivering',
  gap: 'logs are lost',
  change: 'upkeep',
  severity: 'high',
  needs: [],
  uses: ['logpushZone', 'logpushAccount'],
  why: 'Nothing is delivered later: what happens now is missing from the SIEM for good.',
  fix: 'Repair the destination and enable the job again, then see one line arrive.',
  standards: ['API8:2023'],

  evaluate({ endpoints, now, sections }) {
    const jobs = Object.values(sections)
      .flatMap((level) => (level.state === 'read' ? level.value : []))
      .filter((job) => job.enabled);
    const live = endpoints.some(({ traffic }) => traffic.seen === 'yes');
    const isLost = (job: (typeof jobs)[number]) => {
      const lastComplete = daysUntil(job.lastComplete, now);
      const stalled = live && job.dataset === 'http_requests' && lastComplete !== undefined && lastComplete < -HOUR;
      return failed(job) || stalled;
    };
    return [
      ...jobs.flatMap((job) => {
        if (!isLost(job)) return [];
        const only = !jobs.some((other) => other.dataset === job.dataset && !isLost(other));
        const subject = `logpush:${job.id}`;
        const facts = {
          dataset: job.dataset,
          lastComplete: job.lastComplete,
          lastError: job.lastError,
          error: job.errorMessage,
          only,
        };
        return [fail(subject, { cause: subject, severity: only ? 'critical' : 'high', facts })];
      }),
      ...doubts(sections),
    ];
  },
});
