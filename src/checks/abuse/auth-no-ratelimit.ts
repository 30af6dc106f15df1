import { isAuthEndpoint, isLogin } from '../../inventory/classify.ts';
import { defineCheck, fail } from '../check.ts';
import { isObserved } from '../observed.ts';
import { undecided } from '../unread.ts';

export default defineCheck({
  id: 'abuse.auth-no-ratelimit',
  step: 5,
  title: 'Login, token and reset endpoints without a rate limit',
  gap: 'no rate limit',
  change: 'rejects',
  severity: 'high',
  needs: ['operations', 'rateLimits'],
  uses: ['accountRulesets', 'customRules'],
  why: 'Passwords, codes and accounts can be tried here as fast as the origin answers.',
  fix: 'Limit each of these endpoints per session or address, well below what a program needs and above what a person does; log first where the plan can.',
  standards: ['API2:2023', 'API4:2023'],

  evaluate({ endpoints, controls, sections }) {
    return endpoints
      .filter((endpoint) => isObserved(endpoint) && isAuthEndpoint(endpoint))
      .flatMap((endpoint) => {
        const { verdict, rules } = controls(endpoint)['rate-limit'];
        if (verdict === 'unknown') return [undecided(sections, endpoint.key)];
        if (verdict !== 'uncovered' && verdict !== 'bypassable') return [];
        return [fail(endpoint.key, { severity: isLogin(endpoint) ? 'critical' : 'high', facts: { verdict, rules } })];
      });
  },
});
