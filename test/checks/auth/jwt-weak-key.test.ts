import { expect, test } from 'vitest';
import check from '../../../src/checks/auth/jwt-weak-key.ts';
import { findingsOf, NEW_ORDER, OPERATIONS, saidOf, zone } from '../../support/zone.ts';

const EC = { kid: 'ec', alg: 'ES256', kty: 'EC' };
const SECRET = { kid: 'secret', alg: 'HS256', kty: 'oct' };
const OLD = '2020-01-01T00:00:00Z';

test.each([
  ['a key pair', [EC, EC], []],
  ['one old key pair, which is for rotation to say', [EC], []],
  ['a secret', [SECRET], ['fail low: jwt-config:c1']],
  ['a secret beside a key pair', [EC, SECRET], ['fail low: jwt-config:c1']],
  ['a secret that says only what kind it is', [{ kid: 's', kty: 'oct' }], ['fail low: jwt-config:c1']],
  ['an RSA key that leaves its algorithm to the default', [{ kid: 'r', kty: 'RSA' }], []],
  ['a key that says nothing', [{ kid: 'x' }], ['unknown not_understood: jwt-config:c1']],
  ['no key that we were told of', [], ['unknown not_understood: jwt-config:c1']],
])('a configuration with %s', (_, keys, said) => {
  expect(saidOf(check, zone({ sections: { jwtConfigs: [{ id: 'c1', keys, lastUpdated: OLD }] } }))).toEqual(said);
});

const used = (differences: object = {}) => ({
  jwtConfigs: [{ id: 'c1', keys: [SECRET] }],
  jwtRules: [
    {
      id: 'j',
      action: 'block',
      expression: 'is_jwt_valid("c1")',
      selector: { include: [{ host: ['api.shop.example'] }] },
      ...differences,
    },
  ],
});
const meantFor = (audience: string) => OPERATIONS.map((row) => ({ ...row, labels: ['owner-shop', audience] }));

test.each([
  ['for partners', 'partner', {}, 'medium'],
  ['for apps', 'mobile', {}, 'medium'],
  ['for everybody', 'public', {}, 'low'],
  ['for apps, by a rule that is switched off', 'mobile', { enabled: false }, 'low'],
  ['for apps, by a rule that asks another configuration', 'mobile', { expression: 'is_jwt_valid("c2")' }, 'low'],
])('a secret that signs tokens %s', (_, audience, rule, severity) => {
  const sections = { ...used(rule), operations: meantFor(audience) };
  expect(saidOf(check, zone({ sections }))).toEqual([`fail ${severity}: jwt-config:c1`]);
});

test('the endpoints it opens are named, without those that the rule leaves out', () => {
  const selector = {
    include: [{ host: ['api.shop.example'] }],
    exclude: [{ operationIds: ['op-login', 'op-order', 'op-products'] }],
  };
  expect(findingsOf(check, zone({ sections: used({ selector }) }))[0]?.touches).toEqual([NEW_ORDER]);
});
