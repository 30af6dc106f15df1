import { expect, test } from 'vitest';
import type { CloudflareClient } from '../../src/cloudflare/client.ts';
import { readPages } from '../../src/cloudflare/page.ts';

type Info = { page: number; per_page: number; count: number; total_count: number; total_pages: number };

/** A list as Cloudflare serves it; `between` may change the rows after each call. */
function served(
  rows: { id: string }[],
  options: { clamp?: number; between?: (call: number) => void; info?: (info: Info) => object | null } = {},
) {
  const { clamp = 50, between = () => {}, info = (all: Info) => all } = options;
  let calls = 0;
  const client: Pick<CloudflareClient, 'get'> = {
    async get(_, { query = {} } = {}) {
      const size = Math.min(Number(query.per_page), clamp);
      const page = Number(query.page);
      const slice = rows.slice((page - 1) * size, page * size);
      const counts = {
        page,
        per_page: size,
        count: slice.length,
        total_count: rows.length,
        total_pages: Math.ceil(rows.length / size),
      };
      calls += 1;
      between(calls);
      return { success: true, errors: [], result: slice, result_info: info(counts) };
    },
  };
  return { client, calls: () => calls };
}

const many = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `row-${index}` }));
const list = { name: 'operations', path: '/list', perPage: 50 };

test.each([
  [0, 1],
  [1, 1],
  [50, 1],
  [51, 2],
  [500, 10],
])('a list of %i rows is read whole in %i calls', async (count, pages) => {
  const { client, calls } = served(many(count));
  const { rows, certificate } = await readPages(client, list);
  expect(rows).toEqual(many(count));
  expect(calls()).toBe(pages);
  expect(certificate).toEqual({
    list: 'operations',
    pages,
    rows: count,
    reported: count,
    duplicates: 0,
    drift: 0,
    complete: true,
  });
});

test.each([
  ['smaller pages than asked for', { clamp: 20 }],
  ['no count of pages', { clamp: 20, info: ({ total_pages: _, ...rest }: Info) => rest }],
  ['neither a count nor a size of pages', { info: ({ total_count }: Info) => ({ total_count }) }],
])('a list with %s is still read whole', async (_, options) => {
  const { client } = served(many(130), options);
  const { rows, certificate } = await readPages(client, list);
  expect(rows).toHaveLength(130);
  expect(certificate.complete).toBe(true);
});

test('a row that comes while the pages are read tears the list; it is read once more', async () => {
  const rows = many(120);
  const { client, calls } = served(rows, { between: (call) => call === 1 && rows.unshift({ id: 'new' }) });
  const { certificate } = await readPages(client, list);
  expect(calls()).toBe(6);
  expect(certificate).toMatchObject({ rows: 121, reported: 121, drift: 0, complete: true });
});

test('a list that is torn again is said to be incomplete', async () => {
  const rows = many(120);
  const { client } = served(rows, { between: () => rows.shift() });
  const { certificate } = await readPages(client, list);
  expect(certificate.complete).toBe(false);
  expect(certificate.drift).toBeGreaterThan(0);
});

test('rows that come and go in equal number are noticed by what is twice or missing', async () => {
  const rows = many(120);
  let next = 0;
  const replace = () => {
    rows.unshift({ id: `new-${next++}` });
    rows.pop();
  };
  const { client } = served(rows, { between: replace });
  const { certificate } = await readPages(client, list);
  expect(certificate).toMatchObject({ drift: 0, complete: false });
  expect(certificate.duplicates).toBeGreaterThan(0);
});

test('an absurd number of pages is not walked, and the list not called whole', async () => {
  const { client, calls } = served(many(3), { info: (info) => ({ ...info, total_pages: 1e9 }) });
  const { certificate } = await readPages(client, list);
  expect(calls()).toBeLessThan(2_500);
  expect(certificate.complete).toBe(false);
});

test('how many rows there are is told with the first page', async () => {
  const { client, calls } = served(many(500));
  const told: [number, number][] = [];
  await readPages(client, { ...list, onTotal: (total) => told.push([total, calls()]) });
  expect(told).toEqual([[500, 1]]);
});
