/** A request that can be written down, for rules about more than the request line. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findRequest, holds, parse, verdict } from '../../src/rules/index.ts';
import { fieldRule, template } from './random-rule.ts';

const login = { method: 'POST', host: 'api.shop.example', path: '/v1/users/{var1}' };
const RULES = process.env.RULE_TRIPLES === 'all' ? 2000 : 150;

const find = (wanted: Record<string, boolean>, told = {}, endpoint = login) =>
  findRequest(
    { wanted: Object.entries(wanted).map(([text, isTrue]) => ({ expression: parse(text), holds: isTrue })), told },
    endpoint,
  );

test.each<[Record<string, boolean>, object]>([
  [{ 'ip.src in {192.0.2.0/24}': true }, { 'ip.src': '192.0.2.1' }],
  [{ 'ip.src in {192.0.2.0/24}': true, 'ip.src in {192.0.2.0/31}': false }, { 'ip.src': '192.0.2.2' }],
  [{ 'ip.src in {192.0.2.0/24}': false }, { 'ip.src': '192.0.3.0' }],
  [{ 'ip.src in $office': true }, { 'ip.src in $office': true }],
  [{ 'cf.bot_management.score lt 30': true }, { 'cf.bot_management.score': 29 }],
  [
    { 'cf.bot_management.score lt 30': false, 'cf.bot_management.score gt 50': false },
    { 'cf.bot_management.score': 30 },
  ],
  [{ 'not cf.tls_client_auth.cert_verified': true }, { 'cf.tls_client_auth.cert_verified': false }],
  [{ 'ip.src.country in {"DE" "US"}': false }, { 'ip.src.country': 'BR' }],
  [{ 'ip.src.country eq "DE"': true }, { 'ip.src.country': 'DE' }],
  [{ 'http.user_agent contains "curl"': true }, { 'http.user_agent': 'curl' }],
  [{ 'http.user_agent contains "curl"': false }, {}],
  [{ 'any(http.request.headers["x-key"][*] eq "a")': true }, { 'http.request.headers': { 'x-key': ['a'] } }],
  [
    { 'any(lower(http.request.headers["x"][*])[*] matches "^k[0-9]$")': true },
    { 'http.request.headers': { x: ['k1'] } },
  ],
  [{ 'has_key(http.request.headers, "x-key")': true }, { 'http.request.headers': { 'x-key': [] } }],
  [
    { 'len(http.request.headers["x-key"]) gt 0': true, 'http.request.cookies["s"][0] eq "1"': true },
    { 'http.request.headers': { 'x-key': [''] }, 'http.request.cookies': { s: ['1'] } },
  ],
  [{ 'any(cf.bot_management.detection_ids[*] eq 50331651)': true }, { 'cf.bot_management.detection_ids': [50331651] }],
])('fields are filled with the plainest values that will do: %j', (wanted, fields) => {
  expect(find(wanted)).toEqual({ method: 'POST', url: 'https://api.shop.example/v1/users/1', fields });
});

test.each([
  ['http.request.uri.path contains "/adm"', 'https://api.shop.example/v1/users/adm'],
  ['http.request.uri.args["a"][0] eq "b c"', undefined], // not decoded: no address holds a space
  ['http.request.uri.args["a"][0] eq "b"', 'https://api.shop.example/v1/users/1?a=b'],
  ['http.request.uri contains "?debug"', 'https://api.shop.example/v1/users/1?debug'],
])('what the address says is in the address: %s', (wanted, url) => {
  expect(find({ [wanted]: true })?.url).toBe(url);
});

test.each<[string, Record<string, boolean>]>([
  [
    'two ranges without a common score',
    { 'cf.bot_management.score lt 30': true, 'cf.bot_management.score gt 50': true },
  ],
  ['a score past its scale', { 'cf.bot_management.score gt 99': true }],
  ['a threat score, which is always 0', { 'cf.threat_score gt 10': true }],
  ['an address both on a list and in a network', { 'ip.src in $office': true, 'ip.src in {192.0.2.0/24}': true }],
  [
    'a path that is tidied away',
    { 'http.request.uri.path contains "/.."': true, 'len(http.request.uri.path) lt 13': true },
  ],
  ['two fields in one comparison', { 'concat(ip.src.city, ip.src.region) eq "ab"': true }],
  ['what nobody can make', { 'cf.random_seed eq "a" and uuidv4(cf.random_seed) eq "b"': true }],
])('there is no request rather than a guess: %s', (_, wanted) => {
  expect(find(wanted)).toBeUndefined();
});

test('what the prover supposes and cannot be is ruled out, and another way is found', () => {
  const rule = 'cf.bot_management.score gt 99 or cf.client.bot';
  expect(find({ [rule]: true })?.fields).toMatchObject({ 'cf.client.bot': true });
});

test('what is told stands, and a certificate that was withdrawn was first verified', () => {
  const told = { 'cf.tls_client_auth.cert_verified': false };
  expect(find({ 'http.user_agent eq "a"': true }, told)?.fields).toEqual({ ...told, 'http.user_agent': 'a' });
  expect(find({ 'cf.tls_client_auth.cert_revoked': true }, told)).toBeUndefined();
});

test('every request that is found is what was wanted, by the evaluator', () => {
  let found = 0;
  let possible = 0;
  fc.assert(
    fc.property(fieldRule, template, fc.boolean(), (text, path, isTrue) => {
      const endpoint = { method: 'GET', host: 'a.b', path };
      const expression = parse(text);
      const isPossible = verdict(expression, endpoint) !== (isTrue ? 'never' : 'always');
      const request = findRequest({ wanted: [{ expression, holds: isTrue }] }, endpoint);
      if (isPossible) possible += 1;
      if (!request) return;
      found += 1;
      expect([text, request, isPossible, holds(expression, request)]).toEqual([text, request, true, isTrue]);
    }),
    { numRuns: RULES, seed: 20261126 },
  );
  expect(found).toBeGreaterThan(possible / 2);
}, 1_200_000);
