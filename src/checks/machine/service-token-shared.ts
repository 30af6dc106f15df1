import { defineCheck, fail } from '../check.ts';
import { appsAdmitting } from './apps-admitting.ts';

export default defineCheck({
  id: 'machine.service-token-shared',
  step: 6,
  title: 'One service token opens several applications',
  gap: 'shared token',
  change: 'abrupt',
  severity: 'medium',
  scope: 'account',
  needs: ['serviceTokens', 'accessApps'],
  uses: ['accessPolicies'],
  why: 'When it leaks, everything it opens is open, and nobody can say who used it.',
  fix: 'Give each application a token of its own, then delete the shared one.',
  standards: ['API2:2023'],

  evaluate({ serviceTokens, accessApps, sections }) {
    return serviceTokens.flatMap(({ id, name }) => {
      const applications = appsAdmitting(id, { accessApps: { state: 'read', value: accessApps }, ...sections }) ?? 0;
      return applications > 1 ? [fail(`service-token:${id}`, { facts: { name, applications } })] : [];
    });
  },
});
