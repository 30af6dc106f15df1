import { defineCheck, fail, unknown } from '../check.ts';
import { doubt } from '../unread.ts';
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
    return serviceTokens
      .filter(({ enabled }) => enabled !== false)
      .flatMap(({ id, name }) => {
        const { byName, isWhole } = appsAdmitting(id, {
          accessApps: { state: 'read', value: accessApps },
          ...sections,
        });
        const subject = `service-token:${id}`;
        if (byName > 1) return [fail(subject, { facts: { name, applications: byName } })];
        return isWhole ? [] : [doubt(sections) ?? unknown(null, 'not_understood')];
      });
  },
});
