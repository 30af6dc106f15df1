import { expect, test } from 'vitest';
import check from '../../../src/checks/machine/service-token-nonexpiring.ts';
import { saidOf, unreadable, zone } from '../../support/zone.ts';

const app = (id: string, tokenId: string) => ({
  id,
  destinations: ['internal.shop.example'],
  policies: [{ decision: 'non_identity', include: [{ type: 'service_token', tokenId }] }],
});

test.each([
  ['for ever', { duration: 'forever', expiresAt: null }, ['fail high: service-token:st']],
  ['for two years', { duration: '17520h', expiresAt: '2028-11-01T00:00:00Z' }, ['fail high: service-token:st']],
  ['for a year', { duration: '8760h', expiresAt: '2027-11-20T00:00:00Z' }, []],
  ['for ever, but switched off', { duration: 'forever', enabled: false }, []],
  ['without a word on it', {}, ['unknown not_understood: service-token:st']],
])('a token that is valid %s', (_, token, said) => {
  expect(saidOf(check, zone({ sections: { serviceTokens: [{ id: 'st', ...token }] } }))).toEqual(said);
});

test.each([
  ['one application', [app('a', 'st')], 'fail medium: service-token:st'],
  ['two applications', [app('a', 'st'), app('b', 'st')], 'fail high: service-token:st'],
  ['applications that were not read', unreadable('no_permission'), 'fail high: service-token:st'],
])('a token for ever that opens %s', (_, accessApps, said) => {
  const serviceTokens = [{ id: 'st', duration: 'forever' }];
  expect(saidOf(check, zone({ sections: { serviceTokens, accessApps } }))).toEqual([said]);
});
