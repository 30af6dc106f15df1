import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verdict } from '../../src/rules/index.ts';

type Request = { method: string; host: string; path: string; query: string | null; agent: string; score: number };
/** An expression as text, and what it means, written down a second time and in another way. */
type Rule = { text: string; holds: (request: Request) => boolean };

/** 100,000 triples of expression, endpoint and request where all are asked for, as `.ci/run` does; else a sample. */
const REQUESTS = 20;
const RULES = process.env.RULE_TRIPLES === 'all' ? 5000 : 400;

const letters = (alphabet: string, min: number, max: number) =>
  fc.array(fc.constantFrom(...alphabet), { minLength: min, maxLength: max }).map((chars) => chars.join(''));
const needle = letters('ab/A.?', 0, 4);
const quoted = (text: string) => `"${text}"`;

const subject = fc.constantFrom<[string, (request: Request) => string]>(
  ['http.request.uri.path', ({ path }) => path],
  ['lower(http.request.uri.path)', ({ path }) => path.toLowerCase()],
  ['upper(http.request.uri.path)', ({ path }) => path.toUpperCase()],
  ['http.request.uri', ({ path, query }) => (query === null ? path : `${path}?${query}`)],
  ['http.request.full_uri', ({ host, path, query }) => `https://${host}${path}${query === null ? '' : `?${query}`}`],
  ['http.request.uri.query', ({ query }) => query ?? ''],
  ['http.host', ({ host }) => host],
  ['http.request.method', ({ method }) => method],
  ['http.user_agent', ({ agent }) => agent],
);

const textual = fc.constantFrom<[string, (left: string, right: string) => boolean]>(
  ['eq', (left, right) => left === right],
  ['ne', (left, right) => left !== right],
  ['lt', (left, right) => left < right],
  ['le', (left, right) => left <= right],
  ['gt', (left, right) => left > right],
  ['ge', (left, right) => left >= right],
  ['contains', (left, right) => left.includes(right)],
);

const comparison: fc.Arbitrary<Rule> = fc
  .tuple(subject, textual, needle)
  .map(([[field, read], [operator, decide], right]) => ({
    text: `${field} ${operator} ${quoted(right)}`,
    holds: (request) => decide(read(request), right),
  }));

const edge: fc.Arbitrary<Rule> = fc.tuple(subject, fc.boolean(), needle).map(([[field, read], atStart, right]) => ({
  text: `${atStart ? 'starts_with' : 'ends_with'}(${field}, ${quoted(right)})`,
  holds: (request) => (atStart ? read(request).startsWith(right) : read(request).endsWith(right)),
}));

const membership: fc.Arbitrary<Rule> = fc
  .tuple(subject, fc.array(needle, { maxLength: 4 }))
  .map(([[field, read], set]) => ({
    text: `${field} in {${set.map(quoted).join(' ')}}`,
    holds: (request) => set.includes(read(request)),
  }));

const length: fc.Arbitrary<Rule> = fc
  .tuple(subject, fc.constantFrom('eq', 'ne', 'lt', 'le', 'gt', 'ge'), fc.integer({ min: -2, max: 40 }))
  .map(([[field, read], operator, right]) => ({
    text: `len(${field}) ${operator} ${right}`,
    holds: (request) => {
      const left = read(request).length;
      return {
        eq: left === right,
        ne: left !== right,
        lt: left < right,
        le: left <= right,
        gt: left > right,
        ge: left >= right,
      }[operator] as boolean;
    },
  }));

const wildcard: fc.Arbitrary<Rule> = fc
  .tuple(subject, fc.boolean(), fc.array(fc.oneof(fc.constant('*'), letters('ab/A', 1, 2)), { maxLength: 5 }))
  .map(([[field, read], strict, parts]) => {
    const pattern = parts.filter((part, index) => part !== '*' || parts[index - 1] !== '*');
    const translated = pattern.map((part) => (part === '*' ? '[^]*' : part)).join('');
    const regex = new RegExp(`^${translated}$`, strict ? '' : 'i');
    return {
      text: `${field} ${strict ? 'strict ' : ''}wildcard ${quoted(pattern.join(''))}`,
      holds: (request) => regex.test(read(request)),
    };
  });

