import { defineCheck, fail } from '../check.ts';
import { daysUntil } from './dates.ts';

export default defineCheck({
  id: 'machine.api-token-stale',
  step: 6,
  title: 'API tokens that nobody uses or rolls',
  gap: 'stale token',
  change: 'abrupt',
  severity: 'medium',
  scope: 'account',
  needs: ['apiTokens'],
  why: 'A credential that nobody misses is one whose theft nobody notices.',
  fix: 'Delete the token, or roll it when its owner still needs it.',
  standards: ['API2:2023'],

  evaluate({ apiTokens, now }) {
    return apiTokens
      .filter(({ status }) => status === 'active')
      .flatMap(({ id, name, lastUsedOn, issuedOn, modifiedOn }) => {
        const age = -(daysUntil(issuedOn, now) ?? 0);
        const idle = lastUsedOn === null ? age > 30 : -(daysUntil(lastUsedOn, now) ?? 0) > 90;
        const neverRolled = modifiedOn !== null && modifiedOn === issuedOn && age > 365;
        return idle || neverRolled ? [fail(`token:${id}`, { facts: { name, issuedOn, modifiedOn, lastUsedOn } })] : [];
      });
  },
});
