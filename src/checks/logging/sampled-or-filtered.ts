import { defineCheck, fail, unknown } from '../check.ts';
import { jobsOf } from '../controls/logging.ts';
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
  standards: ['API10:2023'],

  evaluate({ sections }) {
    return [
      ...jobsOf(sections)
        .filter(({ enabled, dataset }) => enabled === true && WATCHED.has(dataset ?? ''))
        .flatMap(({ id, dataset, sampleRate, filter, filterAttackTraffic }) => {
          const subject = `logpush:${id}`;
          if ((sampleRate !== null && sampleRate < 1) || filterAttackTraffic === true) {
            return [fail(subject, { cause: subject, facts: { dataset, sampleRate, filterAttackTraffic } })];
          }
          return filter ? [unknown(subject, 'not_understood', { facts: { filter } })] : [];
        }),
      ...doubts(sections),
    ];
  },
});

const WATCHED: ReadonlySet<string> = new Set(['http_requests', 'firewall_events']);
