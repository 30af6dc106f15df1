import { expect, test } from 'vitest';
import check from '../../../src/checks/auth/no-edge-enforcement.ts';
import { CUSTOM, OPERATIONS, operation, rule, saidOf, unreadable, zone } from '../../support/zone.ts';

const open = 'other.shop.example';
const operations = [
  ...OPERATIONS,
  operation('op-read', 'GET', '/v1/read', { host: open }),
  operation('op-write', 'POST', '/v1/write', { host: open }),
];
const gaps = [`fail high: GET ${open}/v1/read, POST ${open}/v1/write`];

test('endpoints where nothing asks who is calling', () => {
  expect(saidOf(check, zone({ sections: { operations } }))).toEqual(gaps);
});

test.each([
  [
    'a JWT rule that wants a token',
    {
      jwtRules: [
        { id: 'j', action: 'block', expression: 'is_jwt_valid("c1")', selector: { include: [{ host: [open] }] } },
      ],
    },
    [],
  ],
  [
    'a JWT rule that is switched off',
    {
      jwtRules: [
        {
          id: 'j',
          action: 'block',
          enabled: false,
          expression: 'is_jwt_valid("c1")',
          selector: { include: [{ host: [open] }] },
        },
      ],
    },
    gaps,
  ],
  [
    'an Access application',
    { accessApps: [{ id: 'app', type: 'self_hosted', destinations: [open], policies: [{ decision: 'allow' }] }] },
    [],
  ],
  [
    'an Access application before another path',
    {
      accessApps: [
        { id: 'app', type: 'self_hosted', destinations: [`${open}/admin`], policies: [{ decision: 'allow' }] },
      ],
    },
    gaps,
  ],
  [
    'a rule on the session identifier',
    {
      customRules: {
        rules: [...CUSTOM.rules, rule('s', 'block', `http.host eq "${open}" and not cf.api_gateway.auth_id_present`)],
      },
    },
    [],
  ],
  [
    'a rule that blocks those who have a session',
    {
      customRules: {
        rules: [...CUSTOM.rules, rule('s', 'block', `http.host eq "${open}" and cf.api_gateway.auth_id_present`)],
      },
    },
    gaps,
  ],
  ['Access that was not read', { accessApps: unreadable('no_permission') }, ['unknown no_permission']],
  ['account rules that were not read', { accountRulesets: unreadable('failed') }, ['unknown failed']],
  ['a plan without JWT validation', { jwtRules: unreadable('not_entitled') }, gaps],
])('%s', (_, sections, said) => {
  expect(saidOf(check, zone({ sections: { operations, ...sections } }))).toEqual(said);
});

test('a login is not asked for a token, since it is where tokens come from', () => {
  const login = operation('op-sign-in', 'POST', '/v1/sign-in', { host: open });
  expect(saidOf(check, zone({ sections: { operations: [...OPERATIONS, login] } }))).toEqual([]);
});
