import { expect, test } from 'vitest';
import check from '../../../src/checks/machine/api-token-no-ip.ts';
import { saidOf, zone } from '../../support/zone.ts';

const may = (group: string, resource: string) => ({
  policies: [{ effect: 'allow', permissionGroups: [group], resources: [resource] }],
});
const EVERY_ZONE = 'com.cloudflare.api.account.zone.*';
const ONE_ZONE = 'com.cloudflare.api.account.zone.z1';

test.each([
  ['is bound to addresses', { status: 'active', ipRestricted: true, ...may('DNS Write', EVERY_ZONE) }, []],
  [
    'writes to one zone',
    { status: 'active', ipRestricted: false, ...may('DNS Write', ONE_ZONE) },
    ['fail low: token:t'],
  ],
  [
    'reads every zone',
    { status: 'active', ipRestricted: false, ...may('DNS Read', EVERY_ZONE) },
    ['fail low: token:t'],
  ],
  [
    'writes to every zone',
    { status: 'active', ipRestricted: false, ...may('DNS Write', EVERY_ZONE) },
    ['fail medium: token:t'],
  ],
  ['is disabled', { status: 'disabled', ipRestricted: false }, []],
  ['does not say', { status: 'active' }, ['unknown not_understood: token:t']],
])('a token that %s', (_, token, said) => {
  expect(saidOf(check, zone({ sections: { apiTokens: [{ id: 't', ...token }] } }))).toEqual(said);
});
