import { isSensitive } from '../../inventory/classify.ts';
import type { Endpoint } from '../../inventory/endpoint.ts';
import { defineCheck, fail, type Severity } from '../check.ts';
import { isSaved } from '../observed.ts';

const ENOUGH = 10; // below this many measured endpoints "the busiest tenth" means nothing

export default defineCheck({
  id: 'inventory.shadow-endpoint',
  step: 1,
  title: 'Endpoints answer in production that nobody has saved',
  gap: 'nobody saved it',
  change: 'retires',
  severity: 'medium',
  evidenceKind: 'indicated',
  needs: ['operations', 'discovery'],
  why: 'What is not in the inventory has no owner, no schema and no limit, and is where attackers look first.',
  fix: 'Save each endpoint in Endpoint Management and give it an owner, or take it out of service.',
  standards: ['API9:2023'],

  evaluate({ endpoints }) {
    const shadows = endpoints.filter((endpoint) => endpoint.sources.includes('discovered') && !isSaved(endpoint));
    const busy = busiestTenth(endpoints);
    return shadows.map((endpoint) =>
      fail(endpoint.key, {
        severity: severityOf(endpoint, busy),
        facts: { requests: endpoint.traffic.requests ?? null, periodSeconds: endpoint.traffic.periodSeconds ?? null },
      }),
    );
  },
});

function severityOf(endpoint: Endpoint, busy: number): Severity {
  if (endpoint.labels.some((label) => label === 'cf-log-in' || label.startsWith('cf-risk-'))) return 'critical';
  const { requests = 0 } = endpoint.traffic;
  return isSensitive(endpoint) || (requests > 0 && requests >= busy) ? 'high' : 'medium';
}

/** Of what API Discovery measured: the analytics count saved endpoints in another way. */
function busiestTenth(endpoints: readonly Endpoint[]): number {
  const measured = endpoints
    .filter(({ sources, discoveryId }) => discoveryId !== undefined || !sources.includes('saved'))
    .flatMap(({ traffic }) => traffic.requests ?? [])
    .sort((a, b) => a - b);
  return measured.length < ENOUGH
    ? Number.POSITIVE_INFINITY
    : (measured[Math.floor(measured.length * 0.9)] ?? Number.POSITIVE_INFINITY);
}
