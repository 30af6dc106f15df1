import { expect, test } from 'vitest';
import check from '../../../src/checks/machine/client-cert-expiring.ts';
import { saidOf, unreadable, zone } from '../../support/zone.ts';

test.each([
  ['in 31 days', { status: 'active', expiresOn: '2026-12-26T09:00:00Z' }, []],
  ['in 30 days', { status: 'active', expiresOn: '2026-12-24T09:00:00Z' }, ['fail medium: client-cert:c']],
  ['in 7 days', { status: 'active', expiresOn: '2026-12-01T09:00:00Z' }, ['fail high: client-cert:c']],
  ['yesterday', { status: 'active', expiresOn: '2026-11-23T09:00:00Z' }, ['fail high: client-cert:c']],
  ['soon, but revoked', { status: 'revoked', expiresOn: '2026-12-01T09:00:00Z' }, []],
  [
    'in another way of writing it',
    { status: 'active', expiresOn: '2026-12-01 09:00:00 +0000 UTC' },
    ['fail high: client-cert:c'],
  ],
  ['without a word on it', { status: 'active' }, ['unknown not_understood: client-cert:c']],
])('a certificate that expires %s', (_, certificate, said) => {
  expect(saidOf(check, zone({ sections: { clientCertificates: [{ id: 'c', ...certificate }] } }))).toEqual(said);
});

test('authorities count too, and those that were not read are said', () => {
  const authorities = [{ id: 'ca-9', expiresOn: '2026-12-01T00:00:00Z' }];
  expect(saidOf(check, zone({ sections: { authorities, accessCertificates: unreadable('no_permission') } }))).toEqual([
    'fail high: ca:ca-9',
    'unknown no_permission',
  ]);
});
