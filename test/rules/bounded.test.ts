/** How long an answer takes is bounded by counting steps, never by a clock. */
import { expect, test } from 'vitest';
import { effort, MAX_WORK } from '../../src/rules/automaton.ts';
import { isNever, parse, verdict } from '../../src/rules/index.ts';
import { prepare } from '../../src/rules/prepare.ts';
import { fullPurse } from '../../src/rules/product.ts';

const PATH = 'http.request.uri.path';
const short = { method: 'GET', host: 'a.b', path: '/x/{y}' };
const product = prepare(parse(`${PATH} contains "abc"`), short).product();
const deep = { method: 'GET', host: 'a.b', path: `/${'a/{x}/'.repeat(400)}` };

test('a question that fits its allowance is answered, one that does not stays open', () => {
  const purse = fullPurse();
  expect(product.combinations(short, purse)).toHaveLength(2);
  expect(purse.left).toBeGreaterThan(0);
  expect(product.combinations(short, { left: 5 })).toBeUndefined();
});

test('questions that share an allowance cannot spend more than it together', () => {
  const purse = { left: 2_000 };
  const answers = Array.from({ length: 50 }, () => (purse.left < 0 ? undefined : product.combinations(deep, purse)));
  expect(answers.at(-1)).toBeUndefined();
  expect(purse.left).toBeGreaterThan(-deep.path.length);
});

test.each([
  ['contains', (index: number) => `${PATH} contains "a${index}b"`],
  ['regular expressions', (index: number) => `${PATH} matches r"a.*b${index}.*c"`],
  ['repetitions', (index: number) => `${PATH} matches r"(a|b${index}){1,40}c"`],
  ['lengths', (index: number) => `len(${PATH}) gt ${900 + index}`],
])('a legal expression full of %s about a path with 400 variables is maybe, not a wrong always or never', (_, term) => {
  const text = Array.from({ length: 75 }, (_, index) => term(index)).join(' or ');
  expect(text.length).toBeLessThanOrEqual(4096);
  expect(verdict(text, deep)).toBe('maybe');
});

test('one pattern may be looked at longer than each of many', () => {
  const pattern = `${PATH} matches r"(a|b){1,60}c"`;
  const here = { ...short, path: '/x' };
  expect(verdict(pattern, here)).toBe('never');
  const many = Array.from({ length: 60 }, (_, index) => `${PATH} matches r"(a|b){1,${60 + index}}c"`).join(' or ');
  expect(verdict(many, here)).toBe('maybe');
});

test.each([
  [`len(${PATH}) lt 4`, 'never'],
  [`len(${PATH}) ge 4`, 'always'],
  [`len(${PATH}) eq 4`, 'maybe'],
  [`len(${PATH}) in {1..3 9}`, 'maybe'],
  [`len(${PATH}) in {1..3}`, 'never'],
  [`len(${PATH}) gt 5000`, 'maybe'],
  [`len(http.host) gt 5000`, 'never'],
  [`len(concat("a", ${PATH})) lt 5`, 'never'],
  [`len(http.request.method) ne 3`, 'never'],
])('lengths are counted, however great: %s is %s', (text, said) => {
  expect(verdict(text, short)).toBe(said);
});

test('of the longest host each of many comparisons is decided', () => {
  const host = `${'abcdefghi.'.repeat(25)}xyz`;
  const text = Array.from({ length: 130 }, (_, index) => `http.host contains "${index}"`).join(' or ');
  expect(text.length).toBeLessThanOrEqual(4096);
  expect(isNever(parse(text), { method: 'PROPFIND', host })).toBe(true);
});

const terms = (term: (index: number) => string) => {
  let text = term(0);
  for (let index = 1; text.length + term(index).length + 4 <= 4096; index += 1) text += ` or ${term(index)}`;
  return text;
};

test.each([
  ['nested repetitions', `${PATH} matches r"((a|b){1,50}){1,50}c"`],
  ['long counted repetitions', terms((index) => `${PATH} matches r"[a-z0-9]{0,${900 - index}}x${index}"`)],
  ['patterns that double', terms((index) => `${PATH} matches r"a.{${10 + (index % 6)}}b"`)],
  ['a class after the other', `${PATH} matches r"${'[^a-m]'.repeat(600)}"`],
  [
    'two subjects',
    terms((index) => `lower(${PATH}) matches r"(x|y){${index % 40}}z" or http.host matches r"b{${index},}"`),
  ],
  ['very many patterns', terms((index) => `${PATH} matches r"${index}"`)],
  ['optional parts', `${PATH} matches r"${'(.*a)?'.repeat(500)}"`],
  ['stars', `${PATH} wildcard "${'*a'.repeat(499)}"`],
  ['empty loops', `${PATH} matches r"${'('.repeat(90)}a*${')*'.repeat(90)}"`],
])('building the patterns of %s stays within what one expression may spend', (_, text) => {
  expect(text.length).toBeLessThanOrEqual(4096);
  const expression = parse(text);
  const before = effort.spent;
  verdict(expression, deep);
  // the last step of each pattern may go beyond its share, by what one of its states costs
  expect(effort.spent - before).toBeLessThan(MAX_WORK * 1.5);
});
