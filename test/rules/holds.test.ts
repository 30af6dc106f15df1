/** What an expression is of one request, told in full. */
import { expect, test } from 'vitest';
import { type ConcreteRequest, holds, parse } from '../../src/rules/index.ts';

const ask = (
  expression: string,
  fields: ConcreteRequest['fields'] = {},
  url = 'https://api.shop.example/v1/a.b?x=1&y',
) => holds(parse(expression), { method: 'POST', url, fields });

test.each([
  ['http.host eq "api.shop.example" and http.request.method eq "POST" and ssl', true],
  ['http.request.uri eq "/v1/a.b?x=1&y"', true],
  ['http.request.full_uri eq "https://api.shop.example/v1/a.b?x=1&y"', true],
  ['raw.http.request.uri.path eq "/v1/a.b"', true],
  ['http.request.uri.path.extension eq "b"', true],
  ['http.request.uri.args["x"][0] eq "1" and http.request.uri.args["y"][0] eq ""', true],
  ['any(http.request.uri.args.names[*] eq "y")', true],
  ['http.request.uri.path wildcard "/V1/*" and not http.request.uri.path strict wildcard "/V1/*"', true],
  [String.raw`http.request.uri.path strict wildcard r"/v1\*"`, false],
  ['http.request.uri.path matches "^/v[0-9]+/(?i:A)[.]"', true],
  [String.raw`http.request.uri.path matches r"\bv1\b"`, true],
  ['substring(http.request.uri.path, -3) eq "a.b"', true],
  ['true xor true xor true', true],
])('what the address says is known: %s', (expression, expected) => {
  expect(ask(expression)).toBe(expected);
});

const sent: ConcreteRequest['fields'] = {
  'http.request.headers': { 'x-key': ['a', 'B'], 'user-agent': ['curl'] },
  'http.request.body.raw': '{"user":{"name":"é"},"n":3}',
  'ip.src': '192.0.2.7',
  'ip.src in $office': true,
  'is_jwt_present()': false,
};
test.each([
  ['http.user_agent eq "curl"', true],
  ['http.request.headers["x-key"][1] eq "B"', true],
  ['any(lower(http.request.headers["x-key"][*])[*] eq "b")', true],
  ['all(http.request.headers["x-key"][*] in {"a" "B"})', true],
  ['http.request.headers["X-Key"][0] eq "a"', false],
  ['len(http.request.headers["x-key"]) eq 2', true],
  ['has_key(http.request.headers, "host")', true],
  ['lookup_json_string(http.request.body.raw, "user", "name") eq "é"', true],
  ['lookup_json_integer(http.request.body.raw, "n") & 2', true],
  ['ip.src in {192.0.2.0/24} and not ip.src in {::/0}', true],
  ['cidr(ip.src, 24, 64) eq 192.0.2.0', true],
  ['ip.src in $office', true],
  ['ip.src in $partners', undefined],
  ['not is_jwt_present("6f9619ff-8b86-d011-b42d-00c04fc964ff")', true],
])('what is sent and told is known: %s', (expression, expected) => {
  expect(ask(expression, sent)).toBe(expected);
});

test.each([
  ['http.cookie eq "" and http.request.cookies["a"][0] eq ""', false],
  ['http.cookie eq ""', true],
  ['not http.request.headers["x"][0] eq "a"', true],
  ['all(http.request.headers["x"][*] eq "a") and not any(http.request.headers["x"][*] eq "a")', true],
  ['len(http.request.headers["x"]) ge 0', false],
  ['lower(http.request.headers["x"][0]) contains ""', false],
])('what is not sent is missing, and of it no comparison holds: %s', (expression, expected) => {
  expect(ask(expression)).toBe(expected);
});

test.each([
  ['ip.src.country eq "DE"'],
  ['not cf.bot_management.score lt 30'],
  ['http.request.headers["x"][0] ne "a"'], // the documents and the engine differ
  [String.raw`http.user_agent matches r"\p{Greek}"`],
  ['uuidv4(cf.random_seed) eq ""'],
])('what nobody told is neither so nor not so: %s', (expression) => {
  expect(ask(expression)).toBeUndefined();
});

test('one part that cannot be told does not hide what the others decide', () => {
  expect(ask('cf.client.bot or ssl')).toBe(true);
  expect(ask('cf.client.bot and not ssl')).toBe(false);
  expect(ask('cf.client.bot xor ssl')).toBeUndefined();
});

test.each<[string, ConcreteRequest['fields']]>([
  ['a path that the address does not have', { 'http.request.uri.path': '/other' }],
  ['two user agents', { 'http.user_agent': 'a', 'http.request.headers': { 'user-agent': ['b'] } }],
  ['a host header of its own', { 'http.request.headers': { host: ['other.example'] } }],
])('of what is no request nothing is said: %s', (_, fields) => {
  expect(ask('http.request.uri.path eq "/v1/a.b" and http.user_agent eq "a"', fields)).toBeUndefined();
});

test.each(['__proto__', 'constructor', 'toString'])('a header called %s is a header like any other', (name) => {
  const expression = `http.request.headers["${name}"][0] eq "a"`;
  expect(ask(expression)).toBe(false);
  expect(ask(expression, { 'http.request.headers': Object.fromEntries([[name, ['a']]]) })).toBe(true);
});

test('a pattern that tries one way after the other would never end, and this one does', () => {
  const url = `https://api.shop.example/${'a'.repeat(1500)}b`;
  expect(ask('http.request.uri.path matches "^/(a|a)*(a*)*$"', {}, url)).toBe(false);
});
