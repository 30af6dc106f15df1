import { expect, test } from 'vitest';
import check from '../../../src/checks/abuse/success-counted-only.ts';
import { findingsOf, LOGIN, limit, saidOf, unreadable, zone } from '../../support/zone.ts';

const LOGIN_PATH = 'http.request.uri.path eq "/v1/login" and http.request.method eq "POST"';
const RULE = 'rule:http_ratelimit/l';
const FAIL = [`fail low: ${RULE}`];
const counting = (countingExpression: string, expression = LOGIN_PATH) =>
  limit('l', expression, {}, { countingExpression });
const said = (rule: ReturnType<typeof limit>, plan: 'free' | 'pro' | 'business' | 'enterprise' = 'enterprise') =>
  saidOf(check, zone({ plan, sections: { rateLimits: { rules: [rule] } } }));

test.each([
  ['every request', limit('l', LOGIN_PATH), FAIL],
  ['every request, said once more', counting(LOGIN_PATH), FAIL],
  ['refusals', counting(`${LOGIN_PATH} and http.response.code in {401 403}`), []],
  ['answers with a header', counting(`${LOGIN_PATH} and any(http.response.headers["x-failed"][*] eq "1")`), []],
  ['a score that the origin sends', limit('l', LOGIN_PATH, {}, { scorePerPeriod: 10 }), []],
  ['what we cannot read', counting('http.response.code like "401"'), [`unknown not_understood: ${RULE}`]],
  ['every request, but is switched off', limit('l', LOGIN_PATH, { enabled: false }), []],
])('a login limit that counts %s', (_, rule, expected) => {
  expect(said(rule)).toEqual(expected);
});

test.each([
  ['everything', 'true'],
  ['writes, the login among them', 'http.request.method eq "POST"'],
  ['another endpoint', 'http.request.uri.path eq "/v1/orders"'],
  ['no endpoint that is known', 'http.request.uri.path eq "/login.php"'],
])('a limit for %s is no login limit', (_, expression) => {
  expect(said(limit('l', expression))).toEqual([]);
});

test('where the plan cannot count answers, that is said and nobody is blamed', () => {
  expect(said(limit('l', LOGIN_PATH), 'pro')).toEqual([`not_entitled: ${RULE}`]);
  expect(said(limit('l', LOGIN_PATH), 'business')).toEqual(FAIL);
});

test('the endpoints it guards are named, and account rules that were not read are said', () => {
  const sections = { rateLimits: { rules: [limit('l', LOGIN_PATH)] }, accountRulesets: unreadable('failed') };
  expect(findingsOf(check, zone({ sections })).map(({ outcome, touches }) => [outcome, touches])).toEqual([
    ['fail', [LOGIN]],
    ['unknown', []],
  ]);
});
