import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parse, RuleSyntaxError } from '../../src/rules/index.ts';
import { GENERATED, generatedParser } from '../support/generated-parser.ts';

test('the parser is what the grammar gives today; `npm run grammar` writes it again', async () => {
  expect(await readFile(GENERATED, 'utf8')).toBe(await generatedParser());
});

const mistakeIn = (text: string): string => {
  try {
    parse(text);
    return 'none';
  } catch (error) {
    return error instanceof RuleSyntaxError ? `${error.message} at ${error.offset}` : `not a mistake: ${error}`;
  }
};

test.each([
  ['', 'the expression is empty at 0'],
  ['ssl eq true', 'expected "and", "xor", "or" or the end of the expression at 4'],
  ['(ssl', 'expected "and", "xor", "or" or ")" at 4'],
  ['ssl and \t', 'expected "(", "not", any(), all(), a field or a function at 7'],
  ['http.hosts eq "a"', 'unknown field or function "http.hosts" at 0'],
  ['ip.src contains 1', 'expected "eq", "ne" or "in" at 7'],
  ['http.host eq http.referer', 'expected a string at 13'],
  ['http.host eq "a', 'the string has no closing quote at 13'],
  ['http.host eq r#"a"', 'the raw string has no end at 13'],
  ['http.host eq "\\n"', 'invalid escape: only \\", \\\\, \\xHH and \\OOO are known at 14'],
  ['http.host matches "[a"', 'the pattern has no closing quote at 18'],
  ['http.host matches "a**("', 'invalid regular expression: unclosed group at 18'],
  ['http.host in {"a", "b"}', 'expected a string or "}" at 17'],
  ['cf.waf.score in {1 b}', 'expected an integer or "}" at 19'],
  ['ip.src in {1.2.3.4/}', 'expected a number of bits at 19'],
  ['http.request.headers["x"] eq "y"', 'expected an index (arrays and maps are compared by their elements) at 26'],
  ['lower("a" "b")', 'expected "," or ")" at 10'],
  ['lower(ip.src) eq "a" and nonsense', 'lower() does not take IP here at 6'],
])('what is wrong with %j is said: %s', (text, said) => {
  expect(mistakeIn(text)).toBe(said);
});

const MANY = 300_000;

test.each([
  ['a long chain', 'ssl or '.repeat(MANY / 7).concat('ssl')],
  ['a long string', `http.host eq "${'\\x41'.repeat(MANY / 4)}"`],
  ['a long pattern', `http.host matches "${'a.'.repeat(MANY / 2)}"`],
  ['a long wildcard', `http.host wildcard "${'a*'.repeat(MANY / 2)}"`],
  ['a long set', `ip.src in {${'192.0.2.0/24 '.repeat(MANY / 13)}}`],
  ['many arguments', `concat("a"${', "a"'.repeat(MANY / 5)}) eq "a"`],
  ['blanks', `ssl${' '.repeat(MANY)}`],
])('%s is read however long it is', (_, text) => {
  expect(mistakeIn(text)).toBe('none');
});

test.each(['(', 'not ', '!', 'any(', 'any(not ', 'lower(', 'concat((', 'len(any(('])(
  'a text that opens %j without end is refused where it is nested too deeply',
  (opening) => {
    expect(mistakeIn(opening.repeat(MANY / opening.length))).toMatch(/^nested too deeply at \d{3}$/);
  },
);

test.each(['"', '[', '.', '1:', '#', '{', '9', 'a.', '\\'])('%j without end is a mistake like any other', (unit) => {
  for (const before of ['', 'http.host eq ', 'http.host matches "', 'ip.src in {', 'cf.waf.score eq ', 'lower(']) {
    expect(mistakeIn(before + unit.repeat(2_000))).toMatch(/ at \d+$/);
  }
});
