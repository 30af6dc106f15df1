import { isAuthEndpoint } from '../../inventory/classify.ts';
import { defineCheck, fail } from '../check.ts';
import { isAdmin, isObserved } from '../observed.ts';

export default defineCheck({
  id: 'inventory.documented-not-observed',
  step: 1,
  title: 'Documents describe endpoints that nobody saved and API Discovery has not seen',
  gap: 'documented, never seen',
  change: 'passive',
  severity: 'low',
  evidenceKind: 'indicated',
  needs: ['operations', 'discovery', 'schemas'],
  whole: ['operations', 'discovery'],
  why: 'Either the document is out of date, or the endpoint is there, too quiet or in a place where discovery does not look, and waits to be found.',
  fix: 'Take it out of the document, or save it and look at why no request is seen.',
  standards: ['API9:2023'],

  evaluate({ endpoints }) {
    return endpoints
      .filter((endpoint) => !isObserved(endpoint) && endpoint.traffic.seen !== 'yes')
      .map((endpoint) =>
        fail(endpoint.key, { severity: isAuthEndpoint(endpoint) || isAdmin(endpoint) ? 'medium' : 'low' }),
      );
  },
});
