import { defineCheck, fail, type Problem, unknown } from '../check.ts';
import { NO_TOKEN, ruleFor } from '../controls/jwt.ts';

export default defineCheck({
  id: 'auth.jwt-optional',
  step: 2,
  title: 'Token validation lets requests without a token pass',
  gap: 'token optional',
  change: 'rejects',
  severity: 'medium',
  needs: ['operations', 'jwtRules'],
  whole: ['jwtRules'],
  why: 'A rule that checks tokens only when there is one asks nothing of whoever sends none.',
  fix: 'Require a valid token, and leave out by name the endpoints that are public.',
  standards: ['API2:2023'],

  evaluate({ jwtRules, endpoints, tools: { prover } }) {
    const asked = endpoints.flatMap((endpoint) => {
      if (endpoint.operationId === undefined || endpoint.audience === 'public') return [];
      const found = ruleFor(jwtRules, endpoint.host, endpoint.operationId);
      return found ? [{ ...found, endpoint }] : [];
    });
    return jwtRules.flatMap((rule): Problem[] => {
      const own = asked
        .filter((one) => one.rule === rule)
        .map(({ endpoint, isSure }) => ({
          isSure,
          key: endpoint.key,
          holds: prover.holds([rule.expression], endpoint, NO_TOKEN),
        }));
      const passing = own.filter(({ holds }) => holds === 'always' || holds === 'maybe');
      const touches = passing.filter(({ isSure }) => isSure).map(({ key }) => key);
      const subject = `jwt-rule:${rule.id}`;
      if (touches.length > 0) return [fail(subject, { cause: subject, touches, facts: { name: rule.title } })];
      const unclear = passing.length > 0 || own.some(({ holds }) => holds === 'not_understood');
      return unclear ? [unknown(subject, 'not_understood')] : [];
    });
  },
});
