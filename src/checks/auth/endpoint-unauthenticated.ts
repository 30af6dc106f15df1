import { isSensitive } from '../../inventory/classify.ts';
import { defineCheck } from '../check.ts';
import { given } from '../given.ts';
import { failEach } from '../labelled.ts';

const LABEL = 'cf-risk-missing-auth';

export default defineCheck({
  id: 'auth.endpoint-unauthenticated',
  step: 2,
  title: 'Endpoints that answer callers without any session identifier',
  gap: 'no credential asked for',
  change: 'origin',
  severity: 'high',
  evidenceKind: 'indicated',
  needs: ['operations', 'labels'],
  why: 'Every successful request came without a credential that Cloudflare was told to look for.',
  fix: 'Require a credential at the origin and at the edge, or have the owner state that the endpoint is public by design.',
  standards: ['API2:2023'],

  evaluate({ endpoints, labels, answers }) {
    const meantToBe = given('auth.public-by-design', answers, endpoints);
    return failEach(
      LABEL,
      { endpoints, labels },
      {
        severityOf: (endpoint) => (isSensitive(endpoint) ? 'critical' : 'high'),
        isMeant: ({ key }) => meantToBe.get(key) !== 'yes',
      },
    );
  },
});
