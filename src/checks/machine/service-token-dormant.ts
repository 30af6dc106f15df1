/** Two leftovers: a dead token that some policy still names, and a live one that nobody has used for 90 days. */
import { defineCheck, fail, type Problem, unknown } from '../check.ts';
import type { Sections } from '../snapshot.ts';
import { doubts } from '../unread.ts';
import { daysUntil } from './dates.ts';

const LONG = 90;

export default defineCheck({
  id: 'machine.service-token-dormant',
  step: 6,
  title: 'Service tokens that nobody uses',
  gap: 'unused token',
  change: 'abrupt',
  severity: 'medium',
  scope: 'account',
  needs: ['serviceTokens'],
  uses: ['accessApps', 'accessPolicies'],
  why: 'Of a key that nobody misses nobody notices the theft, and a dead one that policies still name opens its door again the day it is renewed.',
  fix: 'Ask its owner, then delete the token in Zero Trust › Access › Service auth and take it out of the policies that name it.',
  standards: ['API2:2023'],

  evaluate({ serviceTokens, now, sections }) {
    const named = tokensNamed(sections);
    const unread = doubts(sections);
    let undecided = false;
    const problems = serviceTokens.flatMap(({ id, name, enabled, expiresAt, lastSeenAt, createdAt }): Problem[] => {
      const subject = `service-token:${id}`;
      const isDead = enabled === false || (daysUntil(expiresAt, now) ?? 0) < 0;
      if (isDead) {
        if (named.has(id))
          return [fail(subject, { cause: 'dead', severity: 'low', ...DEAD, facts: { name, enabled, expiresAt } })];
        undecided ||= unread.length > 0;
        return [];
      }
      const idle = daysUntil(lastSeenAt, now);
      if (idle !== undefined) {
        return idle < -LONG ? [fail(subject, { cause: 'idle', facts: { name, lastSeenAt } })] : [];
      }
      // never seen, or never told: a young one may be either
      const age = daysUntil(createdAt, now);
      return age !== undefined && age >= -LONG
        ? []
        : [unknown(subject, 'not_understood', { facts: { name, createdAt } })];
    });
    return undecided ? [...problems, ...unread] : problems;
  },
});

const DEAD = { title: 'Expired or disabled service tokens that policies still name' };

function tokensNamed({ accessApps, accessPolicies }: Pick<Sections, 'accessApps' | 'accessPolicies'>): Set<string> {
  const policies = [
    ...(accessApps.state === 'read' ? accessApps.value.flatMap((app) => app.policies) : []),
    ...(accessPolicies.state === 'read' ? accessPolicies.value : []),
  ];
  return new Set(policies.flatMap(({ include }) => include.flatMap(({ tokenId }) => tokenId ?? [])));
}
