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
