import { isSensitive } from '../../inventory/classify.ts';
import { defineCheck, fail } from '../check.ts';
import { carries, unseen } from '../labelled.ts';

export default defineCheck({
  id: 'inventory.zombie-endpoint',
  step: 1,
  title: 'Saved endpoints without a request for a month',
  gap: 'no traffic',
  change: 'origin',
  severity: 'medium',
  evidenceKind: 'indicated',
  needs: ['operations', 'labels'],
  why: 'Old versions are kept running and no longer patched.',
  fix: 'Take the endpoint out of service, then delete it from Endpoint Management.',
  standards: ['API9:2023'],

  evaluate({ endpoints, labels }) {
    return [
      ...endpoints
        .filter((endpoint) => carries(endpoint, LABEL))
        .map((endpoint) => fail(endpoint.key, { severity: isSensitive(endpoint) ? 'high' : 'medium' })),
      ...unseen(endpoints, labels, LABEL),
    ];
  },
});

const LABEL = 'cf-risk-zombie';
