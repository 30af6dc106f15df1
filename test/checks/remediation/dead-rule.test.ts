import { expect, test } from 'vitest';
import check from '../../../src/checks/remediation/dead-rule.ts';
import { CUSTOM, findingsOf, LOGIN_LIMIT, limit, rule, saidOf, unreadable, zone } from '../../support/zone.ts';

type Rules = (typeof CUSTOM)['rules'];
const withRules = (...rules: object[]) =>
  zone({ sections: { customRules: { rules: [...CUSTOM.rules, ...(rules as Rules)] } } });
const block = (expression: string) => rule('one', 'block', expression);
const ONE = 'rule:http_request_firewall_custom/one';

test.each([
  'http.request.uri.path eq "/a" and http.request.uri.path eq "/b"',
  'http.host eq "a.example" and http.host eq "b.example"',
  'lower(http.user_agent) contains "Curl"',
  'lower(http.request.uri.path) eq "/Admin"',
  'any(http.request.headers["X-Api-Key"][*] eq "a")',
  'http.request.headers["X-Api-Key"][0] contains "a"',
  'cf.threat_score gt 10',
  'ip.src in {}',
  'not ssl',
  'cf.client.bot and not cf.client.bot',
])('a rule of which no request can be: %s', (expression) => {
  expect(saidOf(check, withRules(block(expression)))).toEqual([`fail medium: ${ONE}`]);
});

test.each([
  'http.request.uri.path eq "/nobody/knows/of/it"',
  'http.host eq "other.example" and http.request.method eq "TRACE"',
  'any(http.request.headers["x-api-key"][*] eq "a")',
  'http.request.headers["X-Api-Key"][0] ne "a"',
  'not http.request.headers["X-Api-Key"][0] eq "a" and cf.client.bot',
  'cf.threat_score ge 0 and cf.client.bot',
  'lower(http.user_agent) contains "curl"',
  'http.request.uri.path eq "/a" and http.request.uri eq "/a?b"',
  'ip.src in {192.0.2.0/24} and not ip.src in {192.0.2.1}',
])('one of which some request can be, known here or not, is not dead: %s', (expression) => {
  expect(saidOf(check, withRules(block(expression)))).toEqual([]);
});

test('a condition that is true of everything is no condition, unless it says so', () => {
  const mistaken = 'http.host ne "a.example" or http.host ne "b.example"';
  expect(saidOf(check, withRules(block(mistaken)))).toEqual([`fail medium: ${ONE}`]);
  expect(saidOf(check, withRules(rule('one', 'skip', mistaken)))).toEqual([`fail low: ${ONE}`]);
  expect(saidOf(check, withRules(rule('one', 'log', 'true')))).toEqual([]);
});

test.each<[string, object[], string[]]>([
  [
    'an earlier block of all it is about',
    [
      rule('wide', 'block', 'starts_with(http.request.uri.path, "/admin")'),
      block('http.request.uri.path eq "/admin/users"'),
    ],
    [`fail medium: ${ONE}`],
  ],
  [
    'an earlier skip of the rest of the ruleset',
    [
      rule('wide', 'skip', 'http.host eq "api.shop.example"', { actionParameters: { ruleset: 'current' } }),
      block('http.host eq "api.shop.example" and http.request.uri.path eq "/x"'),
    ],
    [`fail medium: ${ONE}`],
  ],
  [
    'one that leaves something over',
    [rule('wide', 'block', 'http.request.uri.path eq "/admin"'), block('starts_with(http.request.uri.path, "/admin")')],
    [],
  ],
  [
    'one that only challenges, which people pass',
    [rule('wide', 'managed_challenge', 'http.request.uri.path eq "/a"'), block('http.request.uri.path eq "/a"')],
    [],
  ],
  ['a later one', [block('http.request.uri.path eq "/a"'), rule('late', 'log', 'http.request.uri.path eq "/a/b"')], []],
  [
    'one that is switched off',
    [
      rule('wide', 'block', 'http.request.uri.path eq "/a"', { enabled: false }),
      block('http.request.uri.path eq "/a"'),
    ],
    [],
  ],
])('in the shadow of %s', (_, rules, said) => {
  expect(saidOf(check, withRules(...rules))).toEqual(said);
});

test('a limit shadows nothing, as it acts only once it is exceeded; one that counts nothing never acts', () => {
  const same = limit('second', LOGIN_LIMIT.expression ?? '');
  expect(saidOf(check, zone({ sections: { rateLimits: { rules: [LOGIN_LIMIT, same] } } }))).toEqual([]);
  const counter = { ...same.ratelimit, countingExpression: 'http.response.code eq 401 and not ssl' };
  const rules = [{ ...same, ratelimit: counter }] as unknown as (typeof LOGIN_LIMIT)[];
  const [found] = findingsOf(check, zone({ sections: { rateLimits: { rules } } }));
  expect(found?.evidence).toMatchObject({ because: 'Its counter never counts a request' });
});

test('a token rule whose policy is true with any token and with none', () => {
  const policy = (expression: string) =>
    zone({ sections: { jwtRules: [{ id: 'r', enabled: true, action: 'block', expression, selector: {} }] } });
  expect(saidOf(check, policy('is_jwt_valid("t") or not is_jwt_valid("t")'))).toEqual(['fail medium: jwt-rule:r']);
  expect(saidOf(check, policy('is_jwt_valid("t") or not is_jwt_present("t")'))).toEqual([]);
});

test('a rule that is not understood is neither dead nor alive, and rules that were not read are said', () => {
  expect(saidOf(check, withRules(block('some.new.field eq "a"')))).toEqual([`unknown not_understood: ${ONE}`]);
  expect(saidOf(check, zone({ sections: { jwtRules: unreadable('failed') } }))).toEqual(['unknown failed']);
});
