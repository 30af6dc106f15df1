import { expect, test } from 'vitest';
import check from '../../../src/checks/logging/credential-alerts-missing.ts';
import { findingsOf, saidOf, unreadable, zone } from '../../support/zone.ts';

const TOKENS = 'expiring_service_token_alert';
const ACCESS = 'access_custom_certificate_expiration_type';
const STORE = 'mtls_certificate_store_certificate_expiration_type';
const ALL = [TOKENS, ACCESS, STORE];

const alerts = (
  types: string[],
  { available = ALL, ...more }: { available?: string[] | null; tokenIds?: string[] } = {},
) => ({
  available,
  policies: types.map((alertType) => ({ id: alertType, alertType, enabled: true, mechanisms: 1, ...more })),
});
const token = (more: object = {}) => ({
  id: 'st',
  duration: '8760h',
  expiresAt: '2027-06-01T00:00:00Z',
  enabled: true,
  ...more,
});
const EXISTING = {
  serviceTokens: [token()],
  accessCertificates: [{ id: 'ac', expiresOn: '2027-01-01T00:00:00Z' }],
  authorities: [{ id: 'ca', expiresOn: '2030-01-01T00:00:00Z' }],
};

test.each([
  ['all', ALL, []],
  ['some', [TOKENS, STORE], ['fail low: account:a1']],
  ['none', [], ['fail medium: account:a1']],
  ['another', ['security_insights_alert'], ['fail medium: account:a1']],
])('%s of the alerts for what exists', (_, types, said) => {
  expect(saidOf(check, zone({ sections: { ...EXISTING, alerts: alerts(types) } }))).toEqual(said);
});

test.each([
  ['no credential', {}],
  ['a token for ever', { serviceTokens: [token({ duration: 'forever', expiresAt: null })] }],
  ['a disabled token', { serviceTokens: [token({ enabled: false })] }],
  ['an expired token', { serviceTokens: [token({ expiresAt: '2026-11-01T00:00:00Z' })] }],
])('where there is %s nothing can run out unnoticed', (_, existing) => {
  const none = { serviceTokens: [], accessCertificates: [], authorities: [] };
  expect(saidOf(check, zone({ sections: { ...none, ...existing, alerts: alerts([]) } }))).toEqual([]);
});

test('an alert for one token says nothing of another', () => {
  const existing = { accessCertificates: [], authorities: [], serviceTokens: [token({ id: 'a' }), token({ id: 'b' })] };
  const said = (...tokenIds: string[]) =>
    saidOf(check, zone({ sections: { ...existing, alerts: alerts([TOKENS], { tokenIds }) } }));
  expect(said('a')).toEqual(['fail medium: account:a1']);
  expect(said('a', 'b')).toEqual([]);
  expect(said()).toEqual([]);
});

test('an alert that the account may not have is not missed; the others are', () => {
  const said = (...available: string[]) =>
    findingsOf(check, zone({ sections: { ...EXISTING, alerts: alerts([], { available }) } })).map(
      ({ outcome, evidence }) => [outcome, evidence],
    );
  expect(said()).toEqual([['not_entitled', { alerts: ALL }]]);
  expect(said(STORE)).toEqual([['fail', { missing: [STORE] }]]);
});

test('nothing is missed for certain where the kinds of alert were not read', () => {
  const said = (types: string[]) =>
    saidOf(check, zone({ sections: { ...EXISTING, alerts: alerts(types, { available: null }) } }));
  expect(said([])).toEqual(['unknown failed']);
  expect(said(ALL)).toEqual([]);
});

test('credentials that were not read are said beside those that were', () => {
  const sections = { ...EXISTING, authorities: unreadable('no_permission'), alerts: alerts([]) };
  expect(saidOf(check, zone({ sections }))).toEqual(['fail medium: account:a1', 'unknown no_permission']);
});
