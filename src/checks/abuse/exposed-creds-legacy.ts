/** The subjects are the endpoints that take credentials and that the old ruleset may look at; its successor being on makes it harmless. */
import { isAuthEndpoint } from '../../inventory/classify.ts';
import { defineCheck, fail, type Problem } from '../check.ts';
import { isObserved } from '../observed.ts';
import { undecided } from '../unread.ts';

const EXPOSED_CREDENTIALS_CHECK = 'c2e184081120413c86c3ab7e14069605';

export default defineCheck({
  id: 'abuse.exposed-creds-legacy',
  step: 5,
  title: 'Leaked passwords are looked for by a ruleset that is given up',
  gap: 'outdated credential check',
  change: 'rejects',
  severity: 'medium',
  needs: ['operations', 'managedRules', 'leakedCredentials'],
  uses: ['accountRulesets'],
  why: 'The Exposed Credentials Check is deprecated: it knows few forms of login and is no longer kept up, while it looks as if the matter were settled.',
  fix: 'Turn on leaked credentials detection in Security › Settings, add a custom rule on cf.waf.credential_check.* for these endpoints (log first where the plan can), then remove the old ruleset from the managed rules. The values of the header Exposed-Credential-Check change with it.',
  standards: ['API2:2023'],

  evaluate({ endpoints, leakedCredentials, phases: { managed }, tools: { prover }, sections }) {
    if (leakedCredentials.enabled === true) return [];
    const old = managed.rules.filter(
      ({ rule: { action, actionParameters } }) =>
        action === 'execute' &&
        actionParameters?.id === EXPOSED_CREDENTIALS_CHECK &&
        actionParameters.overrides?.enabled !== false,
    );
    return endpoints
      .filter((endpoint) => isObserved(endpoint) && isAuthEndpoint(endpoint))
      .flatMap((endpoint): Problem[] => {
        const answers = old.map(({ subject, when }) => ({ subject, holds: prover.holds(when, endpoint) }));
        const rules = answers
          .filter(({ holds }) => holds === 'always' || holds === 'maybe')
          .map(({ subject }) => subject);
        if (rules.length > 0) return [fail(endpoint.key, { facts: { rules } })];
        const unclear = !managed.complete || answers.some(({ holds }) => holds === 'not_understood');
        return unclear ? [undecided(sections, endpoint.key)] : [];
      });
  },
});
