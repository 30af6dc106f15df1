import { behindAccess } from '../behind-access.ts';
import { defineCheck, fail } from '../check.ts';
import { resolve } from '../controls/access.ts';
import { isObserved } from '../observed.ts';
import type { SectionValues } from '../snapshot.ts';
import { undecided } from '../unread.ts';

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
    return accessApps.flatMap((app) => {
      const policies = app.policies.map((policy) => resolve(policy, sections));
      const isOpen = policies.some(admitsAny);
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

/** What is required beside it (an address, a certificate, one token by name) narrows it down; a denial opens nothing. */
function admitsAny(policy: Policy | undefined): boolean {
  if (!policy || policy.decision === 'deny') return false;
  return (
    [...policy.include, ...policy.require].some(({ type }) => type === ANY) &&
    policy.require.every(({ type }) => type === ANY)
  );
}

const ANY = 'any_valid_service_token';
