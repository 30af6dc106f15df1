import { expect, test } from 'vitest';
import { verdict } from '../../src/rules/index.ts';

const users = { method: 'GET', host: 'api.example.com', path: '/api/v1/users/{var1}' };

test.each([
  ['http.host eq "api.example.com"', 'always'],
  ['http.host eq "www.example.com"', 'never'],
  ['http.host ne "www.example.com" and ssl', 'always'],
  ['not ssl', 'never'],
  ['http.request.method in {"GET" "HEAD"}', 'always'],
  ['http.request.method eq "get"', 'never'],
  ['true', 'always'],
  ['false', 'never'],
])('host, method and scheme are known: %s is %s', (expression, expected) => {
  expect(verdict(expression, users)).toBe(expected);
});

test.each([
  ['starts_with(http.request.uri.path, "/api/v1/users/")', 'always'],
  ['starts_with(http.request.uri.path, "/api/v1/users/ad")', 'maybe'],
  ['starts_with(http.request.uri.path, "/api/v1/users/admin/")', 'never'],
  ['ends_with(http.request.uri.path, "/")', 'never'],
  ['http.request.uri.path contains "/admin/"', 'never'],
  ['http.request.uri.path contains "/admin"', 'maybe'],
  ['http.request.uri.path contains "//"', 'never'],
  ['http.request.uri.path contains ""', 'always'],
  ['http.request.uri.path eq "/api/v1/users/"', 'never'],
  ['http.request.uri.path eq "/api/v1/users/7"', 'maybe'],
  ['http.request.uri.path in {"/login" "/api/v1/users/7"}', 'maybe'],
  ['http.request.uri.path in {"/login" "/logout"}', 'never'],
  ['http.request.uri.path in {}', 'never'],
  ['http.request.uri.path matches "^/api/v1/users/[^/]+$"', 'always'],
  ['http.request.uri.path matches "^/api/v1/users/.+/avatar$"', 'never'],
  ['http.request.uri.path matches "(?i)USERS"', 'always'],
  ['http.request.uri.path matches "^/api/v[0-9]{1,2}/(users|groups)/"', 'always'],
  ['http.request.uri.path matches "\\\\busers\\\\b"', 'maybe'],
  ['http.request.uri.path wildcard "/api/*/users"', 'maybe'],
  ['http.request.uri.path wildcard "/API/V1/*"', 'always'],
  ['http.request.uri.path strict wildcard "/API/V1/*"', 'never'],
  ['http.request.uri.path eq "/api/*"', 'never'],
  ['len(http.request.uri.path) gt 14', 'always'],
  ['len(http.request.uri.path) ge 15', 'always'],
  ['len(http.request.uri.path) ge 16', 'maybe'],
  ['len(http.request.uri.path) lt 15', 'never'],
  ['http.request.uri.path lt "/b"', 'always'],
  ['http.request.uri.path ge "/api/v1/users/a"', 'maybe'],
  ['lower(http.request.uri.path) eq "/API"', 'never'],
  ['upper(http.request.uri.path) contains "/USERS/"', 'always'],
  ['http.request.uri contains "/admin/"', 'maybe'],
  ['starts_with(http.request.uri, "/api/")', 'always'],
  ['http.request.uri eq "/api/v1/users/7?x=1"', 'maybe'],
  ['http.request.full_uri wildcard "http*://api.example.com/api/*"', 'always'],
  ['http.request.full_uri contains "https://www"', 'maybe'],
  ['starts_with(http.request.full_uri, "https://www")', 'never'],
  ['http.request.uri.query contains ""', 'always'],
  ['http.request.uri.query eq "a=1"', 'maybe'],
])('a variable is one non-empty segment: %s is %s', (expression, expected) => {
  expect(verdict(expression, users)).toBe(expected);
});

test.each([
  ['starts_with(http.request.uri.path, "/api/v1/users/a") and ends_with(http.request.uri.path, "b")', 'maybe'],
  ['http.request.uri.path eq "/api/v1/users/a" and http.request.uri.path eq "/api/v1/users/b"', 'never'],
  ['http.request.uri.path contains "x" or not http.request.uri.path contains "x"', 'always'],
  ['http.user_agent contains "x" or not http.user_agent contains "x"', 'always'],
  ['http.user_agent contains "x" xor http.user_agent contains "x"', 'never'],
  ['http.request.method eq "GET" or cf.bot_management.score lt 30', 'always'],
  ['http.request.method eq "POST" and cf.bot_management.score lt 30', 'never'],
  ['http.request.method eq "GET" and cf.bot_management.score lt 30', 'maybe'],
  ['not ip.src in $partners', 'maybe'],
  ['lookup_json_string(http.cookie, 5) eq "" or not lookup_json_string(http.cookie, "5") eq ""', 'maybe'],
  ['lookup_json_string(http.cookie, 5) eq "" or not lookup_json_string(http.cookie, "5n") eq ""', 'maybe'],
  ['any(http.request.headers["x-key"][*] eq "a")', 'maybe'],
  ['raw.http.request.uri.path eq "/login"', 'maybe'],
])('what is asked together is decided together: %s is %s', (expression, expected) => {
  expect(verdict(expression, users)).toBe(expected);
});

test('a host variable is one label', () => {
  const regional = { method: 'GET', host: '{hostVar1}.example.com', path: '/' };
  expect(verdict('ends_with(http.host, ".example.com")', regional)).toBe('always');
  expect(verdict('http.host eq "eu.example.com"', regional)).toBe('maybe');
  expect(verdict('http.host eq "a.b.example.com"', regional)).toBe('never');
});

test.each(['', 'nonsense', 'http.host eq', 'http.host eq "a" AND ssl', '(((', 'http.request.uri.path matches "("'])(
  'text that does not parse may hold: %j',
  (expression) => {
    expect(verdict(expression, users)).toBe('maybe');
  },
);

test('patterns made to be slow are answered, one way or another', () => {
  const path = `/${'a'.repeat(60)}/{var1}/${'a'.repeat(60)}/{var2}`;
  for (const pattern of [
    '(a+)+$',
    '(a|a)*b',
    '((a{0,30}){0,30}){0,30}',
    '.*.*.*.*.*=.*',
    '(?:a?){50}a{50}',
    '(x+x+)+y',
  ]) {
    expect(['always', 'maybe', 'never']).toContain(
      verdict(`http.request.uri.path matches "${pattern}"`, { ...users, path }),
    );
  }
});

test('an expression nested past all measure is not understood, and does not crash', () => {
  expect(verdict(`${'('.repeat(50_000)}ssl${')'.repeat(50_000)}`, users)).toBe('maybe');
  expect(verdict(`${'not '.repeat(50_000)}ssl`, users)).toBe('maybe');
});
