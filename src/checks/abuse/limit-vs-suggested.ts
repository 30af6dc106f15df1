import { defineCheck, fail } from '../check.ts';
import { acts, countsSessions } from '../controls/judge-rules.ts';

export default defineCheck({
  id: 'abuse.limit-vs-suggested',
  step: 5,
  title: 'Limits far above what sessions need',
  gap: 'limit too wide',
  change: 'rejects',
  severity: 'medium',
  evidenceKind: 'indicated',
  needs: ['operations', 'rateLimits'],
  why: 'A limit that no session ever comes near stops no one either.',
  fix: 'Bring the limit down towards the suggested one, in log mode first.',
  standards: ['API4:2023'],

  evaluate({ operations, endpoints, phases: { rateLimits }, tools: { prover } }) {
    const byId = new Map(operations.map((operation) => [operation.operationId, operation.thresholds]));
    const limits = rateLimits.rules.filter((rule) => acts(rule) && countsSessions(rule));
    return endpoints.flatMap((endpoint) => {
      const { suggestedThreshold, periodSeconds } = byId.get(endpoint.operationId ?? '') ?? {};
      if (!suggestedThreshold || !periodSeconds) return [];
      const rates = prover
        .near(limits, endpoint)
        .filter(({ when }) => prover.holds(when, endpoint) === 'always')
        .flatMap(({ rule: { ratelimit } }) =>
          ratelimit?.requestsPerPeriod && ratelimit.period ? ratelimit.requestsPerPeriod / ratelimit.period : [],
        );
      const suggested = suggestedThreshold / periodSeconds;
      if (rates.length === 0 || Math.min(...rates) <= 2 * suggested) return [];
      return [fail(endpoint.key, { facts: { suggestedThreshold, periodSeconds, perSecond: Math.min(...rates) } })];
    });
  },
});
