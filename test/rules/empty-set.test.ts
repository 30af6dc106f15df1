import { expect, test } from 'vitest';
import { verdict } from '../../src/rules/index.ts';

const endpoint = { method: 'GET', host: 'a.b', path: '/a' };

test.each([
  ['cf.waf.score in {}', 'never'],
  ['ip.src in {}', 'never'],
  ['http.request.headers["a"][0] in {}', 'never'],
  ['not http.user_agent in {}', 'always'],
  ['cf.waf.score in {1}', 'maybe'],
  ['ip.src in $nothing', 'maybe'],
])('nothing is in an empty set: %s holds %s', (text, said) => {
  expect(verdict(text, endpoint)).toBe(said);
});
