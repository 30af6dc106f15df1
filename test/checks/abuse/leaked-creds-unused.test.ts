import { expect, test } from 'vitest';
import check from '../../../src/checks/abuse/leaked-creds-unused.ts';
import { operation, rule, saidOf, unreadable, zone } from '../../support/zone.ts';

const FAIL = ['fail medium: zone:shop.example'];
const on = (headerAdded: boolean | null = false) => ({ leakedCredentials: { enabled: true, headerAdded } });
const custom = (...rules: ReturnType<typeof rule>[]) => ({ customRules: { rules } });
const FIELD = 'cf.waf.credential_check.username_and_password_leaked';

test.each([
  ['no rule and no header', { ...on(), ...custom() }, FAIL],
  ['a rule on something else', { ...on(), ...custom(rule('a', 'block', 'cf.waf.auth_detected')) }, FAIL],
  ['a rule that is switched off', { ...on(), ...custom(rule('a', 'block', FIELD, { enabled: false })) }, FAIL],
  ['a rule that lets such requests past others', { ...on(), ...custom(rule('a', 'skip', FIELD)) }, FAIL],
  ['a rule that only logs', { ...on(), ...custom(rule('a', 'log', FIELD)) }, []],
  ['a rate limit', { ...on(), ...custom(), rateLimits: { rules: [rule('l', 'block', FIELD)] } }, []],
  [
    'a rule of the account',
    {
      ...on(),
      ...custom(),
      accountRulesets: { custom: { rules: [rule('a', 'block', FIELD)] }, rateLimits: {}, managed: {} },
    },
    [],
  ],
  ['a rule that we cannot read', { ...on(), ...custom(rule('a', 'block', `${FIELD} and http.host like "x"`)) }, []],
  ['the header for the origin', { ...on(true), ...custom() }, []],
  ['a header of which nobody knows', { ...on(null), ...custom() }, ['unknown failed']],
  [
    'rules of the account that were not read',
    { ...on(), ...custom(), accountRulesets: unreadable('no_permission') },
    ['unknown no_permission'],
  ],
])('with %s', (_, sections, said) => {
  expect(saidOf(check, zone({ sections }))).toEqual(said);
});

test('where the check is off, or nobody shows a password, nothing goes unused', () => {
  expect(saidOf(check, zone({ sections: { ...custom(), leakedCredentials: { enabled: false } } }))).toEqual([]);
  const operations = [operation('op-products', 'GET', '/v1/products')];
  expect(saidOf(check, zone({ sections: { ...on(), ...custom(), operations, schemas: [] } }))).toEqual([]);
});
