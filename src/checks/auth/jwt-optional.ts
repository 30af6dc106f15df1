import { defineCheck, fail } from '../check.ts';
import { NO_TOKEN, selects } from '../controls/jwt.ts';

export default defineCheck({
  id: 'auth.jwt-optional',
  step: 2,
  title: 'Token validation lets requests without a token pass',
  gap: 'token optional',
  change: 'rejects',
  severity: 'medium',
  needs: ['operations', 'jwtRules'],
  why: 'A rule that checks tokens only when there is one asks nothing of whoever sends none.',
  fix: 'Require a valid token, and leave out by name the endpoints that are public.',
  standards: ['API2:2023'],

  evaluate({ jwtRules, endpoints, tools: { prover } }) {
    return jwtRules
      .filter(({ enabled }) => enabled)
      .flatMap((rule) => {
        const selected = endpoints.filter(
          ({ host, operationId, audience }) =>
            audience !== 'public' && operationId !== undefined && selects(rule, host, operationId) !== false,
        );
        const touches = selected
          .filter((endpoint) => ['always', 'maybe'].includes(prover.holds([rule.expression], endpoint, NO_TOKEN)))
          .map(({ key }) => key);
        const subject = `jwt-rule:${rule.id}`;
        return touches.length > 0 ? [fail(subject, { cause: subject, touches })] : [];
      });
  },
});
