import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CloudflareSandbox, startCloudflareSandbox } from './sandbox.ts';
import { refusalOf, sdkClient } from './sdk-client.ts';

let sandbox: CloudflareSandbox;
let zone_id: string;
let account_id: string;

beforeAll(async () => {
  sandbox = await startCloudflareSandbox();
  zone_id = sandbox.zones['github-api.example']?.id ?? '';
  account_id = sandbox.account.id;
});
afterAll(() => sandbox.stop());

test.each([
  [1, 5],
  [20, 20],
  [50, 50],
  [5000, 50],
])('a page of operations asked for with per_page %i has %i rows', async (per_page, rows) => {
  const page = await sdkClient(sandbox).apiGateway.operations.list({ zone_id, per_page });
  expect(page.result).toHaveLength(rows);
  expect(page.result_info).toMatchObject({ page: 1, per_page: rows, count: rows });
});

test('pages by number give every operation once, and one past the end gives none', async () => {
  const client = sdkClient(sandbox);
  const all = sandbox.zones['github-api.example']?.operations ?? [];
  const pages = Math.ceil(all.length / 50);
  const seen = new Set<string>();
  for (let page = 1; page <= pages; page += 1) {
    const { result, result_info } = await client.apiGateway.operations.list({ zone_id, per_page: 50, page });
    expect(result_info).toMatchObject({ total_count: all.length, total_pages: pages });
    for (const { operation_id } of result) seen.add(operation_id);
  }
  expect(seen.size).toBe(all.length);
  const past = await client.apiGateway.operations.list({ zone_id, per_page: 50, page: pages + 1 });
  expect(past.result).toEqual([]);
});

test('a page number that is none is refused', async () => {
  const call = sdkClient(sandbox).apiGateway.operations.list({ zone_id, page: -1 });
  expect(await refusalOf(call)).toEqual({ status: 400, code: 1004 });
});

test('the SDK iterator asks for one page more than there is', async () => {
  const before = sandbox.calls.length;
  const rows = [];
  for await (const row of sdkClient(sandbox).apiGateway.discovery.operations.list({ zone_id, per_page: 50 }))
    rows.push(row);
  expect(rows).toHaveLength(sandbox.zones['github-api.example']?.discovered.length ?? 0);
  expect(sandbox.calls.length - before).toBe(Math.ceil(rows.length / 50) + 1);
});

test('rulesets come by cursor, and the last page has none', async () => {
  const client = sdkClient(sandbox);
  const first = await client.rulesets.list({ zone_id, per_page: 3 });
  expect(first.result).toHaveLength(3);
  const ids = new Set<string>();
  for await (const { id } of client.rulesets.list({ zone_id, per_page: 3 })) ids.add(id);
  expect(ids.size).toBe(8);
});

test('the audit log comes by a cursor of another name, and only for a stated time', async () => {
  const client = sdkClient(sandbox);
  const times = { since: '2020-01-01T00:00:00Z', before: '2100-01-01T00:00:00Z' };
  const page = await client.accounts.logs.audit.list({ account_id, ...times });
  expect(page.result).toHaveLength(1);
  expect(page.hasNextPage()).toBe(false);
  const withoutTimes = client.get(`/accounts/${account_id}/logs/audit`);
  expect(await refusalOf(withoutTimes)).toEqual({ status: 400, code: 10400 });
});

test('insights are wrapped once more, so that the SDK sees none of them', async () => {
  const shop = sandbox.zones['shop.example']?.id ?? '';
  const page = await sdkClient(sandbox).securityCenter.insights.list({ zone_id: shop });
  expect(page.getPaginatedItems()).toEqual([]);
  expect(page.result).toMatchObject({ count: 2, page: 1 });
});
