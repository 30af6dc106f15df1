import { defineCheck, fail, unknown } from '../check.ts';
import { appsAdmitting } from './apps-admitting.ts';
import { daysUntil } from './dates.ts';

const YEAR = 366;

export default defineCheck({
  id: 'machine.service-token-nonexpiring',
  step: 6,
  title: 'Service tokens that never expire, or not within a year',
  gap: 'never expires',
  change: 'abrupt',
  severity: 'high',
  scope: 'account',
  needs: ['serviceTokens'],
  uses: ['accessApps', 'accessPolicies'],
  why: 'A token that outlives its purpose, and those who knew it, opens the same door for ever.',
  fix: 'Rotate the token with a duration of at most a year, and put its expiry into a calendar or an alert.',
  standards: ['API2:2023'],

  evaluate({ serviceTokens, now, sections }) {
    return serviceTokens.flatMap(({ id, enabled, duration, expiresAt, name }) => {
      if (enabled === false) return [];
      const days = daysUntil(expiresAt, now);
      const subject = `service-token:${id}`;
      if (duration !== 'forever' && days === undefined) return [unknown(subject, 'not_understood')];
      if (duration !== 'forever' && (days ?? 0) <= YEAR) return [];
      const { byName, byAny, isWhole } = appsAdmitting(id, sections);
      return [
        fail(subject, {
          severity: isWhole && byName === 1 && byAny === 1 ? 'medium' : 'high',
          facts: { name, duration, expiresAt, applications: isWhole ? byAny : null },
        }),
      ];
    });
  },
});
