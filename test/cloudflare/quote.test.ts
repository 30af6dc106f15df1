import { afterEach, expect, test } from 'vitest';
import { cloudflareClient } from '../../src/cloudflare/client.ts';
import { collectSnapshot } from '../../src/cloudflare/collect-snapshot.ts';
import { findZone } from '../../src/cloudflare/find-zone.ts';
import { quoteScan } from '../../src/cloudflare/quote.ts';
import { type CloudflareSandbox, startCloudflareSandbox } from '../sandbox/cloudflare/sandbox.ts';

let sandbox: CloudflareSandbox;
afterEach(() => sandbox.stop());

async function setting(name: string, token: (sandbox: CloudflareSandbox) => string = ({ tokens }) => tokens.full) {
  sandbox = await startCloudflareSandbox();
  const client = cloudflareClient({ token: token(sandbox), baseUrl: sandbox.baseUrl });
  const zone = await findZone(client, name);
  const before = sandbox.calls.length;
  const quote = await quoteScan(client, zone);
  return { client, zone, quote, calls: sandbox.calls.length - before };
}

test.each(['shop.example', 'github-api.example', 'small-business.example', 'quiet.example'])(
  'the quote for %s is what the reading then costs, and is itself cheap',
  async (name) => {
    const { client, zone, quote, calls } = await setting(name, ({ tokens }) => tokens.everyZone);
    const snapshot = await collectSnapshot(client, { zoneId: zone.id });
    const { zone: ofZone, account, graphql } = snapshot.calls;
    const all = ofZone + account + graphql;
    const quoted = quote.calls.zone + quote.calls.account + quote.calls.graphql;
    expect(Math.abs(quoted - all)).toBeLessThanOrEqual(Math.max(3, all / 20));
    expect(quote.calls).toMatchObject({ account, graphql });
    expect(quote.share).toBeCloseTo(quoted / 1200);
    expect(calls).toBeLessThanOrEqual(26);
  },
);

test('it counts what is saved and what is discovered', async () => {
  const { quote } = await setting('github-api.example');
  const zone = sandbox.zones['github-api.example'];
  expect(quote).toMatchObject({ saved: zone?.operations.length, discovered: zone?.discovered.length });
});

test('what the token may not read is named with its permission and the checks it leaves unknown', async () => {
  const { quote } = await setting('shop.example', ({ tokenWithout }) => tokenWithout('Logs Write', 'Zone WAF Read'));
  const named = Object.fromEntries(quote.unreadable.map((row) => [row.section, row]));
  expect(named.logpushZone).toMatchObject({
    state: 'no_permission',
    permission: 'Logs Write',
    checks: expect.arrayContaining(['logging.http-requests-missing']),
  });
});

test('a permission that closes several sections is asked for once and named for each', async () => {
  const { quote } = await setting('shop.example', ({ tokenWithout }) => tokenWithout('Access: Apps and Policies Read'));
  const sections = quote.unreadable.filter(({ permission }) => permission === 'Access: Apps and Policies Read');
  expect(sections.map(({ section }) => section)).toEqual(['accessApps', 'accessPolicies']);
});

test('what the plan lacks is said of what only API Shield has, not of everything under its permission', async () => {
  const { quote } = await setting('small-business.example');
  const lacking = quote.unreadable.filter(({ permission }) => permission === 'Domain API Gateway Read');
  expect(lacking.map(({ section, state }) => `${section} ${state}`)).toEqual([
    'sessionIdentifiers not_entitled',
    'discovery not_entitled',
    'jwtConfigs not_entitled',
    'jwtRules not_entitled',
    'sequenceRules not_entitled',
  ]);
  expect(quote.discovered).toBeNull();
});

test('what the plan lacks in one section closes no other under the same permission', async () => {
  const { client, zone } = await setting('shop.example');
  sandbox.fail('GET /accounts/{account_id}/access/apps', { status: 403, code: 10403, message: 'not entitled' });
  const { unreadable } = await quoteScan(client, zone);
  expect(unreadable).toMatchObject([{ section: 'accessApps', state: 'not_entitled' }]);
});

test('without the list of operations there is nothing to quote', async () => {
  await expect(
    setting('shop.example', ({ tokenWithout }) => tokenWithout('Domain API Gateway Read', 'Account API Gateway Read')),
  ).rejects.toMatchObject({
    kind: 'forbidden',
    message: expect.stringMatching(/Domain API Gateway Read/),
  });
});
