/** Requests found for expressions: a witness of what a verdict says. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, print, type Solution, solve, verdict } from '../../src/rules/index.ts';
import { aboutLine, bot, combined, template } from './random-rule.ts';

const PATH = 'http.request.uri.path';
const users = { method: 'GET', host: 'api.example.com', path: '/users/{var1}/posts/{var2}' };
const RULES = process.env.RULE_TRIPLES === 'all' ? 5000 : 300;

const ask = (wanted: Record<string, boolean>, endpoint = users) =>
  solve(
    Object.entries(wanted).map(([text, holds]) => ({ expression: parse(text), holds })),
    endpoint,
  );
const said = (found: Solution | 'none' | 'unknown') =>
  typeof found === 'string'
    ? found
    : `${found.path}${found.query === undefined ? '' : `?${found.query}`} ${found.unknowns
        .map(({ atom, holds }) => (holds ? print(atom) : `not ${print(atom)}`))
        .join(', ')}`.trim();

test.each<[Record<string, boolean>, string]>([
  [{ true: true }, '/users/1/posts/1'],
  [{ [`ends_with(${PATH}, "/7")`]: true }, '/users/1/posts/7'],
  [{ [`ends_with(${PATH}, "/7")`]: false }, '/users/1/posts/1'],
  [{ [`${PATH} matches "^/users/[a-z]+/"`]: true }, '/users/x/posts/1'],
  [{ [`${PATH} matches "^/users/[0-9]+/"`]: false }, '/users/x/posts/1'],
  [{ [`starts_with(${PATH}, "/admin")`]: true }, 'none'],
  [{ [`starts_with(${PATH}, "/users/")`]: false }, 'none'],
  [{ [`${PATH} contains "/admin"`]: true, [`len(${PATH}) gt 22`]: true }, '/users/1/posts/admin111'],
  [{ 'http.request.uri contains "/admin/"': true }, '/users/admin/posts/1'],
  [{ 'http.request.uri contains "a=/admin"': true, [`not ${PATH} contains "="`]: true }, '/users/1/posts/1?a=/admin'],
  [{ 'http.request.uri.query eq ""': false }, '/users/1/posts/1?1'],
  [{ 'http.request.method eq "POST"': true }, 'none'],
])('a short and plain request is found: %j gives %s', (wanted, expected) => {
  expect(said(ask(wanted))).toBe(expected);
});

test('all that is wanted is true of one and the same request', () => {
  expect(said(ask({ [`starts_with(${PATH}, "/users/a")`]: true, [`starts_with(${PATH}, "/users/b")`]: false }))).toBe(
    '/users/a/posts/1',
  );
  expect(ask({ [`starts_with(${PATH}, "/users/a")`]: true, [`starts_with(${PATH}, "/users/b")`]: true })).toBe('none');
});

test('of all else, only what matters is said', () => {
  const rule = 'cf.client.bot and not ip.src in $partners or http.user_agent eq "x"';
  expect(said(ask({ [rule]: true }))).toBe('/users/1/posts/1 cf.client.bot, not ip.src in $partners');
  expect(said(ask({ [rule]: false }))).toBe('/users/1/posts/1 not cf.client.bot, not http.user_agent eq "x"');
  expect(said(ask({ [rule]: true, 'cf.client.bot': false }))).toBe(
    '/users/1/posts/1 not cf.client.bot, http.user_agent eq "x"',
  );
});

test('what would take too long is unknown, unless the plainest request will do', () => {
  const deep = { method: 'GET', host: 'a.b', path: `/${'a/{x}/'.repeat(400)}` };
  const many = Array.from({ length: 60 }, (_, index) => `${PATH} matches r"a.*b${index}.*c"`).join(' or ');
  expect(ask({ [many]: true }, deep)).toBe('unknown');
  expect(said(ask({ [many]: false }, deep))).toBe(deep.path.replaceAll('{x}', '1'));
});

test('a text outside of ASCII is found as its bytes', () => {
  const found = ask({ [`${PATH} contains "é"`]: true }, { ...users, path: '/é/{var1}' });
  expect(said(found)).toBe('/\xc3\xa9/1');
});

test('a request that is found is what was wanted, and nothing is found that cannot be', () => {
  const seen = { found: 0, none: 0 };
  fc.assert(
    fc.property(combined([...aboutLine, bot]), template, fc.boolean(), ({ text, holds }, path, wanted) => {
      const endpoint = { method: 'GET', host: 'a.b', path };
      const expression = parse(text);
      const found = solve([{ expression, holds: wanted }], endpoint);
      const impossible = verdict(expression, endpoint) === (wanted ? 'never' : 'always');
      expect([text, path, found === 'none']).toEqual([text, path, impossible]);
      seen[impossible ? 'none' : 'found'] += 1;
      if (typeof found === 'string') return;
      const isBot = found.unknowns.some((unknown) => unknown.holds);
      const request = { ...found, query: found.query ?? null, agent: '', score: 1, bot: isBot };
      expect([text, request, holds(request)]).toEqual([text, request, wanted]);
    }),
    { numRuns: RULES, seed: 20261124 },
  );
  expect(seen.found).toBeGreaterThan(RULES / 5);
  expect(seen.none).toBeGreaterThan(RULES / 5);
});
