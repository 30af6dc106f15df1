import { isSensitive } from '../../inventory/classify.ts';
import { locate } from '../../inventory/locate.ts';
import { defineCheck, fail } from '../check.ts';
import { isSaved } from '../observed.ts';

export default defineCheck({
  id: 'inventory.shadow-ignored',
  step: 1,
  title: 'Ignored endpoints that still answer',
  gap: 'ignored, and in use',
  change: 'retires',
  severity: 'medium',
  evidenceKind: 'indicated',
  needs: ['operations', 'discovery'],
  why: 'Somebody once waved them off; requests still come, and nobody looks.',
  fix: 'Save the endpoint and give it an owner, or take it out of service.',
  standards: ['API9:2023'],

  evaluate({ discovery, endpoints }) {
    const saved = new Set(endpoints.filter(isSaved).map(({ key }) => key));
    return discovery
      .filter(({ state, requests }) => state === 'ignored' && (requests ?? 0) > 0)
      .flatMap(({ method, host, endpoint, labels, requests, periodSeconds }) => {
        const { key } = locate(method, host, endpoint);
        if (saved.has(key)) return [];
        const severity = isSensitive({ method, labels }) ? 'high' : 'medium';
        return [fail(key, { severity, facts: { requests, periodSeconds } })];
      });
  },
});