const pattern = fc.letrec<{ regex: string }>((tie) => ({
  regex: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('a', 'b', '/', '.', '[ab]', '[^/]', '[a-c/]', '\\.', '\\w', '[^a]', 'A', '', '\\d', '[-a]'),
    fc.tuple(tie('regex'), tie('regex')).map(([a, b]) => `${a}${b}`),
    fc.tuple(tie('regex'), tie('regex')).map(([a, b]) => `(?:${a}|${b})`),
    fc
      .tuple(tie('regex'), fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '{2,}', '*?'))
      .map(([a, times]) => `(?:${a})${times}`),
    tie('regex').map((a) => `^${a}`),
    tie('regex').map((a) => `${a}$`),
  ),
})).regex;

const search: fc.Arbitrary<Rule> = fc
  .tuple(subject, pattern, fc.boolean())
  .map(([[field, read], source, ignoreCase]) => {
    const regex = new RegExp(source, ignoreCase ? 'i' : '');
    return {
      text: `${field} matches r#"${ignoreCase ? '(?i)' : ''}${source}"#`,
      holds: (request) => regex.test(read(request)),
    };
  });

const score: fc.Arbitrary<Rule> = fc.integer({ min: 1, max: 99 }).map((limit) => ({
  text: `cf.bot_management.score lt ${limit}`,
  holds: (request) => request.score < limit,
}));

const rule = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3 },
    comparison,
    edge,
    membership,
    length,
    wildcard,
    search,
    score,
    tie('rule').map(({ text, holds }) => ({ text: `not (${text})`, holds: (request: Request) => !holds(request) })),
    fc.tuple(tie('rule'), tie('rule'), fc.constantFrom('and', 'or', 'xor')).map(([a, b, combiner]) => ({
      text: `(${a.text} ${combiner} ${b.text})`,
      holds: (request: Request) => {
        const [left, right] = [a.holds(request), b.holds(request)];
        return combiner === 'and' ? left && right : combiner === 'or' ? left || right : left !== right;
      },
    })),
  ),
})).rule;

const template = fc
  .array(fc.oneof(fc.constant('{}'), letters('abA.', 1, 3)), { minLength: 1, maxLength: 3 })
  .map((segments) => `/${segments.map((segment, index) => (segment === '{}' ? `{var${index}}` : segment)).join('/')}`);

/** One request to the template, with text of its own for each variable. */
const filled = (path: string, fillings: readonly string[]) => {
  let next = 0;
  return path.replace(/\{[^}]*\}/g, () => fillings[next++ % fillings.length] ?? 'a');
};

const request = fc.record({
  fillings: fc.array(letters('abA.?', 1, 4), { minLength: 3, maxLength: 3 }),
  query: fc.option(letters('ab/?', 0, 3)),
  agent: letters('ab', 0, 3),
  score: fc.integer({ min: 1, max: 99 }),
});

test('whatever is said to hold always or never does, for every request', () => {
  const seen = { always: 0, maybe: 0, never: 0 };
  fc.assert(
    fc.property(
      rule,
      template,
      fc.array(request, { minLength: REQUESTS, maxLength: REQUESTS }),
      ({ text, holds }, path, requests) => {
        const endpoint = { method: 'GET', host: 'a.b', path };
        const said = verdict(text, endpoint);
        seen[said] += 1;
        if (said === 'maybe') return;
        for (const { fillings, ...rest } of requests) {
          const concrete = { ...endpoint, ...rest, path: filled(path, fillings) };
          expect([text, concrete, holds(concrete)]).toEqual([text, concrete, said === 'always']);
        }
      },
    ),
    { numRuns: RULES, seed: 20261123 },
  );
  // a property that is never put to the test proves nothing
  expect(seen.always).toBeGreaterThan(RULES / 20);
  expect(seen.never).toBeGreaterThan(RULES / 20);
});

test('a path without variables, asked about nothing else, is always decided', () => {
  const onlyPath = fc.tuple(textual, needle).map(([[operator, decide], right]) => ({ operator, right, decide }));
  fc.assert(
    fc.property(onlyPath, letters('ab/A', 1, 4), ({ operator, right, decide }, tail) => {
      const path = `/${tail}`;
      const said = verdict(`http.request.uri.path ${operator} ${quoted(right)}`, { method: 'GET', host: 'a.b', path });
      expect(said).toBe(decide(path, right) ? 'always' : 'never');
    }),
  );
});
