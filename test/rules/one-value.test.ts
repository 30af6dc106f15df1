/** Comparisons of one value that nothing is known of: what they say together. */
import { expect, test } from 'vitest';
import { parse, print, solve, verdict } from '../../src/rules/index.ts';

const users = { method: 'GET', host: 'api.example.com', path: '/users/{var1}' };
const KEY = 'http.request.headers["x-key"][0]';
const COUNT = 'lookup_json_integer(http.request.body.raw, "n")';

test.each([
  ['cf.waf.score lt 10 and cf.waf.score gt 20', 'never'],
  ['cf.waf.score lt 10 and cf.waf.score gt 8', 'maybe'],
  ['cf.waf.score lt 10 and cf.waf.score gt 9', 'never'],
  ['cf.waf.score lt 50 or cf.waf.score ge 40', 'always'],
  ['cf.waf.score lt 50 or cf.waf.score ge 50', 'always'],
  ['cf.waf.score lt 50 or cf.waf.score gt 50', 'maybe'],
  ['cf.waf.score in {1..9 20..29} and cf.waf.score in {10..19 30}', 'never'],
  ['cf.waf.score in {1..9} and not cf.waf.score le 9', 'never'],
  ['cf.waf.score gt 99', 'maybe'],
  ['cf.waf.score lt 0', 'maybe'],
  ['cf.waf.score lt 10 and cf.waf.score.sqli gt 20', 'maybe'],
  ['cf.waf.score lt 10 and cf.bot_management.score gt 20', 'maybe'],
  ['len(http.user_agent) lt 0', 'never'],
  ['len(http.user_agent) gt 0 or len(http.user_agent) eq 0', 'always'],
])('a number lies in one place: %s is %s', (expression, expected) => {
  expect(verdict(expression, users)).toBe(expected);
});

test.each([
  ['ip.src in {10.0.0.0/8} and ip.src in {11.0.0.0/8}', 'never'],
  ['ip.src in {10.0.0.0/8} and ip.src in {10.1.0.0/16}', 'maybe'],
  ['ip.src in {10.0.0.0/16} and not ip.src in {10.0.0.0/8}', 'never'],
  ['ip.src in {10.0.0.0/8} and not ip.src in {10.0.0.0/16}', 'maybe'],
  ['ip.src in {10.0.0.0/9 10.128.0.0/9} or not ip.src in {10.0.0.0/8}', 'always'],
  ['ip.src in {0.0.0.0/0 ::/0}', 'always'],
  ['ip.src in {0.0.0.0/0}', 'maybe'],
  ['ip.src in {0.0.0.0/0} and ip.src in {::/0}', 'never'],
  ['ip.src eq 10.0.0.1 and ip.src ne 10.0.0.1', 'never'],
  ['ip.src in {10.0.0.0/8} and ip.src in $office', 'maybe'],
  ['ip.src in {10.0.0.0/8} and cf.edge.server_ip in {11.0.0.0/8}', 'maybe'],
])('an address lies in one place, of one family: %s is %s', (expression, expected) => {
  expect(verdict(expression, users)).toBe(expected);
});

test.each([
  ['http.user_agent eq "a" and http.user_agent eq "b"', 'never'],
  ['http.user_agent ne "a" or http.user_agent ne "b"', 'always'],
  ['http.user_agent ne "a" and http.user_agent ne "b"', 'maybe'],
  ['http.request.version in {"HTTP/2"} and http.request.version eq "HTTP/1.1"', 'never'],
  ['http.user_agent lt "b" and http.user_agent gt "c"', 'never'],
  ['http.user_agent gt "b" and http.user_agent lt "c"', 'maybe'],
  ['starts_with(http.user_agent, "curl") and http.user_agent eq "wget"', 'never'],
  ['starts_with(http.user_agent, "curl") and ends_with(http.user_agent, "wget")', 'maybe'],
  ['starts_with(http.user_agent, "curl/") and not http.user_agent contains "curl"', 'never'],
  ['http.user_agent matches "^[a-z]+$" and http.user_agent wildcard "*/*"', 'never'],
  ['http.user_agent contains ""', 'always'],
  ['http.user_agent eq "a" and lower(http.user_agent) eq "b"', 'maybe'],
  ['http.user_agent eq "a" and http.referer eq "b"', 'maybe'],
])('a text is one text, which may be empty: %s is %s', (expression, expected) => {
  expect(verdict(expression, users)).toBe(expected);
});

test.each([
  [`${COUNT} lt 10 and ${COUNT} ge 10`, 'never'],
  [`not ${COUNT} lt 10 and not ${COUNT} ge 10`, 'maybe'],
  [`${COUNT} lt 10 or ${COUNT} ge 10`, 'maybe'],
  [`${COUNT} lt 10 or not ${COUNT} lt 20`, 'maybe'],
  [`${COUNT} lt 20 or not ${COUNT} lt 10`, 'always'],
  [`${KEY} eq "a" and ${KEY} eq "b"`, 'never'],
  [`${KEY} eq "a" or ${KEY} ne "a"`, 'maybe'],
  [`not ${KEY} eq "a" and not ${KEY} ne "a"`, 'maybe'],
  [`${KEY} ne "a" and not ${KEY} ne "b" and not ${KEY} eq "b"`, 'never'],
  // whether what is missing differs from a text is disputed
  [`${KEY} ne "a" and not ${KEY} lt "m" and not ${KEY} ge "m"`, 'maybe'],
  [`${KEY} contains ""`, 'maybe'],
  ['len(http.request.headers["x-key"]) ge 0', 'maybe'],
  ['any(http.request.headers["x-key"][*] eq "a") and any(http.request.headers["x-key"][*] eq "b")', 'maybe'],
])('what may be missing may be none of it: %s is %s', (expression, expected) => {
  expect(verdict(expression, users)).toBe(expected);
});

test('what host and method decide leaves the rest bound together', () => {
  const rule = '(http.request.method eq "POST" or cf.waf.score lt 10) and cf.waf.score gt 20';
  expect(verdict(rule, users)).toBe('never');
  expect(verdict(rule, { ...users, method: 'POST' })).toBe('maybe');
});

test('a request that is found has one value for all that is said of it', () => {
  const wanted = (text: string) => solve([{ expression: parse(text), holds: true }], users);
  expect(wanted('cf.waf.score lt 10 and cf.waf.score gt 20')).toBe('none');
  const found = wanted('(cf.waf.score lt 10 and cf.waf.score gt 20) or not cf.waf.score lt 30');
  expect(typeof found === 'object' && found.unknowns.map(({ atom, holds }) => [print(atom), holds])).toEqual([
    ['cf.waf.score lt 10', false],
    ['cf.waf.score gt 20', true],
    ['cf.waf.score lt 30', false],
  ]);
});

test('more comparisons than can be held against each other are left open', () => {
  const many = Array.from({ length: 70 }, (_, index) => `cf.waf.score ne ${index}`).join(' and ');
  expect(verdict(`${many} and cf.waf.score eq 5`, users)).toBe('maybe');
  expect(verdict('cf.waf.score ne 5 and cf.waf.score eq 5', users)).toBe('never');
});
