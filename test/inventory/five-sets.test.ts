/** Whatever the three lists hold: every endpoint is in exactly one of the five sets, and the counts add up. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reconcile } from '../../src/inventory/reconcile.ts';

const method = fc.constantFrom('GET', 'post', 'DELETE');
const host = fc.constantFrom('a.example', 'A.example.', 'b.example', '{hostVar1}.example', '__proto__', '');
const path = fc.oneof(
  fc.constantFrom('/v1/users', '/v1/users/', '/v1/%75sers', '/v1//users', '/v1/{id}', '/v1/{var1}', '/constructor', ''),
  fc.string({ maxLength: 12 }).map((text) => `/${text}`),
);
const saved = fc.record({
  operationId: fc.string(),
  method,
  host,
  endpoint: path,
  labels: fc.subarray(['cf-log-in', 'partner', 'cf-risk-zombie']),
});
const discovered = fc.record({
  id: fc.string(),
  method,
  host,
  endpoint: path,
  state: fc.constantFrom('review' as const, 'saved' as const, 'ignored' as const),
  origin: fc.constant([]),
  requests: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true })),
  labels: fc.constant([]),
});
const documented = fc.record({ method, host, path, document: fc.constantFrom('a.yaml', 'b.yaml') });
const lists = fc.record({
  saved: fc.array(saved, { maxLength: 20 }),
  discovered: fc.array(discovered, { maxLength: 20 }),
  documented: fc.array(documented, { maxLength: 20 }),
});

test('five sets, none of them overlapping', () => {
  fc.assert(
    fc.property(lists, (given) => {
      const { endpoints, sets, counts } = reconcile(given);
      expect(new Set(endpoints.map(({ key }) => key)).size).toBe(endpoints.length);
      expect(Object.values(sets).reduce((sum, n) => sum + n, 0)).toBe(endpoints.length);
      for (const { sources } of endpoints) expect(sources.length).toBeGreaterThan(0);
      const within = (source: 'saved' | 'discovered' | 'documented') =>
        endpoints.filter(({ sources }) => sources.includes(source)).length;
      expect(counts).toEqual({
        saved: within('saved'),
        discovered: within('discovered'),
        documented: within('documented'),
        documentedOnly: endpoints.filter(({ sources }) => sources.join() === 'documented').length,
        total: endpoints.length,
      });
    }),
    { numRuns: Number(process.env.INVENTORY_RUNS ?? 200), seed: 7 },
  );
});

test('the order in which a source tells its rows changes nothing', () => {
  fc.assert(
    fc.property(lists, (given) => {
      const keys = (of: typeof given) => reconcile(of).endpoints.map(({ key, sources }) => `${key} ${sources}`);
      const turned = {
        saved: given.saved.toReversed(),
        discovered: given.discovered.toReversed(),
        documented: given.documented.toReversed(),
      };
      expect(keys(turned)).toEqual(keys(given));
    }),
    { numRuns: Number(process.env.INVENTORY_RUNS ?? 200), seed: 7 },
  );
});
