import { isSensitive } from '../../inventory/classify.ts';
import { defineCheck } from '../check.ts';
import { failEach } from '../labelled.ts';

const LABEL = 'cf-risk-mixed-auth';

export default defineCheck({
  id: 'auth.endpoint-mixed',
  step: 2,
  title: 'Endpoints that answer callers with and without a session identifier',
  gap: 'credential sometimes missing',
  change: 'origin',
  severity: 'medium',
  evidenceKind: 'indicated',
  needs: ['operations', 'labels'],
  why: 'Some successful requests came without a credential: the check may be missing on one path through the code.',
  fix: 'Find out which callers send no credential, and require one for all.',
  standards: ['API2:2023'],

  evaluate: (world) =>
    failEach(LABEL, world, { severityOf: (endpoint) => (isSensitive(endpoint) ? 'high' : 'medium') }),
});
