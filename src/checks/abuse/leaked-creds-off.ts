import { isAuthEndpoint } from '../../inventory/classify.ts';
import { defineCheck, fail } from '../check.ts';
import { isObserved } from '../observed.ts';

export default defineCheck({
  id: 'abuse.leaked-creds-off',
  step: 5,
  title: 'Leaked passwords are not recognised',
  gap: 'leaked passwords not recognised',
  change: 'upkeep',
  severity: 'high',
  needs: ['operations', 'leakedCredentials'],
  why: 'Most stuffed credentials come from known leaks; the check is passive, free of risk, and off.',
  fix: 'Turn the leaked credentials check on, then act on its result at the login endpoints.',
  standards: ['API2:2023'],

  evaluate({ leakedCredentials, endpoints, zone }) {
    const logins = endpoints.filter((endpoint) => isObserved(endpoint) && isAuthEndpoint(endpoint));
    return leakedCredentials.enabled !== true && logins.length > 0
      ? [fail(`zone:${zone.name}`, { facts: { authEndpoints: logins.length } })]
      : [];
  },
});
