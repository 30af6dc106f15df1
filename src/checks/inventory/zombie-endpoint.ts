import { isSensitive } from '../../inventory/classify.ts';
import { defineCheck } from '../check.ts';
import { failEach } from '../labelled.ts';

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

  evaluate: (world) =>
    failEach(LABEL, world, { severityOf: (endpoint) => (isSensitive(endpoint) ? 'high' : 'medium') }),
});

const LABEL = 'cf-risk-zombie';
