/** Custom and rate limiting rules that block, by their date changed in the last week, never seen logging meanwhile. Clients are not counted, so requests stand for them: those the rule stopped, against those its hosts answered with success in as long a time. */
import { defineCheck, fail, type Problem, unknown } from '../check.ts';
import { daysUntil } from '../machine/dates.ts';
import type { SectionValues } from '../snapshot.ts';
import { doubts } from '../unread.ts';
import { concerned } from './all-rules.ts';

const NEW_DAYS = 7;
const TOLERATED = 0.005;

export default defineCheck({
  id: 'remediation.enforced-unproven',
  step: 8,
  title: 'A new rule blocks, was never tried in log mode, and stops much',
  gap: 'blocks untried',
  change: 'passive',
  severity: 'high',
  evidenceKind: 'indicated',
  needs: ['operations', 'customRules', 'rateLimits', 'analytics'],
  uses: ['accountRulesets'],
  why: 'Nobody has looked whom it stops: when they are customers this is an outage, and it is found by their complaints.',
  fix: 'Set the rule back to the action Log, or below Enterprise narrow or disable it, read in Security › Analytics who was stopped, and block again once only those are meant.',
  standards: ['API8:2023'],

  evaluate({
    phases: { custom, rateLimits },
    analytics: { events, requests },
    endpoints,
    tools: { prover },
    now,
    sections,
  }) {
    const blocking = [...custom.rules, ...rateLimits.rules].filter(({ rule }) => rule.action === 'block');
    const problems = blocking.flatMap(({ subject, rule, when }): Problem[] => {
      const days = daysUntil(rule.lastUpdated, now);
      if (days !== undefined && -days > NEW_DAYS) return [];
      const seen = events.rules.filter(({ ruleId }) => ruleId === rule.id);
      if (seen.some(({ action, count }) => action === 'log' && count > 0)) return [];
      const stopped = sum(seen.filter(({ action }) => action === 'block'));
      if (stopped === 0) return events.whole ? [] : [unknown(subject, 'not_understood')];

      const touches = concerned({ when }, endpoints, prover);
      if (touches.length === 0) return []; // a rule for pages
      const hosts = new Set(touches.map(({ host }) => host));
      const answered = sum(requests.hosts.filter((row) => hosts.has(row.host) && isSuccess(row)));
      const share = stopped / events.seconds / (answered / requests.seconds);
      if (!(share > TOLERATED)) return [];
      // of hosts that are not counted, or a rule without a date, nothing is known
      const isCounted = requests.whole && requests.hosts.some(({ host }) => hosts.has(host));
      if (days === undefined || !isCounted) return [unknown(subject, 'not_understood')];
      return [
        fail(subject, {
          cause: subject,
          touches: touches.map(({ key }) => key),
          facts: {
            lastUpdated: rule.lastUpdated,
            stopped,
            answered,
            eventSeconds: events.seconds,
            answerSeconds: requests.seconds,
          },
        }),
      ];
    });
    return [...problems, ...doubts(sections)];
  },
});

type HostRow = SectionValues['analytics']['requests']['hosts'][number];

const isSuccess = ({ status }: HostRow): boolean => status >= 200 && status < 300;
const sum = (rows: readonly { count: number }[]): number => rows.reduce((total, { count }) => total + count, 0);
