import { isSensitive } from '../../inventory/classify.ts';
import { defineCheck, fail } from '../check.ts';
import { given } from '../given.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export default defineCheck({
  id: 'inventory.retirement-overdue',
  step: 1,
  title: 'Endpoints that by their owner’s word were to be out of service by now',
  gap: 'retirement overdue',
  change: 'retires',
  severity: 'high',
  evidenceKind: 'stated',
  needs: ['operations'],
  why: 'What is to be retired gets no care any more, and answers until somebody takes it down.',
  fix: 'Take them out of service now, or have the owner name another day and say until then who patches them.',
  standards: ['API9:2023'],

  evaluate({ endpoints, answers, now }) {
    const said = given('inventory.still-needed', answers, endpoints);
    const today = now.toISOString().slice(0, 10);
    return endpoints.flatMap((endpoint) => {
      const day = said.get(endpoint.key) ?? '';
      if (!DAY.test(day) || day >= today) return [];
      return [fail(endpoint.key, { severity: isSensitive(endpoint) ? 'critical' : 'high', facts: { by: day } })];
    });
  },
});
