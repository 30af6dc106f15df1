import { afterAll, beforeAll, expect, test } from 'vitest';
import { QUOTA, WINDOW_SECONDS } from './rates.ts';
import { type CloudflareSandbox, startCloudflareSandbox } from './sandbox.ts';
import { sdkClient } from './sdk-client.ts';
import { zone } from './zones/zone.ts';

let time = Date.parse('2026-11-23T09:00:00Z');
let sandbox: CloudflareSandbox;
beforeAll(async () => {
  sandbox = await startCloudflareSandbox({ now: () => time, zones: [zone({}, time)] });
});
afterAll(() => sandbox.stop());

const ask = (token = sandbox.tokens.full) => sdkClient(sandbox, token).zones.list().asResponse();

/** Plain requests, many at once: the budget does not care who asks. */
async function spend(calls: number): Promise<void> {
  const headers = { Authorization: `Bearer ${sandbox.tokens.full}` };
  for (let left = calls; left > 0; left -= 50) {
    const batch = Array.from({ length: Math.min(50, left) }, () => fetch(`${sandbox.baseUrl}/zones`, { headers }));
    for (const response of await Promise.all(batch)) await response.arrayBuffer();
  }
}

test('every answer says how much of the budget is left, and until when', async () => {
  const first = await ask();
  expect(first.headers.get('ratelimit')).toBe(`"default";r=${QUOTA - 1};t=${WINDOW_SECONDS}`);
  expect(first.headers.get('ratelimit-policy')).toBe(`"default";q=${QUOTA};w=${WINDOW_SECONDS}`);
  time += 60_000;
  expect((await ask()).headers.get('ratelimit')).toBe(`"default";r=${QUOTA - 2};t=${WINDOW_SECONDS - 60}`);
});

test('one call too many blocks that token, and no other, for five minutes', async () => {
  await spend(QUOTA - 2);
  const error = await ask().then(
    () => undefined,
    (refused: unknown) => refused,
  );
  expect(error).toMatchObject({ status: 429, errors: [{ code: 971 }] });
  expect((error as { headers: Headers }).headers.get('retry-after')).toBe(String(WINDOW_SECONDS));

  expect((await ask(sandbox.tokens.writer)).status).toBe(200);

  time += (WINDOW_SECONDS - 1) * 1000;
  await expect(ask()).rejects.toMatchObject({ status: 429 });
  time += 1000;
  expect((await ask()).headers.get('ratelimit')).toContain(`r=${QUOTA - 1};`);
});
