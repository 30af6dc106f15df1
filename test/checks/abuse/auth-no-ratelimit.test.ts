import { expect, test } from 'vitest';
import check from '../../../src/checks/abuse/auth-no-ratelimit.ts';
import {
  CUSTOM,
  LOGIN,
  LOGIN_LIMIT,
  limit,
  OPERATIONS,
  operation,
  rule,
  saidOf,
  unreadable,
  zone,
} from '../../support/zone.ts';

const FAIL = [`fail critical: ${LOGIN}`];
const rules = (...list: object[]) => ({ rateLimits: { rules: list as never } });
const skipping = (expression: string) => ({
  customRules: {
    rules: [...CUSTOM.rules, rule('skip', 'skip', expression, { actionParameters: { phases: ['http_ratelimit'] } })],
  },
});

test.each([
  ['no rule', rules(), FAIL],
  ['a rule that is switched off', rules({ ...LOGIN_LIMIT, enabled: false }), FAIL],
  ['a rule for another path', rules(limit('x', 'http.request.uri.path eq "/v1/log-in"')), FAIL],
  [
    'a rule that only asks some callers',
    rules(limit('x', 'http.request.uri.path eq "/v1/login" and ip.src.country eq "XX"')),
    FAIL,
  ],
  [
    'a rule that counts something else',
    rules({ ...LOGIN_LIMIT, ratelimit: { countingExpression: 'http.request.uri.path eq "/v1/else"' } }),
    FAIL,
  ],
  [
    'a rule that counts failures',
    rules({ ...LOGIN_LIMIT, ratelimit: { countingExpression: 'http.response.code eq 401' } }),
    [],
  ],
  ['a rule in log mode', rules({ ...LOGIN_LIMIT, action: 'log' }), []],
  ['a rule on the label', rules(limit('x', 'any(cf.web_asset.labels[*] eq "cf-log-in")')), []],
  ['a rule on another label', rules(limit('x', 'any(cf.web_asset.labels[*] eq "cf-sign-up")')), FAIL],
  ['a rule we cannot read', rules(limit('x', 'http.path like "/login"')), [`unknown not_understood: ${LOGIN}`]],
  ['a skip for some callers', skipping('ip.src in $partners'), FAIL],
  ['a skip for everybody', skipping('http.request.uri.path eq "/v1/login"'), FAIL],
  ['a skip for another path', skipping('http.request.uri.path eq "/v1/orders"'), []],
  ['a skip we cannot read', skipping('http.path like "/login"'), [`unknown not_understood: ${LOGIN}`]],
  [
    'account rules not read, and the zone silent',
    { ...rules(), accountRulesets: unreadable('no_permission') },
    ['unknown no_permission'],
  ],
  ['account rules not read, and the zone enough', { accountRulesets: unreadable('no_permission') }, []],
  [
    'a rule of the account for Enterprise zones',
    {
      ...rules(),
      accountRulesets: {
        custom: {},
        managed: {},
        rateLimits: {
          rules: [rule('run', 'execute', 'cf.zone.plan eq "ENT"', { actionParameters: { id: 'rs' } })],
          nested: [{ id: 'rs', rules: [LOGIN_LIMIT] }],
        },
      },
    },
    [],
  ],
  [
    'a ruleset of the account that could not be read',
    {
      ...rules(),
      accountRulesets: {
        custom: {},
        managed: {},
        rateLimits: { rules: [rule('run', 'execute', 'true', { actionParameters: { id: 'rs' } })], nested: [] },
      },
    },
    [`unknown not_understood: ${LOGIN}`],
  ],
])('%s', (_, sections, said) => {
  expect(saidOf(check, zone({ sections }))).toEqual(said);
});

test('a token endpoint is grave, a login endpoint graver', () => {
  const operations = [...OPERATIONS, operation('op-t', 'POST', '/oauth/token')];
  expect(saidOf(check, zone({ sections: { operations } }))).toEqual(['fail high: POST api.shop.example/oauth/token']);
});
