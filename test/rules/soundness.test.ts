import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verdict } from '../../src/rules/index.ts';
import { anyRule, filled, letters, needle, quoted, randomRequest, TEXTUAL, template } from './random-rule.ts';

/** 100,000 triples of expression, endpoint and request where all are asked for, as `.ci/run` does; else a sample. */
const REQUESTS = 20;
const RULES = process.env.RULE_TRIPLES === 'all' ? 5000 : 400;

test('whatever is said to hold always or never does, for every request', () => {
  const seen = { always: 0, maybe: 0, never: 0 };
  fc.assert(
    fc.property(
      anyRule,
      template,
      fc.array(randomRequest, { minLength: REQUESTS, maxLength: REQUESTS }),
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
  const onlyPath = fc
    .tuple(fc.constantFrom(...TEXTUAL), needle)
    .map(([[operator, decide], right]) => ({ operator, right, decide }));
  fc.assert(
    fc.property(onlyPath, letters('ab/A', 1, 4), ({ operator, right, decide }, tail) => {
      const path = `/${tail}`;
      const said = verdict(`http.request.uri.path ${operator} ${quoted(right)}`, { method: 'GET', host: 'a.b', path });
      expect(said).toBe(decide(path, right) ? 'always' : 'never');
    }),
  );
});
