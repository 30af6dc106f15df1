import { defineCheck, fail } from '../check.ts';
import { writesEverywhere } from './token-reach.ts';

export default defineCheck({
  id: 'machine.api-token-broad',
  step: 6,
  title: 'API tokens that may change every zone or account',
  gap: 'broad token',
  change: 'abrupt',
  severity: 'high',
  scope: 'account',
  needs: ['apiTokens'],
  why: 'One leaked token is then the whole account.',
  fix: 'Issue a token for the zones and permissions its job needs, then delete this one.',
  standards: ['API2:2023'],

  evaluate({ apiTokens }) {
    return apiTokens
      .filter(({ status }) => status === 'active')
      .flatMap(({ id, name, policies }) => {
        const writing = writesEverywhere(policies);
        if (writing.length === 0) return [];
        const severity = writing.some((group) => KEYS.test(group)) ? 'critical' : 'high';
        return [fail(`token:${id}`, { severity, facts: { name, permissions: writing } })];
      });
  },
});

/** Whoever may write these can give himself everything else. */
const KEYS = /api tokens|membership|account settings|access: /i;
