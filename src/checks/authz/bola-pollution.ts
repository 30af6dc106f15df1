import { defineCheck } from '../check.ts';
import { failEach } from '../labelled.ts';

const LABEL = 'cf-risk-bola-pollution';

export default defineCheck({
  id: 'authz.bola-pollution',
  step: 3,
  title: 'Requests name the same object twice, in an unexpected place',
  gap: 'objects named twice',
  change: 'origin',
  severity: 'high',
  evidenceKind: 'indicated',
  needs: ['operations', 'labels'],
  why: 'An id that is sent a second time elsewhere is a way around a check that reads only one of them.',
  fix: 'Read each id from one place only, and refuse requests that name it twice.',
  standards: ['API1:2023'],

  evaluate: (world) => failEach(LABEL, world),
});
