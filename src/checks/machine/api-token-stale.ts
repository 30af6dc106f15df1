import { defineCheck, fail, unknown } from '../check.ts';
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
  fix: 'Ask whoever made the token what it is for; delete it, or roll it when it is still needed.',
  standards: ['API2:2023'],

  evaluate({ apiTokens, now }) {
    return apiTokens
      .filter(({ status }) => status === 'active')
      .flatMap(({ id, name, lastUsedOn, issuedOn, modifiedOn }) => {
        const issued = daysUntil(issuedOn, now);
        const used = daysUntil(lastUsedOn, now);
        // a token that was never used, and of which nobody says since when, may be new
        if (issued === undefined && used === undefined) return [unknown(`token:${id}`, 'not_understood')];
        const idle = used === undefined ? (issued ?? 0) < -30 : used < -90;
        const neverRolled = issued !== undefined && issued < -365 && daysUntil(modifiedOn, now) === issued;
        return idle || neverRolled ? [fail(`token:${id}`, { facts: { name, issuedOn, modifiedOn, lastUsedOn } })] : [];
      });
  },
});
