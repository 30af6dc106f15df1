import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/checks/check.ts';
import { inventoryOf } from '../../src/checks/inventory-of.ts';
import { remediationItems } from '../../src/remediation/items.ts';
import { finding } from '../support/finding.ts';
import { FEED, LOGIN, NEW_ORDER, OPERATIONS, ORDER, operation, PRODUCTS, zone } from '../support/zone.ts';

const INTERNAL = 'POST api.shop.example/v1/internal/jobs';
const { endpoints } = inventoryOf(
  zone({
    sections: { operations: [...OPERATIONS, operation('op-jobs', 'POST', '/v1/internal/jobs', { labels: [] })] },
  }),
  [],
);

const scores = (...findings: Finding[]) =>
  remediationItems(findings, endpoints, 'enterprise').map(({ score }) => score);

test.each([
  ['a login that anyone reaches, critical', { subjects: [LOGIN] }, 4 * 4 * 4],
  ['the worst of several subjects', { subjects: [PRODUCTS, LOGIN] }, 4 * 4 * 4],
  ['a read of a partner, medium', { subjects: [FEED], severity: 'medium' as const }, 3 * 1 * 2],
  ['an internal write, high', { subjects: [INTERNAL], severity: 'high' as const }, 1 * 3 * 3],
  [
    'a host takes its worst endpoint',
    { subjects: ['host:partner.shop.example'], severity: 'high' as const },
    3 * 1 * 3,
  ],
  ['a zone takes its worst endpoint', { subjects: ['zone:shop.example'], severity: 'low' as const }, 4 * 4 * 1],
  [
    'a rule takes the worst it touches',
    { subjects: ['rule:http_ratelimit/x'], touches: [FEED], severity: 'low' as const },
    3,
  ],
  ['a rule that touches nothing', { subjects: ['rule:http_ratelimit/x'], severity: 'low' as const }, 4 * 3 * 1],
  ['a token', { subjects: ['token:t'], severity: 'high' as const }, 4 * 3 * 3],
  ['information', { subjects: [ORDER], severity: 'info' as const }, 0],
])('%s', (_, more, score) => {
  expect(scores(finding(more))).toEqual([score]);
});

test('only what failed is work', () => {
  expect(scores(finding({ outcome: 'unknown', reason: 'failed' }), finding({ outcome: 'not_entitled' }))).toEqual([]);
});

test('an item says what it would fix, why it stands there, and what we propose', () => {
  expect(remediationItems([finding({ subjects: [LOGIN] })], endpoints, 'enterprise')[0]).toMatchObject({
    rank: 1,
    endpoints: 1,
    endpointKeys: [LOGIN],
    findings: ['f'],
    reasons: ['mobile', 'auth', 'no rate limit'],
    decision: 'log-first',
  });
});

test('equal scores are settled by the sum, then the endpoints, then the title', () => {
  const ids = remediationItems(
    [
      finding({ id: 'title b', title: 'b', subjects: [LOGIN] }),
      finding({ id: 'title a', title: 'a', subjects: [LOGIN] }),
      finding({ id: 'sum', title: 'z', subjects: [LOGIN, NEW_ORDER] }),
      finding({ id: 'rule', title: 'y', subjects: ['rule:http_ratelimit/x'], touches: [LOGIN, PRODUCTS] }),
    ],
    endpoints,
    'enterprise',
  ).map(({ findings }) => findings[0]);
  expect(ids).toEqual(['sum', 'rule', 'title a', 'title b']);
});

test('the order does not depend on the order of the findings', () => {
  const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
  const keys = endpoints.map(({ key }) => key);
  const findings = fc.uniqueArray(
    fc.record({
      id: fc.uuid(),
      severity: fc.constantFrom(...severities),
      title: fc.constantFrom('a', 'b', 'Ä', 'z', 'I', 'ı'),
      subjects: fc.uniqueArray(fc.constantFrom(...keys, 'token:t', 'zone:shop.example'), { minLength: 1 }),
    }),
    { selector: ({ id }) => id, maxLength: 12 },
  );
  fc.assert(
    fc.property(findings, fc.nat(), (some, turn) => {
      const all = some.map(finding);
      const at = all.length === 0 ? 0 : turn % all.length;
      const turned = [...all.slice(at), ...all.slice(0, at)].reverse();
      expect(remediationItems(turned, endpoints, 'free')).toEqual(remediationItems(all, endpoints, 'free'));
    }),
  );
});
