import { defineCheck, fail, unknown } from '../check.ts';
import { areTold } from '../labelled.ts';
import { isSaved } from '../observed.ts';

const OWNER = /^(?:owner|team)[-_:=]/i;

export default defineCheck({
  id: 'inventory.no-owner-label',
  step: 1,
  title: 'Saved endpoints without an owner label',
  gap: 'no owner',
  change: 'upkeep',
  severity: 'low',
  needs: ['operations', 'labels'],
  why: 'An endpoint that nobody answers for is one that nobody fixes.',
  fix: 'Add a user label such as owner-payments or team-payments to the endpoint.',
  standards: ['API9:2023'],

  evaluate({ endpoints, labels }) {
    const unowned = endpoints.filter((endpoint) => isSaved(endpoint) && !endpoint.labels.some(isOwnerLabel));
    if (unowned.length === 0) return [];
    if (!areTold(endpoints, labels)) return [unknown(null, 'not_understood', { facts: { endpoints: unowned.length } })];
    return unowned.map(({ key }) => fail(key));
  },
});

const isOwnerLabel = (label: string): boolean => OWNER.test(label);
