import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Source } from '../../src/inventory/endpoint.ts';
import { locate } from '../../src/inventory/locate.ts';
import { overlaps } from '../../src/inventory/templates.ts';

const at = (path: string, { method = 'GET', host = 'api.shop.example', sources = ['saved'] as Source[] } = {}) => ({
  ...locate(method, host, path),
  sources,
});
const key = (path: string) => at(path).key;
const told = (...paths: string[]) => overlaps(paths.map((path) => at(path)));

test('a template that stands for all that another stands for gives those requests to it', () => {
  expect(told('/v1/{version}/{id}', '/v1/orders/{id}')).toEqual({
    within: 1,
    crossing: 0,
    isWhole: true,
    examples: [
      {
        how: 'within',
        templates: [key('/v1/{a}/{b}'), key('/v1/orders/{id}')],
        wins: key('/v1/orders/{id}'),
      },
    ],
  });
});

test('of two that share some paths, the one with fewer variables takes those', () => {
  const [narrow, wide] = ['/v1/{a}/list/all', '/v1/orders/{a}/{b}'];
  expect(told(narrow, wide)).toMatchObject({ within: 0, crossing: 1 });
  expect(told(narrow, wide).examples).toEqual([
    { how: 'crossing', templates: [key(wide), key(narrow)], wins: key(narrow) },
  ]);
});

test('where both have as many variables nobody says which takes them, and neither do we', () => {
  expect(told('/v1/{a}/list', '/v1/orders/{a}').examples).toEqual([
    { how: 'crossing', templates: [key('/v1/orders/{a}'), key('/v1/{a}/list')], wins: null },
  ]);
});

test.each([
  ['another method', at('/v1/{a}'), at('/v1/orders', { method: 'POST' })],
  ['another host', at('/v1/{a}'), at('/v1/orders', { host: 'www.shop.example' })],
  ['more segments', at('/v1/{a}'), at('/v1/orders/list')],
  ['a slash at the end of one', at('/v1/{a}'), at('/v1/orders/')],
  ['nothing where the other has a variable', at('/v1/{a}'), at('/v1/')],
  ['a fixed segment that differs', at('/v1/orders/{a}'), at('/v1/Orders/list')],
  ['the same template under other names', at('/v1/{a}'), at('/v1/{b}')],
  ['one that only discovery has seen', at('/v1/{a}'), at('/v1/orders', { sources: ['discovered'] })],
])('%s: they share no path, or are not ours to compare', (_, one, other) => {
  expect(overlaps([one, other])).toEqual({ within: 0, crossing: 0, isWhole: true, examples: [] });
});

test('documented templates count, and names of objects are names of segments as any others', () => {
  const documented = { sources: ['documented'] as Source[] };
  expect(overlaps([at('/{a}/{b}'), at('/__proto__/constructor', documented)])).toMatchObject({ within: 1 });
});

test('the examples are few and begin with those that differ in most segments; the counts are whole', () => {
  const items = Array.from({ length: 50 }, (_, n) => `/v1/orders/item-${n}`);
  const { within, examples } = overlaps(
    ['/v1/orders/{a}', '/{a}/{b}/{c}', ...items].map((path) => at(path)),
    3,
  );
  expect(within).toBe(50 + 51);
  expect(examples).toHaveLength(3);
  expect(examples[0]).toMatchObject({ templates: [key('/{a}/{b}/{c}'), key('/v1/orders/item-0')] });
});

test('ten thousand templates are not compared with one another', () => {
  const templates = Array.from({ length: 5_000 }, (_, n) => [at(`/v1/{a}/x${n}`), at(`/v1/y${n}/z`)]).flat();
  expect(overlaps(templates, 10, 3 * templates.length)).toEqual({
    within: 0,
    crossing: 0,
    isWhole: true,
    examples: [],
  });
});

test('a crowd of templates that all overlap is counted up to a limit, and said to be more', () => {
  const all = Array.from({ length: 256 }, (_, n) =>
    at(`/${Array.from({ length: 8 }, (_, bit) => (n & (1 << bit) ? '{x}' : 'a')).join('/')}`),
  );
  expect(overlaps(all)).toMatchObject({ within: 3 ** 8 - 2 ** 8, isWhole: true });
  expect(overlaps(all, 10, 1_000)).toMatchObject({ isWhole: false });
});

test('it finds what comparing all pairs finds', () => {
  const segment = fc.constantFrom('{x}', 'a', 'b');
  const paths = fc.array(fc.array(segment, { minLength: 1, maxLength: 4 }), { maxLength: 12 });
  fc.assert(
    fc.property(paths, (lists) => {
      const keys = [...new Set(lists.map((list) => `/${list.join('/')}`))];
      let within = 0;
      let crossing = 0;
      for (const [index, one] of keys.entries()) {
        for (const other of keys.slice(index + 1)) {
          const [x, y] = [one.split('/'), other.split('/')];
          if (x.length !== y.length || x.some((s, i) => s !== y[i] && s !== '{x}' && y[i] !== '{x}')) continue;
          const wider = x.some((s, i) => s === '{x}' && y[i] !== '{x}');
          const narrower = x.some((s, i) => s !== '{x}' && y[i] === '{x}');
          if (wider && narrower) crossing += 1;
          else within += 1;
        }
      }
      expect(told(...keys)).toMatchObject({ within, crossing, isWhole: true });
    }),
  );
});
