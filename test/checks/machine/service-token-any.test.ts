import { expect, test } from 'vitest';
import check from '../../../src/checks/machine/service-token-any.ts';
import { saidOf, unreadable, zone } from '../../support/zone.ts';

const FAIL = ['fail high: access-app:app'];
const app = (policy: object, destination = 'api.shop.example') => ({
  accessApps: [{ id: 'app', type: 'self_hosted', destinations: [destination], policies: [policy] }],
});
const any = [{ type: 'any_valid_service_token' }];

test.each([
  ['any token is let in', app({ decision: 'non_identity', include: any }), FAIL],
  [
    'everyone is, with any token',
    app({ decision: 'non_identity', include: [{ type: 'everyone' }], require: any }),
    FAIL,
  ],
  ['any token is turned away', app({ decision: 'deny', include: any }), []],
  [
    'any token is let in from an address',
    app({ decision: 'non_identity', include: any, require: [{ type: 'ip' }] }),
    [],
  ],
  ['any token opens a page', app({ decision: 'non_identity', include: any }, 'grafana.shop.example'), []],
  ['the policy was not read', { ...app({ id: 'p' }), accessPolicies: unreadable('failed') }, ['unknown failed']],
])('%s', (_, sections, said) => {
  expect(saidOf(check, zone({ sections }))).toEqual(said);
});
