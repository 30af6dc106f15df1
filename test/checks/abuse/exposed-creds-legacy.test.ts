import { expect, test } from 'vitest';
import check from '../../../src/checks/abuse/exposed-creds-legacy.ts';
import { LOGIN, rule, saidOf, unreadable, zone } from '../../support/zone.ts';

const OLD = 'c2e184081120413c86c3ab7e14069605';
const MANAGED = 'efb7b8c949ac4650a09736fc376e9aee';
const FAIL = [`fail medium: ${LOGIN}`];
const off = { leakedCredentials: { enabled: false } };
const executing = (expression: string, actionParameters: object = { id: OLD }, more: object = {}) =>
  rule('old', 'execute', expression, { actionParameters, ...more });

test.each([
  ['for everything', executing('true'), FAIL],
  ['for some logins', executing('http.request.uri.path eq "/v1/login" and ip.src ne 192.0.2.1'), FAIL],
  ['for another path', executing('http.request.uri.path eq "/wp-login.php"'), []],
  ['and switched off', executing('true', { id: OLD }, { enabled: false }), []],
  ['and overridden to off', executing('true', { id: OLD, overrides: { enabled: false } }), []],
  ['for what we cannot read', executing('http.host like "api"'), [`unknown not_understood: ${LOGIN}`]],
])('the old ruleset executed %s', (_, old, said) => {
  expect(saidOf(check, zone({ sections: { ...off, managedRules: { rules: [old] } } }))).toEqual(said);
});

test('another ruleset is not the old one, and beside its successor the old one does no harm', () => {
  const said = (enabled: boolean, id: string) =>
    saidOf(
      check,
      zone({ sections: { leakedCredentials: { enabled }, managedRules: { rules: [executing('true', { id })] } } }),
    );
  expect(said(false, MANAGED)).toEqual([]);
  expect(said(true, OLD)).toEqual([]);
});

test('the account may execute it too, and rules of the account that were not read leave it open', () => {
  const said = (accountRulesets: object) =>
    saidOf(
      check,
      zone({ sections: { ...off, accountRulesets } as NonNullable<Parameters<typeof zone>[0]>['sections'] & object }),
    );
  expect(said({ custom: {}, rateLimits: {}, managed: { rules: [executing('true')] } })).toEqual(FAIL);
  expect(said(unreadable('failed'))).toEqual(['unknown failed']);
});
