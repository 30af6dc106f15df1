import { expect, test } from 'vitest';
import { reconcile } from '../../src/inventory/reconcile.ts';
import type { DiscoveredOperation, DocumentedOperation, SavedOperation } from '../../src/inventory/sources.ts';

const saved = (method: string, endpoint: string, more: Partial<SavedOperation> = {}): SavedOperation => ({
  operationId: `op-${method}-${endpoint}`,
  method,
  host: 'api.example.com',
  endpoint,
  labels: [],
  ...more,
});
const discovered = (
  method: string,
  endpoint: string,
  more: Partial<DiscoveredOperation> = {},
): DiscoveredOperation => ({
  id: `seen-${method}-${endpoint}`,
  method,
  host: 'api.example.com',
  endpoint,
  state: 'review',
  origin: ['ML'],
  labels: [],
  ...more,
});
const documented = (method: string, path: string, more: Partial<DocumentedOperation> = {}): DocumentedOperation => ({
  method,
  host: 'api.example.com',
  path,
  document: 'shop.yaml',
  ...more,
});

const keys = (lists: Partial<Parameters<typeof reconcile>[0]>) =>
  reconcile({ saved: [], discovered: [], documented: [], ...lists }).endpoints.map(
    ({ key, sources }) => `${key} ${sources.join('+')}`,
  );

test('every endpoint is in exactly one of five sets', () => {
  const inventory = reconcile({
    saved: [saved('GET', '/a'), saved('GET', '/b')],
    discovered: [discovered('GET', '/c'), discovered('GET', '/d')],
    documented: [documented('GET', '/b'), documented('GET', '/d'), documented('GET', '/e')],
  });
  expect(inventory.sets).toEqual({
    saved: 1,
    'saved+documented': 1,
    discovered: 1,
    'discovered+documented': 1,
    documented: 1,
  });
  expect(inventory.counts).toEqual({ saved: 2, discovered: 2, documented: 3, documentedOnly: 1, total: 5 });
});

test('spelling makes no second endpoint', () => {
  expect(
    keys({
      saved: [saved('GET', '/users/{var1}')],
      documented: [documented('get', '/users/{userId}', { host: 'API.example.com' })],
    }),
  ).toEqual(['GET api.example.com/users/{var1} saved+documented']);
});

test('method, case of the path and a trailing slash do make one', () => {
  expect(
    keys({
      saved: [saved('GET', '/a')],
      documented: [documented('POST', '/a'), documented('GET', '/A'), documented('GET', '/a/')],
    }),
  ).toHaveLength(4);
});

test('only what is in review is discovered; ignored and saved rows tell of traffic alone', () => {
  const { endpoints, counts } = reconcile({
    saved: [saved('GET', '/a')],
    discovered: [
      discovered('GET', '/a', { state: 'saved', requests: 12.5, periodSeconds: 3600 }),
      discovered('GET', '/b', { state: 'ignored', requests: 9 }),
      discovered('GET', '/c', { state: 'ignored', requests: 7 }),
    ],
    documented: [documented('GET', '/c')],
  });
  expect(endpoints.map(({ key, traffic }) => [key, traffic])).toEqual([
    ['GET api.example.com/a', { seen: 'yes', requests: 12.5, periodSeconds: 3600 }],
    ['GET api.example.com/c', { seen: 'yes', requests: 7 }],
  ]);
  expect(counts.discovered).toBe(0);
});

test('a row in review that was saved in the meantime is no shadow', () => {
  expect(keys({ saved: [saved('GET', '/a')], discovered: [discovered('GET', '/a')] })).toEqual([
    'GET api.example.com/a saved',
  ]);
});

test.each([
  [{ requests: 0 }, 'no'],
  [{ requests: 3 }, 'yes'],
  [{}, 'yes'],
] as const)('a row in review with %j was seen: %s', (more, seen) => {
  const { endpoints } = reconcile({ saved: [], discovered: [discovered('GET', '/a', more)], documented: [] });
  expect(endpoints[0]?.traffic.seen).toBe(seen);
});

test('a saved operation without a measurement is unknown, and a zombie was not seen', () => {
  const { endpoints } = reconcile({
    saved: [saved('GET', '/a'), saved('GET', '/b', { labels: ['cf-risk-zombie'] })],
    discovered: [],
    documented: [],
  });
  expect(endpoints.map(({ traffic }) => traffic.seen)).toEqual(['unknown', 'no']);
});

test('a documented host that a saved host variable covers is the saved endpoint', () => {
  expect(
    keys({
      saved: [saved('GET', '/a', { host: '{hostVar1}.example.com' })],
      documented: [
        documented('GET', '/a', { host: 'eu.example.com' }),
        documented('GET', '/a', { host: 'a.b.example.com' }),
      ],
    }),
  ).toEqual(['GET a.b.example.com/a documented', 'GET {hostVar1}.example.com/a saved+documented']);
});

test('the order of the lists does not change the order of the inventory', () => {
  const rows = [saved('GET', '/b'), saved('POST', '/a'), saved('GET', '/a'), saved('GET', '/B')];
  expect(keys({ saved: rows })).toEqual(keys({ saved: rows.toReversed() }));
});

test('three lists of 12,000 overlapping rows are one inventory', () => {
  const paths = Array.from({ length: 24_000 }, (_, index) => `/v1/things-${index}/{var1}`);
  const { counts } = reconcile({
    saved: paths.slice(0, 12_000).map((path) => saved('GET', path)),
    discovered: paths.slice(6_000, 18_000).map((path) => discovered('GET', path)),
    documented: paths.slice(12_000, 24_000).map((path) => documented('GET', path)),
  });
  expect(counts).toEqual({
    saved: 12_000,
    discovered: 6_000,
    documented: 12_000,
    documentedOnly: 6_000,
    total: 24_000,
  });
});

test('a discovered host variable is no shadow where the operation is saved under the plain hosts it stands for', () => {
  const both = ['eu', 'us'].map((region) => saved('GET', '/a', { host: `${region}.example.com` }));
  const lists = { discovered: [discovered('GET', '/a', { host: '{hostVar1}.example.com', requests: 5 })] };
  expect(keys({ ...lists, saved: both })).toEqual(['GET eu.example.com/a saved', 'GET us.example.com/a saved']);
  expect(keys({ ...lists, saved: [saved('GET', '/a', { host: 'eu.example.net' })] })).toContain(
    'GET {hostVar1}.example.com/a discovered',
  );
  expect(keys({ ...lists, saved: [saved('POST', '/a', { host: 'eu.example.com' })] })).toHaveLength(2);
});

test('the traffic of a host variable is lent where only one saved endpoint can have it', () => {
  const seen = (hosts: string[]) =>
    reconcile({
      saved: hosts.map((host) => saved('GET', '/a', { host })),
      discovered: [discovered('GET', '/a', { host: '{hostVar1}.example.com', requests: 5 })],
      documented: [],
    }).endpoints.map(({ traffic }) => traffic.seen);
  expect(seen(['eu.example.com'])).toEqual(['yes']);
  expect(seen(['eu.example.com', 'us.example.com'])).toEqual(['unknown', 'unknown']);
});
