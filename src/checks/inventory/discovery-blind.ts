import { defineCheck, notEntitled } from '../check.ts';
import { doubts } from '../unread.ts';

export default defineCheck({
  id: 'inventory.discovery-blind',
  step: 1,
  title: 'API Discovery does not watch this zone: shadow endpoints stay unseen',
  gap: 'not discovered',
  change: 'passive',
  severity: 'info',
  needs: [],
  uses: ['discovery'],
  why: 'Discovery sees answered requests at the edge only, never those a Worker makes, and needs 500 of them in ten days. Without it nothing looks for endpoints nobody saved.',
  fix: 'Compare the saved endpoints with access logs and with the routes of each service, or add API Discovery to the plan.',
  standards: ['API9:2023'],

  evaluate({ zone, sections }) {
    const { discovery } = sections;
    if (discovery.state !== 'not_entitled') return doubts(sections);
    return [notEntitled(`zone:${zone.name}`, { facts: { plan: zone.plan, detail: discovery.detail } })];
  },
});
