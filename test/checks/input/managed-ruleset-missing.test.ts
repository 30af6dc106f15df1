import { expect, test } from 'vitest';
import check from '../../../src/checks/input/managed-ruleset-missing.ts';
import { MANAGED, OWASP, rule, saidOf, unreadable, zone } from '../../support/zone.ts';

const FREE = { actionParameters: { id: '77454fe2d30c4220b5701f6fdfb893ba' } };
const BOTH = ['fail high: host:api.shop.example, host:partner.shop.example'];

test.each([
  ['no rule at all', { managedRules: { rules: [] } }, BOTH],
  ['the rule is switched off', { managedRules: { rules: [{ ...MANAGED, enabled: false }] } }, BOTH],
  [
    'only the OWASP set',
    {
      managedRules: {
        rules: [rule('o', 'execute', 'true', { actionParameters: { id: '4814384a9e5d4991b9815dcfc25d2f1f' } })],
      },
    },
    BOTH,
  ],
  ['the free set', { managedRules: { rules: [rule('f', 'execute', 'true', FREE), OWASP] } }, []],
  [
    'one host of two',
    { managedRules: { rules: [{ ...MANAGED, expression: 'http.host eq "api.shop.example"' }, OWASP] } },
    ['fail high: host:partner.shop.example'],
  ],
  [
    'executed by the account for this zone',
    {
      managedRules: { rules: [OWASP] },
      accountRulesets: {
        custom: {},
        rateLimits: {},
        managed: { rules: [{ ...MANAGED, expression: 'cf.zone.name eq "shop.example"' }] },
      },
    },
    [],
  ],
  [
    'executed by the account for another zone',
    {
      managedRules: { rules: [] },
      accountRulesets: {
        custom: {},
        rateLimits: {},
        managed: { rules: [{ ...MANAGED, expression: 'cf.zone.name eq "other.example"' }] },
      },
    },
    BOTH,
  ],
  [
    'the account was not read',
    { managedRules: { rules: [] }, accountRulesets: unreadable('no_permission') },
    ['unknown no_permission'],
  ],
])('%s', (_, sections, said) => {
  expect(saidOf(check, zone({ sections }))).toEqual(said);
});

test('below Enterprise the account has no rulesets to be in doubt about', () => {
  const sections = { managedRules: { rules: [] }, accountRulesets: unreadable('failed') };
  expect(saidOf(check, zone({ plan: 'business', sections }))).toEqual(BOTH);
});

test.each([
  ['on no host', [MANAGED], ['fail low: host:api.shop.example, host:partner.shop.example']],
  [
    'on one host of two',
    [MANAGED, { ...OWASP, expression: 'http.host eq "api.shop.example"' }],
    ['fail low: host:partner.shop.example'],
  ],
  [
    'in words we do not know',
    [MANAGED, { ...OWASP, expression: 'http.host like "api"' }],
    ['unknown not_understood: host:api.shop.example, host:partner.shop.example'],
  ],
])('the OWASP ruleset beside the managed one %s', (_, rules, said) => {
  expect(saidOf(check, zone({ sections: { managedRules: { rules } } }))).toEqual(said);
});

test('the free plan has no OWASP ruleset to miss', () => {
  expect(saidOf(check, zone({ plan: 'free', sections: { managedRules: { rules: [MANAGED] } } }))).toEqual([]);
});
