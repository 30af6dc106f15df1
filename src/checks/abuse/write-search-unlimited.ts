import { isAuthEndpoint, isSearch } from '../../inventory/classify.ts';
import { defineCheck, fail } from '../check.ts';
import { isObserved, isWrite } from '../observed.ts';
import { undecided } from '../unread.ts';

export default defineCheck({
  id: 'abuse.write-search-unlimited',
  step: 5,
  title: 'Writes and searches without a rate limit',
  gap: 'no rate limit',
  change: 'rejects',
  severity: 'medium',
  needs: ['operations', 'rateLimits'],
  uses: ['accountRulesets', 'customRules'],
  why: 'What changes or searches data is expensive, and is what scrapers and spammers use.',
  fix: 'Limit these endpoints per session, from the volume they are seen to have; log first where the plan can.',
  standards: ['API4:2023'],

  evaluate({ endpoints, controls, sections }) {
    return endpoints
      .filter((endpoint) => isObserved(endpoint) && !isAuthEndpoint(endpoint))
      .filter((endpoint) => isWrite(endpoint) || isSearch(endpoint) || /export/i.test(endpoint.path))
      .flatMap((endpoint) => {
        const { verdict } = controls(endpoint)['rate-limit'];
        if (verdict === 'unknown') return [undecided(sections, endpoint.key)];
        return verdict === 'uncovered' ? [fail(endpoint.key)] : [];
      });
  },
});
