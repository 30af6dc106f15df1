import { expect, test } from 'vitest';
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
