import { describe, expect, test } from 'vitest';
import check from '../../../src/checks/remediation/stuck-in-log.ts';
import { CUSTOM, LOGIN_LIMIT, MANAGED, rule, saidOf, zone } from '../../support/zone.ts';

const OLD = { lastUpdated: '2026-10-01T00:00:00Z' };
const custom = (more: object, action = 'log') => ({
  customRules: { rules: [...CUSTOM.rules, rule('x', action, 'cf.waf.score lt 20', more)] },
});

test.each([
  ['a rule that has logged for two months', custom(OLD), ['fail medium: rule:http_request_firewall_custom/x']],
  ['a rule that has logged for a week', custom({ lastUpdated: '2026-11-17T00:00:00Z' }), []],
  ['a rule that blocks', custom(OLD, 'block'), []],
  ['a rule that is switched off', custom({ ...OLD, enabled: false }), []],
  [
    'a rule without a date',
    custom({ lastUpdated: null }),
    ['unknown not_understood: rule:http_request_firewall_custom/x'],
  ],
  [
    'a limit on logins',
    { rateLimits: { rules: [{ ...LOGIN_LIMIT, ...OLD, action: 'log' }] } },
    ['fail high: rule:http_ratelimit/login'],
  ],
  [
    'a token rule',
    { jwtRules: [{ id: 'j', action: 'log', expression: 'is_jwt_valid("c")', selector: {}, ...OLD }] },
    ['fail medium: jwt-rule:j'],
  ],
  [
    'managed rules turned down to log',
    {
      managedRules: {
        rules: [
          { ...MANAGED, ...OLD, actionParameters: { ...MANAGED.actionParameters, overrides: { action: 'log' } } },
        ],
      },
    },
    ['fail medium: rule:http_request_firewall_managed/managed'],
  ],
])('%s', (_, sections, said) => {
  expect(saidOf(check, zone({ sections }))).toEqual(said);
});

describe('a rule in a ruleset of the account', () => {
  const inner = rule('inner', 'log', 'cf.waf.score lt 20', { lastUpdated: '2026-10-01T00:00:00Z' });
  const account = (expression: string, more: object = {}) => ({
    accountRulesets: {
      custom: {
        rules: [rule('run', 'execute', expression, { actionParameters: { id: 'rs' }, ...more })],
        nested: [{ id: 'rs', rules: [inner] }],
      },
      rateLimits: {},
      managed: {},
    },
  });
  const INNER = ['fail medium: rule:http_request_firewall_custom/inner'];

  test.each([
    ['that runs in this zone', 'cf.zone.name eq "shop.example"', INNER],
    ['that runs in zones whose name holds a word', 'cf.zone.name contains "shop"', INNER],
    ['that runs in another zone', 'cf.zone.name in {"other.example"}', []],
    ['that runs on one of its pages', 'http.host eq "www.shop.example"', INNER],
  ])('%s', (_, expression, said) => {
    expect(saidOf(check, zone({ sections: account(expression) }))).toEqual(said);
  });
});
