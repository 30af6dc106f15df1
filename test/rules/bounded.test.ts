/** How long an answer takes is bounded by counting steps, never by a clock. */
import { expect, test } from 'vitest';
import { parse, verdict } from '../../src/rules/index.ts';
import { prepare } from '../../src/rules/prepare.ts';
import { fullPurse } from '../../src/rules/product.ts';

const PATH = 'http.request.uri.path';
const short = { method: 'GET', host: 'a.b', path: '/x/{y}' };
const { product } = prepare(parse(`${PATH} contains "abc"`), short);
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
  ['lengths', (index: number) => `len(${PATH}) gt ${900 + index}`],
])('a legal expression full of %s about a path with 400 variables is maybe, not a wrong always or never', (_, term) => {
  const text = Array.from({ length: 80 }, (_, index) => term(index)).join(' or ');
  expect(text.length).toBeLessThanOrEqual(4096);
  expect(verdict(text, deep)).toBe('maybe');
});
