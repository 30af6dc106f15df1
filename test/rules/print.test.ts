import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, print } from '../../src/rules/index.ts';
import { namedWorld } from '../sandbox/cloudflare/zones/index.ts';

const again = (text: string): void => {
  expect(parse(print(parse(text)))).toEqual(parse(text));
};

const any = <T>(...values: T[]) => fc.constantFrom(...values);
const byte = fc.integer({ min: 0, max: 255 }).map((value) => `\\x${value.toString(16).padStart(2, '0')}`);
const text = fc
  .array(fc.oneof(any('a', 'Z', '/', '\\"', '\\\\', 'é', '😀', '\n', '#'), byte), { maxLength: 6 })
  .map((parts) => `"${parts.join('')}"`);
const integer = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
const hex = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
const address4 = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 4, maxLength: 4 }).map((all) => all.join('.'));
const address6 = fc.array(fc.oneof(any('0'), hex), { minLength: 8, maxLength: 8 }).map((groups) => groups.join(':'));
const address = fc.oneof(address4, address6);
const string = fc.oneof(
  any('http.host', 'http.request.uri.path', 'http.request.headers["x"][0]', 'lower(http.host)'),
  any('concat(http.host, "/", http.referer)', 'substring(http.host, -3)', 'to_string(::1:0:0)', 'to_string((ssl))'),
  text.map((key) => `http.request.headers[${key}][1]`),
);
const set = (of: fc.Arbitrary<string>) => fc.array(of, { maxLength: 4 }).map((all) => `{${all.join(' ')}}`);
const leaf = fc.oneof(
  any('ssl', 'true', 'is_jwt_valid("a")', 'ip.src in $cf.open_proxies', 'ip.src in {192.0.2.0/24 2001:db8::/32}'),
  any('ip.src in {::/0 0.0.0.0/0 ::1..::9 1.2.3.4..1.2.3.9}', 'cf.edge.server_port & 3'),
  any('any(http.request.headers.names[*] eq "a")', 'all(not lower(http.request.headers.names[*])[*] eq "a")'),
  any('any((http.request.headers.names[*] eq "a" or http.request.headers.names[*] eq "b"))'),
  any('any(not http.request.headers.names[*] eq "a" and http.request.headers.names[*] eq "b")'),
  any('http.host matches r#"["]\\""#', 'http.host matches "[^"]+\\"é"', 'http.host wildcard r"/a\\*b*"'),
  fc.tuple(string, any('eq', 'ne', 'lt', 'ge', 'contains'), text).map((parts) => parts.join(' ')),
  fc.tuple(string, set(text)).map(([of, values]) => `${of} in ${values}`),
  fc.tuple(any('eq', '>', 'le', 'bitwise_and'), integer).map(([how, value]) => `cf.waf.score ${how} ${value}`),
  set(fc.oneof(integer, any('-5..7'))).map((values) => `cf.waf.score in ${values}`),
  address.map((value) => `ip.src eq ${value}`),
  set(address).map((values) => `ip.src in ${values}`),
);
const expression = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 5 },
    leaf,
    tie('any').map((inner) => `(${inner})`),
    tie('any').map((inner) => `not (${inner})`),
    tie('any').map((inner) => `not ${inner}`),
    fc.tuple(tie('any'), any('and', 'or', 'xor', '||'), tie('any')).map((parts) => parts.join(' ')),
  ),
})).any;

test('what is printed reads as the same expression', () => {
  fc.assert(fc.property(expression, again), { numRuns: 2000 });
});

test('every expression of the pretend zones reads as itself once printed', () => {
  const texts = expressionsOf(namedWorld(Date.parse('2026-11-23T09:00:00Z')));
  expect(texts.length).toBeGreaterThan(10);
  for (const found of texts) again(found);
});

test.each([
  ['http.host=="a"&&(ssl)', 'http.host eq "a" and ssl'],
  ['(ssl or true) and not(ssl and true)', '(ssl or true) and not (ssl and true)'],
  ['(ssl or true) or ssl', '(ssl or true) or ssl'],
  ['ip.src in {2001:db8:0::/32 10.0.0.1..10.0.0.1}', 'ip.src in {2001:db8::/32 10.0.0.1}'],
  ['http.host eq r"a\\b"', 'http.host eq "a\\\\b"'],
  ['http.host matches "\\d"', 'http.host matches r"\\d"'],
])('%j is printed as %j', (from, to) => {
  expect(print(parse(from))).toBe(to);
});

test('a pattern with more signs than a raw string may begin with is printed in quotes', () => {
  again(`http.host matches "a\\"${'#'.repeat(300)}["]"`);
});

test('an expression that is nested as deeply as is legal stays legal', () => {
  const innermost = 'any(not http.request.headers.names[*] eq "a" or http.request.headers.names[*] eq "b")';
  again(`${'not '.repeat(126)}${innermost}`);
  again(`${'not (ssl or '.repeat(63)}${innermost}${')'.repeat(63)}`);
});

function expressionsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(expressionsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'expression' && typeof inner === 'string' ? [inner] : expressionsOf(inner),
  );
}
