import { expect, test } from 'vitest';
import check from '../../../src/checks/machine/service-token-dormant.ts';
import { saidOf, unreadable, zone } from '../../support/zone.ts';

const LIVE = { expiresAt: '2027-06-01T00:00:00Z', enabled: true };
const EXPIRED = { expiresAt: '2026-11-01T00:00:00Z', enabled: true, lastSeenAt: '2026-01-01T00:00:00Z' };
const DISABLED = { ...LIVE, enabled: false, lastSeenAt: '2026-01-01T00:00:00Z' };
const admitting = {
  decision: 'non_identity',
  include: [{ type: 'service_token', tokenId: 'st' }],
};
const named = { accessApps: [{ id: 'app', destinations: ['x.example'], policies: [admitting] }] };

test.each([
  ['was seen 90 days ago', { ...LIVE, lastSeenAt: '2026-08-26T09:00:00Z' }, []],
  ['was seen longer ago', { ...LIVE, lastSeenAt: '2026-08-25T09:00:00Z' }, ['fail medium: service-token:st']],
  ['is valid for ever and was seen', { duration: 'forever', enabled: true, lastSeenAt: '2026-11-23T00:00:00Z' }, []],
  ['is new and was not seen', { ...LIVE, createdAt: '2026-11-01T00:00:00Z' }, []],
  [
    'is old, and nobody told when it was seen',
    { ...LIVE, createdAt: '2025-01-01T00:00:00Z' },
    ['unknown not_understood: service-token:st'],
  ],
  ['is expired and forgotten', EXPIRED, []],
  ['is disabled and forgotten', DISABLED, []],
])('a token that %s', (_, token, said) => {
  expect(saidOf(check, zone({ sections: { serviceTokens: [{ id: 'st', ...token }] } }))).toEqual(said);
});

test.each([
  ['expired', EXPIRED, named],
  ['disabled', DISABLED, named],
  ['expired, and in a policy for several applications', EXPIRED, { accessPolicies: [admitting] }],
])('a token that is %s and still named is a low finding', (_, token, access) => {
  const sections = { serviceTokens: [{ id: 'st', ...token }], ...access };
  expect(saidOf(check, zone({ sections }))).toEqual(['fail low: service-token:st']);
});

test('whether a dead token is still named is not known where Access was not read', () => {
  const accessApps = unreadable('no_permission');
  const said = (token: object) =>
    saidOf(check, zone({ sections: { serviceTokens: [{ id: 'st', ...token }], accessApps } }));
  expect(said(EXPIRED)).toEqual(['unknown no_permission']);
  expect(said({ ...LIVE, lastSeenAt: '2026-11-23T00:00:00Z' })).toEqual([]);
});
