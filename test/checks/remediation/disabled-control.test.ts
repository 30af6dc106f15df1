import { describe, expect, test } from 'vitest';
import check from '../../../src/checks/remediation/disabled-control.ts';
import { CUSTOM, FEED, findingsOf, LOGIN_LIMIT, rule, saidOf, zone } from '../../support/zone.ts';

const off = { enabled: false };

test.each([
  ['a limit', { rateLimits: { rules: [{ ...LOGIN_LIMIT, ...off }] } }, ['fail medium: rule:http_ratelimit/login']],
  ['a skip is no protection', { customRules: { rules: [...CUSTOM.rules, rule('s', 'skip', 'true', off)] } }, []],
  [
    'a JWT rule',
    { jwtRules: [{ id: 'j', enabled: false, action: 'block', selector: {} }] },
    ['fail medium: jwt-rule:j'],
  ],
])('%s that is switched off', (_, sections, said) => {
  expect(saidOf(check, zone({ sections }))).toEqual(said);
});

test('two rules are two root causes', () => {
  const rules = [
    { ...LOGIN_LIMIT, ...off },
    { ...LOGIN_LIMIT, id: 'second', ref: 'second', ...off },
  ];
  expect(saidOf(check, zone({ sections: { rateLimits: { rules } } }))).toHaveLength(2);
});

test('a rule that may hold for endpoints of one host only concerns that host', () => {
  const partners = rule('p', 'block', 'http.host eq "partner.shop.example" and cf.waf.score lt 20', off);
  const [finding] = findingsOf(check, zone({ sections: { customRules: { rules: [...CUSTOM.rules, partners] } } }));
  expect(finding?.touches).toEqual([FEED]);
});

describe('a rule in a ruleset of the account', () => {
  const inner = rule('inner', 'block', 'cf.waf.score lt 20', { enabled: false });
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

  test('that nothing executes any more is one finding, of the rule that would', () => {
    expect(saidOf(check, zone({ sections: account('true', { enabled: false }) }))).toEqual([
      'fail medium: rule:http_request_firewall_custom/run',
    ]);
  });
});
