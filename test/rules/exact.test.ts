import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holds, parse, verdict } from '../../src/rules/index.ts';
import { concrete, filled, letters, quoted } from './random-rule.ts';

test.each([
  ['/a/{x}', 'http.request.uri.path.extension eq "php"', 'maybe'],
  ['/a/{x}.php', 'http.request.uri.path.extension eq "php"', 'always'],
  ['/a/{x}.PHP', 'http.request.uri.path.extension eq "php"', 'always'],
  ['/a/{x}.php', 'upper(http.request.uri.path.extension) eq "PHP"', 'always'],
  ['/a.php/{x}/b', 'http.request.uri.path.extension eq ""', 'always'],
  ['/{x}/.env', 'http.request.uri.path.extension eq ""', 'always'],
  ['/{x}/..env', 'http.request.uri.path.extension eq "env"', 'always'],
  ['/{x}.', 'len(http.request.uri.path.extension) gt 0', 'never'],
  ['/a/{x}', 'http.request.uri.path.extension contains "."', 'never'],
  ['/a/{x}', 'http.request.uri.path.extension matches "[A-Z]"', 'never'],
  ['/a/{x}', 'http.request.uri.path.extension eq "b" and not ends_with(lower(http.request.uri.path), ".b")', 'never'],
  ['/a/{x}', 'concat(http.request.uri.path, "x") eq "/b"', 'never'],
  ['/a/{x}', 'concat(http.request.uri.path, "x") eq "/a/bx"', 'maybe'],
  ['/a/{x}', 'starts_with(concat("/v", http.request.uri.path), "/v/a/")', 'always'],
  ['/a/{x}', 'lower(concat("V", http.request.uri.path)) contains "v/a"', 'always'],
  ['/a/{x}', 'concat("V", lower(http.request.uri.path)) contains "v"', 'maybe'],
  ['/a/{x}', 'concat(http.host, http.request.uri.path) contains "a.b/a/"', 'always'],
  ['/a/{x}', 'len(concat(http.host, http.request.uri.path, "xy")) lt 9', 'never'],
  // a text that comes between or in another order is not followed
  ['/a/{x}', 'concat(http.request.uri.path, http.host) contains "/"', 'maybe'],
] as const)('what is made of the path is decided like the path: of %s %s is %s', (path, text, expected) => {
  expect(verdict(text, { method: 'GET', host: 'a.b', path })).toBe(expected);
});

const SUBJECTS = [
  'http.request.uri.path',
  'lower(http.request.uri.path)',
  'http.request.uri.path.extension',
  'upper(http.request.uri.path.extension)',
  'concat(http.request.uri.path, ".B")',
  'concat("b", http.request.uri.path.extension, "a")',
  'lower(concat("A", http.request.uri.path))',
  'concat(http.host, http.request.uri.path)',
  'http.host',
  'http.request.method',
];
const subject = fc.constantFrom(...SUBJECTS);
const needle = letters('ab/A.', 0, 3);
const ORDERS = fc.constantFrom('eq', 'ne', 'lt', 'le', 'gt', 'ge');

const term = fc.oneof(
  fc
    .tuple(subject, fc.oneof(ORDERS, fc.constant('contains')), needle)
    .map(([of, how, text]) => `${of} ${how} ${quoted(text)}`),
  fc
    .tuple(fc.constantFrom('starts_with', 'ends_with'), subject, needle)
    .map(([how, of, text]) => `${how}(${of}, ${quoted(text)})`),
  fc.tuple(subject, ORDERS, fc.integer({ min: 0, max: 5 })).map(([of, how, length]) => `len(${of}) ${how} ${length}`),
  fc
    .tuple(subject, fc.array(needle, { maxLength: 3 }))
    .map(([of, texts]) => `${of} in {${texts.map(quoted).join(' ')}}`),
  fc
    .tuple(subject, fc.constantFrom('wildcard', 'strict wildcard'), fc.constantFrom('*a', '/*/b', '*.a*', 'b', 'A*'))
    .map(([of, how, stars]) => `${of} ${how} ${quoted(stars)}`),
  fc
    .tuple(subject, fc.constantFrom('^/a', '[.]b$', 'a+b', '^$', '(?i)A.b', '^[^.]*$'))
    .map(([of, regex]) => `${of} matches ${quoted(regex)}`),
);
const rule = fc
  .array(fc.tuple(term, fc.boolean(), fc.constantFrom('and', 'or', 'xor')), { minLength: 1, maxLength: 6 })
  .map((terms) =>
    terms.reduce((all, [text, negated, joint]) => {
      const next = negated ? `not (${text})` : text;
      return all === '' ? next : `(${all}) ${joint} ${next}`;
    }, ''),
  );

const LETTERS = ['a', 'b', 'A', '.', 'x', '~', '!'];
const ONE = fillings(LETTERS, 3).map((filling) => [filling]);
const ONE_LONGER = [...fillings(LETTERS, 5), ...fillings(['a', '.'], 9)].map((filling) => [filling]);
const TWO = pairs(fillings(LETTERS, 2));
const EXTENSIONS = fillings(['a', 'b', 'x'], 3).map((extension) => `a.${extension}`);
const TWO_LONGER = pairs([...fillings(LETTERS, 3), ...EXTENSIONS, 'aaaa', 'aaaaaaa', '.aaa', 'a.aaaa']);

function pairs(texts: readonly string[]): string[][] {
  return texts.flatMap((one) => texts.map((other) => [one, other]));
}

/** Where both outcomes are said to be possible, longer texts are tried before that is called wrong. */
function tried(path: string, longer: boolean): string[][] {
  const variables = path.split('{').length - 1;
  if (variables === 0) return [[]];
  if (variables === 1) return longer ? [...ONE, ...ONE_LONGER] : ONE;
  return longer ? [...TWO, ...TWO_LONGER] : TWO;
}

function fillings(alphabet: readonly string[], most: number): string[] {
  let last = [''];
  return Array.from({ length: most }, () => {
    last = last.flatMap((text) => alphabet.map((letter) => text + letter));
    return last;
  }).flat();
}

const RULES = process.env.RULE_TRIPLES === 'all' ? 500 : 100;

test('about path, host and method what is said is what trying out all short texts shows', () => {
  const seen = { always: 0, maybe: 0, never: 0 };
  fc.assert(
    fc.property(
      rule,
      fc.constantFrom('/{x}', '/a/{x}', '/{x}/b', '/{x}.b', '/a{x}', '/a.b', '/{x}/{y}', '/{x}.{y}'),
      (text, path) => {
        const endpoint = { method: 'GET', host: 'a.b', path };
        const said = verdict(text, endpoint);
        seen[said] += 1;
        const expression = parse(text);
        const found = new Set<boolean | undefined>();
        for (const filling of tried(path, said === 'maybe')) {
          found.add(holds(expression, concrete({ ...endpoint, path: filled(path, filling), query: null })));
          if (found.size > 1) break;
        }
        const shown = said === 'maybe' ? [false, true] : [said === 'always'];
        expect([text, path, [...found].sort()]).toEqual([text, path, shown]);
      },
    ),
    { numRuns: RULES, seed: 20261126 },
  );
  expect(Math.min(seen.always, seen.maybe, seen.never)).toBeGreaterThan(RULES / 20);
}, 1_200_000);
