import { behindAccess } from '../behind-access.ts';
import { defineCheck, fail } from '../check.ts';
import { resolve } from '../controls/access.ts';
import { isObserved } from '../observed.ts';
import type { SectionValues } from '../snapshot.ts';
import { undecided } from '../unread.ts';

export default defineCheck({
  id: 'auth.access-bypass',
  step: 2,
  title: 'Access lets everybody through to an API',
  gap: 'Access bypassed',
  change: 'abrupt',
  severity: 'high',
  scope: 'account',
  needs: ['operations', 'accessApps'],
  uses: ['accessPolicies'],
  why: 'An application in front that asks nobody anything looks like protection in every list.',
  fix: 'Replace the bypass, or the rule for everyone, by the people and services it is meant for.',
  standards: ['API2:2023'],

  evaluate({ accessApps, endpoints, tools: { prover }, sections }) {
    const observed = endpoints.filter(isObserved);
    return accessApps.flatMap((app) => {
      const policies = app.policies.map((policy) => resolve(policy, sections));
      const isOpen = policies.some(opens);
      if (!isOpen && policies.every((policy) => policy?.decision)) return [];
      const { touches, isApi } = behindAccess(app, observed, prover);
      if (!isApi) return [];
      const subject = `access-app:${app.id}`;
      if (!isOpen) return [undecided(sections, subject)]; // a policy of it could not be read
      return [fail(subject, { cause: subject, touches, facts: { name: app.name } })];
    });
  },
});

type Policy = SectionValues['accessPolicies'][number];

function opens(policy: Policy | undefined): boolean {
  if (policy?.decision === 'bypass') return !isForAddresses(policy);
  return (
    policy?.decision === 'allow' &&
    policy.include.some(({ type }) => type === 'everyone') &&
    policy.require.length === 0
  );
}

/** A bypass for the addresses of an office lets those through, and nobody else. */
function isForAddresses({ include, require }: Policy): boolean {
  const isAddress = ({ type }: Policy['include'][number]) => type === 'ip' || type === 'ip_list';
  return (include.length > 0 && include.every(isAddress)) || require.some(isAddress);
}
