import { defineCheck, fail, unknown } from '../check.ts';
import { jobsOf, letsThrough } from '../controls/logging.ts';
import { isObserved } from '../observed.ts';
import { doubts } from '../unread.ts';

export default defineCheck({
  id: 'logging.sampled-or-filtered',
  step: 7,
  title: 'A log job leaves part of the traffic out',
  gap: 'part not logged',
  change: 'upkeep',
  severity: 'medium',
  needs: [],
  uses: ['logpushZone', 'logpushAccount'],
  why: 'The one request that matters is in the part that was left out.',
  fix: 'Send all requests of API hosts, and filter in the SIEM.',
  standards: ['API8:2023'],

  evaluate({ endpoints, tools: { asSent }, sections }) {
    const observed = endpoints.filter(isObserved);
    return [
      ...jobsOf(sections)
        .filter(({ enabled, dataset }) => enabled === true && WATCHED.has(dataset ?? ''))
        .flatMap((job) => {
          const { id, dataset, sampleRate, filter, filterAttackTraffic } = job;
          const subject = `logpush:${id}`;
          if ((sampleRate !== null && sampleRate < 1) || filterAttackTraffic === true) {
            return [fail(subject, { cause: subject, facts: { dataset, sampleRate, filterAttackTraffic } })];
          }
          if (!filter) return [];
          const answers = observed.map((endpoint) => ({ endpoint, holds: letsThrough(job, endpoint, asSent) }));
          const isUnclear = answers.length === 0 || answers.some(({ holds }) => holds === 'not_understood');
          if (isUnclear) return [unknown(subject, 'not_understood', { facts: { filter } })];
          const touches = answers.filter(({ holds }) => holds !== 'always').map(({ endpoint }) => endpoint.key);
          return touches.length > 0 ? [fail(subject, { cause: subject, touches, facts: { dataset, filter } })] : [];
        }),
      ...doubts(sections),
    ];
  },
});

const WATCHED: ReadonlySet<string> = new Set(['http_requests', 'firewall_events']);
