import { isSensitive } from '../../inventory/classify.ts';
import { standsFor } from '../../inventory/host-variables.ts';
import { locate, type Place } from '../../inventory/locate.ts';
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
    const savedHosts = new Map<string, string[]>();
    for (const { method, path, host } of endpoints.filter(isSaved)) {
      const at = `${method} ${path}`;
      savedHosts.set(at, [...(savedHosts.get(at) ?? []), host]);
    }
    const isKnown = ({ method, path, host }: Place) =>
      savedHosts.get(`${method} ${path}`)?.some((saved) => standsFor(saved, host) || standsFor(host, saved));
    return discovery
      .filter(({ state, requests }) => state === 'ignored' && (requests ?? 0) > 0)
      .flatMap(({ method, host, endpoint, labels, requests, periodSeconds }) => {
        const place = locate(method, host, endpoint);
        if (isKnown(place)) return [];
        const severity = isSensitive({ method, labels }) ? 'high' : 'medium';
        return [fail(place.key, { severity, facts: { requests, periodSeconds } })];
      });
  },
});
