import { isAuthEndpoint } from '../../inventory/classify.ts';
import { defineCheck, fail, unknown } from '../check.ts';
import { daysUntil } from '../machine/dates.ts';
import { isObserved } from '../observed.ts';
import type { Rule } from '../sections/rules.ts';
import { doubts } from '../unread.ts';
import { allRules, concerned } from './all-rules.ts';

const LONG = 30;

export default defineCheck({
  id: 'remediation.stuck-in-log',
  step: 8,
  title: 'A control has been logging for a month and stops nothing',
  gap: 'only logs',
  change: 'abrupt',
  severity: 'medium',
  needs: ['operations', 'customRules', 'rateLimits'],
  uses: ['managedRules', 'accountRulesets'],
  why: 'Log mode is for finding out whom a rule would hurt; left there, it is a rule that was never made.',
  fix: 'Read who would have been stopped, then enforce the rule, narrow it, or remove it.',
  standards: ['API8:2023'],

  evaluate({ customRules, rateLimits, endpoints, tools: { prover }, now, sections }) {
    const logins = endpoints.filter((endpoint) => isObserved(endpoint) && isAuthEndpoint(endpoint));
    const problems = allRules({ customRules, rateLimits, ...sections })
      .filter(({ rule }) => rule.enabled && logsOnly(rule))
      .flatMap(({ subject, rule, phase }) => {
        const days = daysUntil(rule.lastUpdated, now);
        if (days === undefined) return [unknown(subject, 'not_understood')];
        if (days > -LONG) return [];
        const touches = concerned(rule, endpoints, prover);
        const guardsLogin =
          phase === 'rateLimits' && logins.some((endpoint) => prover.holds([rule.expression], endpoint) === 'always');
        return [
          fail(subject, {
            cause: subject,
            severity: guardsLogin ? 'high' : 'medium',
            touches: touches.map(({ key }) => key),
            facts: { lastUpdated: rule.lastUpdated, description: rule.description },
          }),
        ];
      });
    return [...problems, ...doubts(sections)];
  },
});

function logsOnly({ action, actionParameters }: Rule): boolean {
  return action === 'log' || (action === 'execute' && actionParameters?.overrides?.action === 'log');
}
