import { isAuthEndpoint, isSensitive } from '../../inventory/classify.ts';
import { defineCheck, fail, unknown } from '../check.ts';

export default defineCheck({
  id: 'auth.jwt-excluded-operation',
  step: 2,
  title: 'Endpoints left out of token validation',
  gap: 'left out of token validation',
  change: 'rejects',
  severity: 'medium',
  needs: ['operations', 'jwtRules'],
  whole: ['jwtRules'],
  why: 'An exception made for the login is easily made for too much.',
  fix: 'Remove the endpoint from the exceptions of the rule, in log mode first.',
  standards: ['API2:2023'],

  evaluate({ jwtRules, endpoints, controls }) {
    const excluded = new Set(
      jwtRules
        .filter(({ enabled }) => enabled)
        .flatMap(({ selector }) => selector.exclude.flatMap(({ operationIds }) => operationIds)),
    );
    return endpoints
      .filter((endpoint) => endpoint.operationId !== undefined && excluded.has(endpoint.operationId))
      .filter((endpoint) => !isAuthEndpoint(endpoint))
      .flatMap((endpoint) => {
        // another rule may select it, well or badly: then it is not left out
        const { verdict } = controls(endpoint).jwt;
        if (verdict === 'unknown') return [unknown(endpoint.key, 'not_understood')];
        return verdict === 'uncovered'
          ? [fail(endpoint.key, { severity: isSensitive(endpoint) ? 'high' : 'medium' })]
          : [];
      });
  },
});
