import Cloudflare from 'cloudflare';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CloudflareSandbox, startCloudflareSandbox } from './sandbox.ts';
import { refusalOf, sdkClient } from './sdk-client.ts';
import { operation } from './zones/build.ts';
import { zone } from './zones/zone.ts';

const OPERATIONS = 'GET /zones/{zone_id}/api_gateway/operations';

let sandbox: CloudflareSandbox;
let zone_id: string;
beforeEach(async () => {
  const orders = zone();
  zone_id = orders.id;
  sandbox = await startCloudflareSandbox({ zones: [orders] });
});
afterEach(() => sandbox.stop());

const list = (page = 1) => sdkClient(sandbox).apiGateway.operations.list({ zone_id, per_page: 5, page });

test('a status, for as many calls as were asked for', async () => {
  sandbox.fail(OPERATIONS, { status: 503 }, { times: 2 });
  expect(await refusalOf(list())).toMatchObject({ status: 503 });
  expect(await refusalOf(list())).toMatchObject({ status: 503 });
  expect((await list()).result).toHaveLength(4);
});

test('other routes go on, and the failure ends when it is taken back', async () => {
  const heal = sandbox.fail(OPERATIONS, { status: 429, code: 971, headers: { 'Retry-After': '7' } });
  expect(await refusalOf(list())).toEqual({ status: 429, code: 971 });
  expect((await sdkClient(sandbox).zones.get({ zone_id })).name).toBe('orders.example');
  heal();
  expect((await list()).result).toHaveLength(4);
});

test('a page of HTML where JSON is expected', async () => {
  sandbox.fail('*', { html: 502 }, { times: 1 });
  await expect(list()).rejects.toMatchObject({ status: 502, errors: [] });
});

test.each([
  ['truncated', { truncated: true } as const],
  ['reset', { reset: true } as const],
])('a connection that breaks (%s)', async (_name, fault) => {
  sandbox.fail(OPERATIONS, fault, { times: 1 });
  await expect(list()).rejects.toThrow();
  expect((await list()).result).toHaveLength(4);
});

test('a call that is never answered waits for its own time-out', async () => {
  sandbox.fail(OPERATIONS, { hang: true });
  const call = sdkClient(sandbox).apiGateway.operations.list({ zone_id }, { timeout: 50 });
  await expect(call).rejects.toBeInstanceOf(Cloudflare.APIConnectionTimeoutError);
});

test('a slow answer is the right answer', async () => {
  sandbox.fail(OPERATIONS, { slow: 5 });
  expect((await list()).result).toHaveLength(4);
});

test('a permission is withdrawn between two pages', async () => {
  sandbox.fail(
    OPERATIONS,
    { afterwards: (box) => box.revoke(box.tokens.full, 'Domain API Gateway Read') },
    { times: 1 },
  );
  sandbox.revoke(sandbox.tokens.full, 'Account API Gateway Read');
  expect((await list(1)).result).toHaveLength(4);
  expect(await refusalOf(list(2))).toEqual({ status: 403, code: 10000 });
});

test('a row appears between two pages, so that another is seen twice', async () => {
  const operations = sandbox.zones['orders.example']?.operations ?? [];
  for (const name of ['a', 'b']) operations.push(operation(`GET api.orders.example/v1/${name}`, [], null));
  sandbox.fail(
    OPERATIONS,
    { afterwards: () => operations.unshift(operation('GET api.orders.example/v1/new', [], null)) },
    { times: 1 },
  );
  const first = await list(1);
  const second = await list(2);
  expect(second.result[0]?.operation_id).toBe(first.result.at(-1)?.operation_id);
});

test('listeners are told before and after each answer', async () => {
  const heard: string[] = [];
  const leave = sandbox.onCall((call, phase) => void heard.push(`${phase} ${call.status}`));
  await list();
  leave();
  await list();
  expect(heard).toEqual(['before null', 'after 200']);
});

test('a misspelt route is told at once', () => {
  expect(() => sandbox.fail('GET /zones/{zone_id}/operations', { status: 500 })).toThrow(/no such route/);
});
