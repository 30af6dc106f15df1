/** What url_decode() makes of a path is decided together with what the path says, and the evaluator says the same. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holds, parse, verdict } from '../../src/rules/index.ts';

const PATH = 'http.request.uri.path';
const at = (path: string) => ({ method: 'GET', host: 'a.b', path });

test.each([
  [`url_decode(${PATH}) eq "/a/b"`, '/a%2Fb', 'always'],
  [`url_decode(${PATH}) eq "/a b"`, '/a+b', 'always'],
  [`url_decode(${PATH}) contains "%"`, '/100%/%4', 'always'],
  [`url_decode(${PATH}) eq "/%A"`, '/%%41', 'always'],
  [`url_decode(${PATH}) contains "../"`, '/{x}', 'maybe'],
  [`url_decode(${PATH}) contains "/admin" and starts_with(${PATH}, "/v1")`, '/v2/{x}', 'never'],
  [`url_decode(${PATH}) eq "/a" and ${PATH} eq "/a"`, '/a', 'always'],
  [`url_decode(${PATH}) eq "/%41"`, '/%41', 'never'],
  [`concat(url_decode(${PATH}), "!") eq "/A!"`, '/%41', 'always'],
  [`url_decode(lower(${PATH})) eq "/J"`, '/%4A', 'always'],
  // letters changed after decoding, and decoding again and again, are left undecided
  [`lower(url_decode(${PATH})) eq "/a"`, '/%41', 'maybe'],
  [`url_decode(${PATH}, "r") eq "/A"`, '/%2541', 'maybe'],
] as const)('%s at %s is %s', (text, path, said) => {
  expect(verdict(text, at(path))).toBe(said);
});

const piece = fc.constantFrom('%', '4', '1', '2', 'F', 'f', 'a', 'A', '+', '%41', '%2f', '%2B', '/', '.');
const texts = fc.array(piece, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));

test('over random paths it is never against the evaluator, and decided where the path is known', () => {
  let decided = 0;
  fc.assert(
    fc.property(texts, texts, fc.constantFrom('eq', 'contains', 'ne', 'lt'), (path, value, operator) => {
      const expression = parse(`url_decode(${PATH}) ${operator} "${value}"`);
      const request = { method: 'GET', url: `https://a.b/${path}`, fields: {} };
      const is = holds(expression, request);
      if (is === undefined) return;
      decided += 1;
      expect(verdict(expression, at(`/${path}`))).toBe(is ? 'always' : 'never');
    }),
    { numRuns: 2_000 },
  );
  expect(decided).toBeGreaterThan(1_500);
});
