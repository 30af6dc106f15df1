/** Which review somebody means by a name. */
import { expect, test } from 'vitest';
import { nameAmong, reviewsCalled } from '../../src/review/names.ts';

const shop = { name: 'shop.example #1', number: 1, zoneName: 'shop.example' };
const again = { name: 'Q4', number: 2, zoneName: 'shop.example' };
const small = { name: 'Q4', number: 1, zoneName: 'small.example' };
const posing = { name: 'shop.example', number: 1, zoneName: 'other.example' };

test.each([
  ['shop.example #1', [shop, small], [shop]],
  ['SMALL.example', [shop, small], [small]],
  ['q4', [shop, again], [again]],
  ['"Q4"', [shop, again], [again]],
  ['shop.example #2', [shop, again], [again]],
  ['shop.example', [shop, again], [shop, again]],
  ['shop.example', [shop, posing], [posing]],
  ['Q4', [again, small], [again, small]],
  ['mars', [shop, small], []],
])('%s', (words, reviews, meant) => {
  expect(reviewsCalled(reviews, words)).toEqual(meant);
});

test('a name that two share is told with zone and number', () => {
  expect(nameAmong(again, [shop, again])).toBe('Q4');
  expect([again, small].map((each) => nameAmong(each, [again, small]))).toEqual([
    'shop.example #2',
    'small.example #1',
  ]);
});
