import { isSensitive } from '../../inventory/classify.ts';
import { defineCheck } from '../check.ts';
import { given } from '../given.ts';
import { failEach } from '../labelled.ts';

export default defineCheck({
  id: 'inventory.zombie-endpoint',
  step: 1,
  title: 'Saved endpoints of which Cloudflare has seen no request for a month',
  gap: 'no traffic',
  change: 'origin',
  severity: 'medium',
  evidenceKind: 'indicated',
  needs: ['operations', 'labels'],
  why: 'Old versions are kept running and no longer patched.',
  fix: 'Ask its owner whether it is called where Cloudflare does not look, as from a Worker. If not, take it out of service, then delete it from Endpoint Management.',
  standards: ['API9:2023'],

  evaluate(world) {
    const said = given('inventory.still-needed', world.answers, world.endpoints);
    return failEach(LABEL, world, {
      severityOf: (endpoint) => (isSensitive(endpoint) ? 'high' : 'medium'),
      isMeant: ({ key }) => said.get(key) !== 'needed',
    });
  },
});

const LABEL = 'cf-risk-zombie';
