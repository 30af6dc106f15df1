import { expect, test } from 'vitest';
import type { Finding } from '../../src/checks/check.ts';
import { assess } from '../../src/remediation/report.ts';
import { withinHosts } from '../../src/remediation/within-hosts.ts';
import { finding } from '../support/finding.ts';
import { FEED, LOGIN, zone } from '../support/zone.ts';

/** What is left of a finding in a review of `api.shop.example` alone. */
function left(more: Partial<Finding>): Partial<Finding> | undefined {
  const assessment = { ...assess(zone()), findings: [finding(more)] };
  return withinHosts(assessment, ['api.shop.example'], 'enterprise').findings[0];
}

test.each([
  ['an endpoint of another host', { subjects: [FEED] }],
  ['another host', { subjects: ['host:partner.shop.example'] }],
  ['the DNS record of another host', { subjects: ['dns:partner.shop.example'] }],
  ['a rule that acts on other hosts only', { subjects: ['rule:http_ratelimit/x'], touches: [FEED] }],
  ['an Access application in front of other hosts', { subjects: ['access-app:a'], touches: [FEED] }],
])('%s is left out', (_, more) => {
  expect(left(more)).toBeUndefined();
});

test.each([
  ['an endpoint of the host', { subjects: [LOGIN] }],
  ['the DNS record of the host', { subjects: ['dns:api.shop.example'] }],
  ['the zone', { subjects: ['zone:shop.example'] }],
  ['a token of the account', { subjects: ['token:t'] }],
  ['a rule of which no endpoint is known', { subjects: ['rule:http_request_firewall_managed/m'] }],
  ['what names no subject', { subjects: [] }],
])('%s stays', (_, more) => {
  expect(left(more)).toMatchObject(more);
});

test('of a rule that acts on both, only this host is counted', () => {
  expect(left({ subjects: ['rule:http_ratelimit/x'], touches: [FEED, LOGIN] })?.touches).toEqual([LOGIN]);
});

test('no hosts means all of them', () => {
  const assessment = assess(zone());
  expect(withinHosts(assessment, [], 'enterprise')).toBe(assessment);
});
