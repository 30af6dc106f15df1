/** Two ceilings: what the edge matches requests against (saved endpoints, then those found and not saved), and how many the plan lets one save. */
import { defineCheck, fail, type Problem } from '../check.ts';
import type { Plan } from '../sections/zone.ts';
import { doubts } from '../unread.ts';

const MATCHED = 3000;
const SAVED = { free: 100, pro: 250, business: 500, enterprise: 500 } as const satisfies Record<Plan, number>;
const SAVED_WITH_API_SHIELD = 10_000;
const ALMOST = 0.9;

export default defineCheck({
  id: 'inventory.edge-match-overflow',
  step: 1,
  title: 'More endpoints than the edge can match',
  gap: 'too many endpoints',
  change: 'passive',
  severity: 'medium',
  needs: ['operations'],
  uses: ['discovery', 'sessionIdentifiers'],
  why: 'Endpoints beyond the ceiling are not matched, or cannot be saved: rules, labels and schemas that rest on them do nothing, and nothing says so.',
  fix: 'Delete saved endpoints that the application no longer serves, save those that differ in one segment as one template with a variable, ignore found ones that are no API, and ask Cloudflare for a higher limit before the next release needs it.',
  standards: ['API9:2023'],

  evaluate({ operations, zone, sections }) {
    const { discovery, sessionIdentifiers } = sections;
    const subject = `zone:${zone.name}`;
    const saved = operations.length;
    const candidates =
      discovery.state === 'read' ? discovery.value.filter(({ state }) => state === 'review').length : 0;
    const matched = saved + candidates;

    const overflow = (): Problem[] => {
      if (matched <= MATCHED) return doubts({ discovery });
      return [fail(subject, { cause: 'matching', facts: { saved, candidates, matched: MATCHED } })];
    };
    const almostFull = (): Problem[] => {
      const full = (limit: number) =>
        fail(subject, { cause: 'limit', title: 'Almost no room to save further endpoints', facts: { saved, limit } });
      const most = zone.plan === 'enterprise' ? SAVED_WITH_API_SHIELD : SAVED[zone.plan];
      if (saved >= most * ALMOST) return [full(most)];
      if (saved < SAVED[zone.plan] * ALMOST || sessionIdentifiers.state === 'read') return [];
      // only API Shield raises the limit, and whoever has it can read its session identifiers
      return sessionIdentifiers.state === 'not_entitled' ? [full(SAVED[zone.plan])] : doubts({ sessionIdentifiers });
    };
    return [...overflow(), ...almostFull()];
  },
});
