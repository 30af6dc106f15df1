import { defineCheck, fail } from '../check.ts';
import { actingOn, judgeRules } from '../controls/judge-rules.ts';
import { isAdmin, isObserved } from '../observed.ts';
import { undecided } from '../unread.ts';

export default defineCheck({
  id: 'authz.admin-function-exposed',
  step: 3,
  title: 'Administrative functions where nothing at the edge asks for the role',
  gap: 'role not asked for',
  change: 'rejects',
  severity: 'high',
  needs: ['operations', 'customRules'],
  uses: ['accountRulesets', 'mtlsHosts', 'accessApps', 'accessPolicies'],
  why: 'A missing check of the role in the application is then found by trying.',
  fix: 'Put Access or client certificates in front, or stop tokens without the claim of the role.',
  standards: ['API5:2023'],

  evaluate({ endpoints, controls, phases: { custom }, tools, sections }) {
    const byClaim = actingOn(custom.rules, ['http.request.jwt.claims'], tools);
    return endpoints
      .filter((endpoint) => isObserved(endpoint) && (isAdmin(endpoint) || endpoint.method === 'DELETE'))
      .flatMap((endpoint) => {
        const all = controls(endpoint);
        const claim = judgeRules({ candidates: byClaim, complete: custom.complete, endpoint }, tools);
        const asking = [all.mtls, all.access, claim];
        if (asking.some(({ verdict }) => verdict === 'covered' || verdict === 'bypassable')) return [];
        return asking.some(({ verdict }) => verdict === 'unknown')
          ? [undecided(sections, endpoint.key)]
          : [fail(endpoint.key)];
      });
  },
});
