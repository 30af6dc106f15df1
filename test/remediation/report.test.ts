import { expect, test } from 'vitest';
import { parseSnapshot, SECTIONS } from '../../src/checks/snapshot.ts';
import { assess, scanReport } from '../../src/remediation/report.ts';
import { LOGIN, ORDER, unreadable, zone } from '../support/zone.ts';

const TIMES = { startedAt: '2026-11-24T09:00:00Z', finishedAt: '2026-11-24T09:01:00Z' };
const gaps = zone({
  certificates: [{ list: 'operations', pages: 1, rows: 5, reported: 5, duplicates: 0, drift: 0, complete: true }],
  sections: {
    rateLimits: { rules: [] },
    discovery: [
      {
        id: 'd',
        method: 'POST',
        host: 'api.shop.example',
        endpoint: '/v1/beta',
        state: 'review',
        requests: 4,
        periodSeconds: 3600,
      },
    ],
    logpushZone: unreadable('no_permission', 'Logs Write'),
  },
});
const report = (snapshot = gaps) => scanReport(snapshot, assess(snapshot), TIMES);

test('a stored snapshot gives the same report, byte for byte', () => {
  const again = parseSnapshot(JSON.parse(JSON.stringify(gaps)));
  expect(JSON.stringify(report(again))).toBe(JSON.stringify(report()));
});

test('the order of the rows read makes no difference', () => {
  const { operations } = gaps.sections;
  if (operations.state !== 'read') throw new Error('the operations of the test are readable');
  const turned = { state: 'read' as const, value: [...operations.value].reverse() };
  const other = { ...gaps, sections: { ...gaps.sections, operations: turned } };
  expect(JSON.stringify(report(other))).toBe(JSON.stringify(report()));
});

test('every section has its state, and those not read say why', () => {
  const { sections } = report();
  expect(Object.keys(sections)).toEqual([...SECTIONS]);
  expect(sections.operations).toEqual({ state: 'read' });
  expect(sections.logpushZone).toEqual({ state: 'no_permission', detail: 'Logs Write' });
});

test('the inventory is counted and its lists are certified', () => {
  expect(report().inventory).toMatchObject({ saved: 5, discovered: 1, documented: 5, documentedOnly: 0, total: 6 });
  expect(report().inventory.certificates).toHaveLength(1);
});

test('an endpoint says what protects it, what does not, and what nobody could see', () => {
  const login = report().endpoints.find(({ key }) => key === LOGIN);
  expect(login).toMatchObject({
    sources: ['saved', 'documented'],
    sensitivity: 'auth',
    exposure: 4,
    owner: null,
    documentation: { status: 'documented', document: 'shop.json' },
    authorization: { status: 'unknown', evidence: 'none' },
    controls: {
      'rate-limit': { verdict: 'uncovered', mode: 'off', rules: [] },
      schema: { verdict: 'covered', mode: 'enforce' },
      'waf-managed': { verdict: 'covered', mode: 'enforce', rules: ['rule:http_request_firewall_managed/managed'] },
      'leaked-credentials': { verdict: 'covered', mode: 'enforce' },
      logging: { verdict: 'unknown' },
    },
  });
  expect(report().endpoints.find(({ key }) => key === ORDER)?.controls).not.toHaveProperty('leaked-credentials');
});

test('findings and remediation refer to each other', () => {
  const { findings, remediation } = report();
  const ids = new Set(findings.map(({ id }) => id));
  expect(ids.size).toBe(findings.length);
  expect(remediation[0]).toMatchObject({ rank: 1, score: 64, endpoints: 1, decision: 'log-first' });
  expect(remediation.flatMap((item) => item.findings).every((id) => ids.has(id))).toBe(true);
});

test('the id of a finding outlives a scan, and differs between zones', () => {
  const later = zone({ takenAt: '2026-11-25T09:00:00Z', sections: { rateLimits: { rules: [] } } });
  const idOf = (snapshot: typeof gaps) =>
    assess(snapshot).findings.find(({ check, outcome }) => check === 'abuse.auth-no-ratelimit' && outcome === 'fail')
      ?.id;
  expect(idOf(later)).toBe(idOf(gaps));
  expect(idOf({ ...later, zone: { ...later.zone, id: 'z2' } })).not.toBe(idOf(gaps));
});
