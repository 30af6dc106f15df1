import { expect, test } from 'vitest';
import check from '../../../src/checks/machine/api-token-no-expiry.ts';
import { saidOf, zone } from '../../support/zone.ts';

const may = (...permissionGroups: string[]) => ({ policies: [{ effect: 'allow', permissionGroups }] });

test.each([
  ['reads', { status: 'active', ...may('Zone Read') }, ['fail medium: token:t']],
  ['writes', { status: 'active', ...may('Zone Read', 'DNS Write') }, ['fail high: token:t']],
  [
    'is denied writing',
    { status: 'active', policies: [{ effect: 'deny', permissionGroups: ['DNS Write'] }] },
    ['fail medium: token:t'],
  ],
  ['expires', { status: 'active', expiresOn: '2027-01-01T00:00:00Z', ...may('DNS Write') }, []],
  ['is disabled', { status: 'disabled', ...may('DNS Write') }, []],
])('a token that %s', (_, token, said) => {
  expect(saidOf(check, zone({ sections: { apiTokens: [{ id: 't', ...token }] } }))).toEqual(said);
});
