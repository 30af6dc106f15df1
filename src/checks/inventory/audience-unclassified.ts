/** Saved endpoints only, as nobody labels what is not saved; a word in the host or path is a guess and settles nothing here. */
import { isAudienceLabel } from '../../inventory/classify.ts';
import { defineCheck, fail, unknown } from '../check.ts';
import { areTold } from '../labelled.ts';
import { isSaved } from '../observed.ts';

const MANY = 0.2;

export default defineCheck({
  id: 'inventory.audience-unclassified',
  step: 1,
  title: 'Saved endpoints of which no label says whom they are for',
  gap: 'audience not labelled',
  change: 'upkeep',
  severity: 'low',
  needs: ['operations', 'labels'],
  why: 'What is meant for partners or for the company itself is protected otherwise than what everybody may call, and nobody can tell which is which.',
  fix: 'Give each endpoint one of the user labels public, partner, internal and mobile, in Security › Web assets, where many can be chosen at once.',
  standards: ['API9:2023'],

  evaluate({ endpoints, labels }) {
    const saved = endpoints.filter(isSaved);
    const unclassified = saved.filter((endpoint) => !endpoint.labels.some(isAudienceLabel));
    if (unclassified.length === 0) return [];
    if (!areTold(endpoints, labels)) {
      return [unknown(null, 'not_understood', { facts: { endpoints: unclassified.length } })];
    }
    const severity = unclassified.length > saved.length * MANY ? 'medium' : 'low';
    return unclassified.map(({ key }) => fail(key, { severity }));
  },
});
