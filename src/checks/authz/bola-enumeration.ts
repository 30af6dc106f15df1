import { isSensitive } from '../../inventory/classify.ts';
import { defineCheck } from '../check.ts';
import { failEach } from '../labelled.ts';

const LABEL = 'cf-risk-bola-enumeration';

export default defineCheck({
  id: 'authz.bola-enumeration',
  step: 3,
  title: 'Sessions read unusually many different objects',
  gap: 'objects enumerated',
  change: 'origin',
  severity: 'high',
  evidenceKind: 'indicated',
  needs: ['operations', 'labels'],
  why: 'Some sessions ask for an abnormal number of different ids: that is how objects of others are found.',
  fix: 'Check in the application that the caller may reach the very object named; limit requests per session meanwhile.',
  standards: ['API1:2023'],

  evaluate: (world) =>
    failEach(LABEL, world, { severityOf: (endpoint) => (isSensitive(endpoint) ? 'critical' : 'high') }),
});
