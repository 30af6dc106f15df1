import { defineCheck, fail } from '../check.ts';
import { inFront, resolve } from '../controls/access.ts';
import { isObserved } from '../observed.ts';

export default defineCheck({
  id: 'machine.service-token-any',
  step: 6,
  title: 'Any service token of the account opens an API',
  gap: 'any token opens it',
  change: 'abrupt',
  severity: 'high',
  scope: 'account',
  needs: ['operations', 'accessApps'],
  uses: ['accessPolicies'],
  why: 'A token made for one job in another team is a key to this door too.',
  fix: 'Name the tokens that may enter, in the policy of the application.',
  standards: ['API2:2023'],

  evaluate({ accessApps, endpoints, tools: { prover }, sections }) {
    const observed = endpoints.filter(isObserved);
    return accessApps.flatMap(({ id, name, destinations, policies }) => {
      const subject = `access-app:${id}`;
      const any = policies
        .map((policy) => resolve(policy, sections))
        .some((policy) => policy?.include.some(({ type }) => type === 'any_valid_service_token'));
      const touches = any
        ? observed
            .filter((endpoint) =>
              destinations.some((destination) => inFront(destination, endpoint, prover) !== 'never'),
            )
            .map(({ key }) => key)
        : [];
      return any ? [fail(subject, { cause: subject, touches, facts: { name } })] : [];
    });
  },
});
