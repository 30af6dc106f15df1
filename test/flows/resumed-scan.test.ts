/** A worker is killed in the middle of a long list; the next one goes on with what was read. */
import { gunzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { keyRing } from '../../src/secrets/key-ring.ts';
import type { RecordedCall } from '../sandbox/cloudflare/sandbox.ts';
import { operation } from '../sandbox/cloudflare/zones/build.ts';
import { zone } from '../sandbox/cloudflare/zones/zone.ts';
import { KEYS } from '../support/product.ts';
import { type Bundle, bundleProduct } from '../support/product-process.ts';
import { type RestartedProduct, startRestartedProduct } from '../support/restarted-product.ts';

const OPERATIONS = 400;
const PAGE_SIZE = 50;
const CANARY = 'FAKE-CANARY-7f3a';

let bundle: Bundle;
let product: RestartedProduct;
let rows: pg.Client;

beforeAll(async () => {
  bundle = await bundleProduct();
  const wheres = Array.from({ length: OPERATIONS }, (_, index) => `GET api.orders.example/v1/things-${index}`);
  const long = zone({ operations: wheres.map((where) => operation(where, ['owner-orders'], null)) });
  for (const job of long.logpush) job.destination_conf += CANARY;
  product = await startRestartedProduct(bundle, { zone: long });
  rows = new pg.Client({ connectionString: product.databaseUrl, options: '-c search_path=api_review' });
  await rows.connect();
});

afterAll(async () => {
  await rows?.end();
  await product?.stop();
  await bundle?.remove();
});

const asked = ({ path, query }: RecordedCall) => `${path} ${JSON.stringify(query)}`;
const isLatePage = ({ route, query }: RecordedCall) =>
  route?.endsWith('/api_gateway/operations') === true &&
  query.per_page?.[0] === String(PAGE_SIZE) &&
  Number(query.page?.[0]) >= 5;
const kept = async () => (await rows.query('select request, answer, workspace_id from kept_answer')).rows;

test('what the killed worker had read is not read again, and lay in no row in clear', {
  timeout: 240_000,
}, async () => {
  const { slack, cloudflare } = product;
  const answered = new Set<string>();
  const held: RecordedCall[] = [];
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  let killed = false;
  let scanning = false;
  let looks = 0; // at the zone: the quote takes the first, the scan begins with the second
  cloudflare.onCall(async (call, phase) => {
    if (phase === 'before' && call.route === '/zones/{zone_id}') looks += 1;
    scanning ||= looks === 2;
    if (killed || !scanning || call.method !== 'GET') return;
    if (phase === 'after') answered.add(asked(call));
    else if (held.length > 0 || isLatePage(call)) {
      held.push(call);
      await gate;
    }
  });

  product.start();
  await product.up();
  await slack.command('/api-review start orders.example', { as: 'ULEA', in: 'CSECURITY' });
  await vi.waitUntil(async () => held.length > 0 && (await kept()).length === answered.size, { timeout: 60_000 });

  const before = await kept();
  expect(before.length).toBeGreaterThan(30);
  expect(JSON.stringify(before)).not.toContain(CANARY);
  expect(await openedAll(before)).toContain(CANARY);

  await product.process().kill('SIGKILL');
  killed = true;
  const first = cloudflare.calls.length;
  open();
  product.start();
  await slack.until(() => slack.screen('CSECURITY').includes('to put right'), { what: 'the list', withinMs: 60_000 });

  const later = cloudflare.calls.slice(first).filter(({ method }) => method === 'GET');
  expect(later.map(asked).filter((call) => answered.has(call))).toEqual([]);
  expect(held.map(asked).filter((call) => !later.map(asked).includes(call))).toEqual([]);
  expect(slack.screen('CSECURITY')).toContain(`${OPERATIONS} endpoints`);
  expect(await kept()).toEqual([]);
});

/** What was kept, as the product reads it. */
async function openedAll(sealed: { answer: string; workspace_id: string }[]): Promise<string> {
  const ring = keyRing(KEYS);
  const texts = sealed.map(async ({ answer, workspace_id }) => {
    const packed = await ring.open(answer, { workspaceId: workspace_id, purpose: 'kept-answer' });
    return gunzipSync(Buffer.from(packed, 'base64')).toString('utf8');
  });
  return (await Promise.all(texts)).join('\n');
}
