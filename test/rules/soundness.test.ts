import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holds, parse, verdict } from '../../src/rules/index.ts';
import {
  anyRule,
  concrete,
  fieldRule,
  filled,
  letters,
  needle,
  quoted,
  randomFields,
  randomRequest,
  TEXTUAL,
  template,
} from './random-rule.ts';

/** 100,000 triples of expression, endpoint and request where all are asked for, as `.ci/run` does; else a sample. */
const REQUESTS = 20;
const RULES = process.env.RULE_TRIPLES === 'all' ? 5000 : 400;
/** All of them are minutes of work on a busy machine. */
const LONG = 1_200_000;

test(
  'whatever is said to hold always or never does, for every request, by whichever reading of the rule',
  () => {
    const seen = { always: 0, maybe: 0, never: 0 };
    fc.assert(
      fc.property(
        anyRule,
        template,
        fc.array(randomRequest, { minLength: REQUESTS, maxLength: REQUESTS }),
        ({ text, holds: means }, path, requests) => {
          const endpoint = { method: 'GET', host: 'a.b', path };
          const said = verdict(text, endpoint);
          seen[said] += 1;
          const expression = parse(text);
          for (const { fillings, ...rest } of requests) {
            const request = { ...endpoint, ...rest, path: filled(path, fillings) };
            const meant = means(request);
            expect([text, request, holds(expression, concrete(request))]).toEqual([text, request, meant]);
            if (said !== 'maybe') expect([text, request, meant]).toEqual([text, request, said === 'always']);
          }
        },
      ),
      { numRuns: RULES, seed: 20261123 },
    );
    // a property that is never put to the test proves nothing
    expect(seen.always).toBeGreaterThan(RULES / 20);
    expect(seen.never).toBeGreaterThan(RULES / 20);
  },
  LONG,
);

test(
  'nor does a request with headers, cookies, addresses and all else contradict what is said',
  () => {
    const seen = { always: 0, maybe: 0, never: 0 };
    const told = { yes: 0, no: 0, open: 0 };
    fc.assert(
      fc.property(
        fieldRule,
        template,
        fc.array(fc.tuple(randomRequest, randomFields), { minLength: REQUESTS, maxLength: REQUESTS }),
        (text, path, requests) => {
          const endpoint = { method: 'GET', host: 'a.b', path };
          const said = verdict(text, endpoint);
          seen[said] += 1;
          const expression = parse(text);
          for (const [{ fillings, query }, fields] of requests) {
            const line = concrete({ ...endpoint, query, path: filled(path, fillings) });
            const request = { ...line, fields };
            const held = holds(expression, request);
            told[held === undefined ? 'open' : held ? 'yes' : 'no'] += 1;
            if (said !== 'maybe' && held !== undefined) {
              expect([text, request, held]).toEqual([text, request, said === 'always']);
            }
          }
        },
      ),
      { numRuns: RULES, seed: 20261125 },
    );
    expect(seen.always + seen.never).toBeGreaterThan(RULES / 20);
    expect(Math.min(told.yes, told.no)).toBeGreaterThan((RULES * REQUESTS) / 10);
    expect(told.open).toBeLessThan((RULES * REQUESTS) / 10);
  },
  LONG,
);

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
