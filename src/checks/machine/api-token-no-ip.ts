/** Every token that the account owns is a machine's: people have tokens of their own, which are not read. */
import { defineCheck, fail, unknown } from '../check.ts';
import { writesEverywhere } from './token-reach.ts';

export default defineCheck({
  id: 'machine.api-token-no-ip',
  step: 6,
  title: 'API tokens of machines that work from anywhere',
  gap: 'works from anywhere',
  change: 'abrupt',
  severity: 'low',
  scope: 'account',
  needs: ['apiTokens'],
  why: 'A machine calls from known addresses; a token bound to them is of no use to whoever copies it.',
  fix: 'Edit the token under Manage Account › Account API tokens and enter the addresses of its machine as Client IP Address Filtering; a runner without a fixed address needs a short expiry instead.',
  standards: ['API2:2023'],

  evaluate({ apiTokens }) {
    return apiTokens
      .filter(({ status, ipRestricted }) => status === 'active' && ipRestricted !== true)
      .map(({ id, name, ipRestricted, policies }) => {
        const subject = `token:${id}`;
        if (ipRestricted === null) return unknown(subject, 'not_understood');
        const broad = writesEverywhere(policies).length > 0;
        return fail(subject, { severity: broad ? 'medium' : 'low', facts: { name, broad } });
      });
  },
});
