import { defineCheck, fail } from '../check.ts';
import type { EffectiveRule } from '../controls/effective-rules.ts';
import { acts, countsSessions } from '../controls/judge-rules.ts';
import { unreadRules } from '../unread.ts';

export default defineCheck({
  id: 'abuse.limit-vs-suggested',
  step: 5,
  title: 'Limits far above what sessions need',
  gap: 'limit too wide',
  change: 'rejects',
  severity: 'medium',
  evidenceKind: 'indicated',
  needs: ['operations', 'rateLimits'],
  uses: ['accountRulesets'],
  why: 'A limit that no session ever comes near stops no one either.',
  fix: 'Bring the limit down towards the suggested one, in log mode first.',
  standards: ['API4:2023'],

  evaluate({ operations, endpoints, phases: { rateLimits }, tools: { prover }, sections }) {
    // a limit that nobody could read may be a narrow one
    if (!rateLimits.complete) return unreadRules([rateLimits], sections);
    const byId = new Map(operations.map((operation) => [operation.operationId, operation.thresholds]));
    const limits = rateLimits.rules.filter((rule) => acts(rule) && countsSessions(rule) && countsAll(rule));
    return endpoints.flatMap((endpoint) => {
      const { suggestedThreshold, periodSeconds } = byId.get(endpoint.operationId ?? '') ?? {};
      if (!suggestedThreshold || !periodSeconds) return [];
      const rates = prover
        .near(limits, endpoint)
        .filter(({ when }) => prover.holds(when, endpoint) === 'always')
        .flatMap(({ subject, rule: { ratelimit } }) =>
          ratelimit?.requestsPerPeriod && ratelimit.period
            ? { rule: subject, limit: ratelimit.requestsPerPeriod, limitPeriodSeconds: ratelimit.period }
            : [],
        )
        .sort((a, b) => perSecond(a) - perSecond(b));
      const [strictest] = rates;
      if (!strictest || perSecond(strictest) <= (2 * suggestedThreshold) / periodSeconds) return [];
      return [fail(endpoint.key, { facts: { ...strictest, suggestedThreshold, periodSeconds } })];
    });
  },
});

const perSecond = (rate: { limit: number; limitPeriodSeconds: number }) => rate.limit / rate.limitPeriodSeconds;

/** One that counts failures only is not to be compared with what sessions send in all. */
function countsAll({ rule: { ratelimit, expression } }: EffectiveRule): boolean {
  return !ratelimit?.countingExpression || ratelimit.countingExpression === expression;
}
