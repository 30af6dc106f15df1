import { defineCheck, fail } from '../check.ts';
import { inFront, resolve } from '../controls/access.ts';
import { isObserved, soundsLikeApi } from '../observed.ts';
import type { SectionValues } from '../snapshot.ts';

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
    return accessApps.flatMap(({ id, name, destinations, policies }) => {
      const subject = `access-app:${id}`;
      const resolved = policies.map((policy) => resolve(policy, sections));
      if (!resolved.some(opens)) return [];
      const touches = observed
        .filter((endpoint) => destinations.some((destination) => inFront(destination, endpoint, prover) !== 'never'))
        .map(({ key }) => key);
      const named = destinations.some((destination) => soundsLikeApi(destination.split('/')[0] ?? ''));
      return touches.length > 0 || named ? [fail(subject, { cause: subject, touches, facts: { name } })] : [];
    });
  },
});

type Policy = SectionValues['accessPolicies'][number];

function opens(policy: Policy | undefined): boolean {
  if (policy?.decision === 'bypass') return true;
  return (
    policy?.decision === 'allow' &&
    policy.include.some(({ type }) => type === 'everyone') &&
    policy.require.length === 0
  );
}
