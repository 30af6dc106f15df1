import { describe, expect, test } from 'vitest';
import broad from '../../../src/checks/machine/api-token-broad.ts';
import stale from '../../../src/checks/machine/api-token-stale.ts';
import longLived from '../../../src/checks/machine/client-cert-long-lived.ts';
import nonexpiring from '../../../src/checks/machine/service-token-nonexpiring.ts';
import shared from '../../../src/checks/machine/service-token-shared.ts';
import { saidOf, unreadable, zone } from '../../support/zone.ts';

const writing = (resource: string) => ({
  apiTokens: [
    {
      id: 't',
      status: 'active',
      policies: [{ effect: 'allow', permissionGroups: ['DNS Write'], resources: [resource] }],
    },
  ],
});

test.each([
  [
    'all zones of one account',
    'com.cloudflare.api.account.a1/com.cloudflare.api.account.zone.*',
    ['fail high: token:t'],
  ],
  ['all accounts', 'com.cloudflare.api.account.*', ['fail high: token:t']],
  ['all buckets', 'com.cloudflare.edge.r2.bucket.*', []],
  ['one account', 'com.cloudflare.api.account.a1', []],
])('a token that may write in %s', (_, resource, said) => {
  expect(saidOf(broad, zone({ sections: writing(resource) }))).toEqual(said);
});

test.each([
  ['of which nothing is told', {}, ['unknown not_understood: token:t']],
  [
    'that was rolled, written another way',
    { issuedOn: '2025-01-01T00:00:00Z', modifiedOn: '2025-01-01T00:00:00.000Z', lastUsedOn: '2026-11-23T00:00:00Z' },
    ['fail medium: token:t'],
  ],
  [
    'that was modified a day later',
    { issuedOn: '2025-01-01T00:00:00Z', modifiedOn: '2025-01-02T00:00:00Z', lastUsedOn: '2026-11-23T00:00:00Z' },
    [],
  ],
])('a token %s', (_, token, said) => {
  expect(saidOf(stale, zone({ sections: { apiTokens: [{ id: 't', status: 'active', ...token }] } }))).toEqual(said);
});

test.each([
  [
    'by its dates',
    { issuedOn: '2026-01-01T00:00:00Z', expiresOn: '2036-01-01 00:00:00 +0000 UTC' },
    ['fail medium: client-cert:c'],
  ],
  ['by neither', { expiresOn: '2036-01-01T00:00:00Z' }, ['unknown not_understood: client-cert:c']],
  [
    'by its dates, and revoked',
    { status: 'revoked', issuedOn: '2026-01-01T00:00:00Z', expiresOn: '2036-01-01T00:00:00Z' },
    [],
  ],
])('a certificate that is valid for years %s', (_, certificate, said) => {
  const clientCertificates = [{ id: 'c', status: 'active', ...certificate }];
  expect(saidOf(longLived, zone({ sections: { clientCertificates } }))).toEqual(said);
});

describe('service tokens in applications', () => {
  const policy = (include: object, decision = 'non_identity') => ({ decision, include: [include as { type: string }] });
  const byName = { type: 'service_token', tokenId: 'st-1' };
  const app = (id: string, ...policies: object[]) => ({ id, destinations: [`${id}.shop.example`], policies });
  const reusable = app('b', { id: 'p' });

  test.each([
    ['one by name, one that refuses it', [app('a', policy(byName)), app('b', policy(byName, 'deny'))], {}, []],
    [
      'one by name, one by a policy that was not read',
      [app('a', policy(byName)), reusable],
      { accessPolicies: unreadable('failed') },
      ['unknown failed'],
    ],
    [
      'two by name, one of them reusable',
      [app('a', policy(byName)), reusable],
      { accessPolicies: [{ id: 'p', ...policy(byName) }] },
      ['fail medium: service-token:st-1'],
    ],
    [
      'two by name, but switched off',
      [app('a', policy(byName)), app('b', policy(byName))],
      { serviceTokens: [{ id: 'st-1', enabled: false }] },
      [],
    ],
  ])('%s', (_, accessApps, sections, said) => {
    expect(saidOf(shared, zone({ sections: { accessApps, ...sections } }))).toEqual(said);
  });

  test.each([
    [
      'one by name, one that takes any',
      [app('a', policy(byName)), app('b', policy({ type: 'any_valid_service_token' }))],
      {},
      'high',
    ],
    [
      'one by name, one by a policy that was not read',
      [app('a', policy(byName)), reusable],
      { accessPolicies: unreadable('failed') },
      'high',
    ],
    ['one that takes any, and is named in none', [app('b', policy({ type: 'any_valid_service_token' }))], {}, 'high'],
    ['one by name', [app('a', policy(byName))], {}, 'medium'],
  ])('a token for ever that opens %s', (_, accessApps, sections, severity) => {
    const serviceTokens = [{ id: 'st-1', duration: 'forever' }];
    expect(saidOf(nonexpiring, zone({ sections: { serviceTokens, accessApps, ...sections } }))).toEqual([
      `fail ${severity}: service-token:st-1`,
    ]);
  });
});
