import { expect, test } from 'vitest';
import { inventorySummary } from '../../src/messages/inventory-summary.ts';
import { endpoint } from '../support/review-rows.ts';

const saved = [endpoint('GET api.shop.example/v1/a')];

test.each([
  ['read', 'enterprise', '0 seen by API Discovery and not saved'],
  ['not_entitled', 'business', 'API Discovery is not on the Business plan'],
  ['not_entitled', null, 'API Discovery is not on this plan'],
  ['unread', 'enterprise', 'what API Discovery sees could not be read'],
] as const)('discovery %s on the plan %s', (discovery, plan, words) => {
  expect(inventorySummary(saved, discovery, plan).text).toBe(`Inventory: 1 endpoint. 1 saved, ${words}, 0 documented.`);
});

const shown = (...endpoints: Parameters<typeof inventorySummary>[0]) =>
  JSON.stringify(inventorySummary(endpoints, 'read', 'enterprise').blocks);

test('templates that stand for the same paths are told in one line, with which of them takes the requests', () => {
  const paths = ['/v1/{var1}/{var2}', '/v1/orders/{var1}', '/v1/{var1}/list', '/v1/`<!channel>`/list'];
  const blocks = shown(...paths.map((path) => endpoint(`GET api.shop.example${path}`)));
  expect(blocks).toContain('*5 pairs of templates stand for the same paths*; the more specific takes the requests: ');
  expect(blocks).toContain(
    '`GET api.shop.example/v1/’&lt;!channel&gt;’/list` within `GET api.shop.example/v1/{var1}/{var2}`',
  );
  expect(blocks).toContain('(Cloudflare does not say which takes them)');
  expect(blocks.split(' within ').length + blocks.split(' across ').length - 2).toBe(3);
});

test('templates that share no path are not spoken of', () => {
  expect(shown(endpoint('GET api.shop.example/v1/{var1}'), endpoint('POST api.shop.example/v1/a'))).not.toContain(
    'templates',
  );
});

test('what discovery has not seen is called that, with what it cannot see, and never unused', () => {
  const seen = (is: 'yes' | 'no' | 'unknown', n: number) =>
    endpoint(`GET api.shop.example/${n}`, { facts: { traffic: { seen: is } } });
  const blocks = shown(seen('yes', 1), seen('no', 2), seen('unknown', 3), endpoint('GET api.shop.example/4'));
  expect(blocks).toContain('2 endpoints not seen by API Discovery, which sees only what the edge answers with success');
  expect(blocks).toContain('they may be in use');
  expect(blocks).not.toContain('unused');
  expect(shown(seen('yes', 1))).not.toContain('not seen');
});
