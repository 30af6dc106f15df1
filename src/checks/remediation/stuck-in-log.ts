import { isAuthEndpoint } from '../../inventory/classify.ts';
import { defineCheck, fail, type Problem, unknown } from '../check.ts';
import { ruleFor } from '../controls/jwt.ts';
import { daysUntil } from '../machine/dates.ts';
import { isObserved } from '../observed.ts';
import type { Rule } from '../sections/rules.ts';
import { unreadRules } from '../unread.ts';
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
  uses: ['managedRules', 'accountRulesets', 'jwtRules'],
  why: 'Log mode is for finding out whom a rule would hurt; left there, it is a rule that was never made.',
  fix: 'Read who would have been stopped, then enforce the rule, narrow it, or remove it.',
  standards: ['API8:2023'],

  evaluate({ zone, customRules, rateLimits, endpoints, phases, tools: { prover }, now, sections }) {
    const logins = endpoints.filter((endpoint) => isObserved(endpoint) && isAuthEndpoint(endpoint));
    const problems = allRules({ customRules, rateLimits, ...sections }, { zone, endpoints, prover })
      .filter(({ rule }) => rule.enabled && logsOnly(rule))
      .flatMap(({ subject, rule, phase, when }): Problem[] => {
        const days = daysUntil(rule.lastUpdated, now);
        if (days === undefined) return [unknown(subject, 'not_understood')];
        if (days > -LONG) return [];
        const touches = concerned({ when }, endpoints, prover);
        const guardsLogin =
          phase === 'rateLimits' && logins.some((endpoint) => prover.holds(when, endpoint) === 'always');
        return [
          fail(subject, {
            cause: subject,
            severity: guardsLogin ? 'high' : 'medium',
            touches: touches.map(({ key }) => key),
            facts: { lastUpdated: rule.lastUpdated, description: rule.description },
          }),
        ];
      });
    const { jwtRules } = sections;
    const allTokens = jwtRules.state === 'read' ? jwtRules.value : [];
    const tokens = allTokens
      .filter(({ enabled, action }) => enabled && action === 'log')
      .flatMap((rule): Problem[] => {
        const days = daysUntil(rule.lastUpdated, now);
        const subject = `jwt-rule:${rule.id}`;
        if (days === undefined) return [unknown(subject, 'not_understood')];
        if (days > -LONG) return [];
        const touches = endpoints.filter(
          ({ host, operationId }) =>
            operationId !== undefined && ruleFor(allTokens, host, operationId)?.rule.id === rule.id,
        );
        return [
          fail(subject, {
            cause: subject,
            touches: touches.map(({ key }) => key),
            facts: { lastUpdated: rule.lastUpdated, description: rule.title },
          }),
        ];
      });
    return [...problems, ...tokens, ...unreadRules([phases.custom, phases.rateLimits], sections)];
  },
});

function logsOnly({ action, actionParameters }: Rule): boolean {
  return action === 'log' || (action === 'execute' && actionParameters?.overrides?.action === 'log');
}
