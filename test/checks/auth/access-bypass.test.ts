import { expect, test } from 'vitest';
import check from '../../../src/checks/auth/access-bypass.ts';
import { saidOf, unreadable, zone } from '../../support/zone.ts';

const FAIL = ['fail high: access-app:app'];
const app = (policy: object, destination = 'api.shop.example') => ({
  accessApps: [{ id: 'app', type: 'self_hosted', destinations: [destination], policies: [policy] }],
});
const everyone = [{ type: 'everyone' }];
const office = [{ type: 'ip' }];

test.each([
  ['a bypass for everyone', app({ decision: 'bypass', include: everyone }), FAIL],
  ['a bypass for countries', app({ decision: 'bypass', include: [{ type: 'geo' }] }), FAIL],
  ['a bypass for the addresses of an office', app({ decision: 'bypass', include: office }), []],
  ['a bypass that asks for such an address', app({ decision: 'bypass', include: everyone, require: office }), []],
  ['a bypass for an address or anybody', app({ decision: 'bypass', include: [...office, ...everyone] }), FAIL],
  [
    'a name in capitals that only sounds like an API',
    app({ decision: 'bypass' }, 'https://API-old.shop.example/x'),
    FAIL,
  ],
  ['a reusable policy that was read', { ...app({ id: 'p' }), accessPolicies: [{ id: 'p', decision: 'bypass' }] }, FAIL],
  ['one that was not', { ...app({ id: 'p' }), accessPolicies: unreadable('no_permission') }, ['unknown no_permission']],
  ['one that is not there', app({ id: 'p' }), ['unknown not_understood: access-app:app']],
  [
    'one that was not, before a page',
    { ...app({ id: 'p' }, 'www.shop.example'), accessPolicies: unreadable('failed') },
    [],
  ],
])('%s', (_, sections, said) => {
  expect(saidOf(check, zone({ sections }))).toEqual(said);
});
