import { defineCheck, fail } from '../check.ts';

const WRITES = /\b(?:write|edit)\b/i;

export default defineCheck({
  id: 'machine.api-token-no-expiry',
  step: 6,
  title: 'API tokens of the account that never expire',
  gap: 'never expires',
  change: 'abrupt',
  severity: 'medium',
  scope: 'account',
  needs: ['apiTokens'],
  why: 'A copy that was leaked once works until somebody notices.',
  fix: 'Roll the token and give it an expiry; shorter where it may write.',
  standards: ['API2:2023'],

  evaluate({ apiTokens }) {
    return apiTokens
      .filter(({ status, expiresOn }) => status === 'active' && expiresOn === null)
      .map(({ id, name, policies }) => {
        const writes = policies.some(
          ({ effect, permissionGroups }) => effect !== 'deny' && permissionGroups.some((group) => WRITES.test(group)),
        );
        return fail(`token:${id}`, { severity: writes ? 'high' : 'medium', facts: { name, writes } });
      });
  },
});
