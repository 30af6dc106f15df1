import { defineCheck, fail } from '../check.ts';
import { hasVariable, isSaved } from '../observed.ts';

export default defineCheck({
  id: 'authz.bola-never-tested',
  step: 3,
  title: 'Nobody has tested whether one account reaches the objects of another',
  gap: 'never tested',
  change: 'upkeep',
  severity: 'medium',
  needs: ['operations', 'bolaScans', 'sessionIdentifiers'],
  whole: ['bolaScans'],
  why: 'Configuration cannot show it: only a request with the wrong account can.',
  fix: 'Run a vulnerability scan on a target environment of this zone with two sets of credentials.',
  standards: ['API1:2023'],

  evaluate({ bolaScans, endpoints, zone }) {
    const withIds = endpoints.filter((endpoint) => isSaved(endpoint) && hasVariable(endpoint)).length;
    const tested = bolaScans.some(({ status, zoneTag }) => DONE.has(status ?? '') && zoneTag === zone.id);
    return withIds > 0 && !tested ? [fail(`zone:${zone.name}`, { facts: { endpoints: withIds } })] : [];
  },
});

const DONE: ReadonlySet<string> = new Set(['finished', 'completed']);
