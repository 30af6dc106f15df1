import type Cloudflare from 'cloudflare';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hexId } from './ids.ts';
import { type CloudflareSandbox, startCloudflareSandbox } from './sandbox.ts';
import { refusalOf, sdkClient } from './sdk-client.ts';
import type { TokenName } from './tokens.ts';

let sandbox: CloudflareSandbox;
beforeAll(async () => {
  sandbox = await startCloudflareSandbox();
});
afterAll(() => sandbox.stop());

const idOf = (name: string): string => sandbox.zones[name]?.id ?? '';

type Call = (
  client: Cloudflare,
  ids: { shop: string; business: string; quiet: string; account: string },
) => PromiseLike<unknown>;
const unknownId = hexId('nothing');

const cases: [what: string, token: TokenName, call: Call, status: number, code: number][] = [
  ['a token that was revoked', 'revoked', (c) => c.zones.list(), 401, 1000],
  ['a token that has expired', 'expired', (c) => c.zones.list(), 401, 1000],
  ['an account token at the verify call of users', 'full', (c) => c.user.tokens.verify(), 401, 1000],
  [
    'a user token at the verify call of accounts',
    'user',
    (c, { account }) => c.accounts.tokens.verify({ account_id: account }),
    401,
    1000,
  ],
  ['an account token that lists accounts', 'full', (c) => c.accounts.list(), 400, 1001],
  ['a zone that the token may not see', 'full', (c, { quiet }) => c.zones.get({ zone_id: quiet }), 403, 9109],
  ['a zone that does not exist', 'full', (c) => c.zones.get({ zone_id: unknownId }), 404, 7003],
  ['an id that is none', 'full', (c) => c.zones.get({ zone_id: 'shop.example' }), 404, 7003],
  ['an id that cannot be decoded', 'full', (c) => c.get('/zones/%E0%A4%A'), 404, 7003],
  ['another account', 'full', (c) => c.accounts.get({ account_id: unknownId }), 404, 7003],
  ['Logpush without Logs Write', 'limited', (c, { shop }) => c.logpush.jobs.list({ zone_id: shop }), 403, 10000],
  [
    'Access without its groups',
    'limited',
    (c, { account }) => c.zeroTrust.access.applications.list({ account_id: account }),
    403,
    10000,
  ],
  [
    'tokens without their group',
    'limited',
    (c, { account }) => c.accounts.tokens.list({ account_id: account }),
    403,
    10000,
  ],
  [
    'a phase without rules',
    'full',
    (c, { business }) => c.rulesets.phases.get('http_request_firewall_custom', { zone_id: business }),
    404,
    10003,
  ],
  [
    'session identifiers below API Shield',
    'full',
    (c, { business }) => c.apiGateway.configurations.get({ zone_id: business }),
    403,
    10403,
  ],
  [
    'discovery below API Shield',
    'full',
    (c, { business }) => c.apiGateway.discovery.operations.list({ zone_id: business }),
    403,
    10403,
  ],
  [
    'JWT rules below API Shield',
    'full',
    (c, { business }) => c.tokenValidation.rules.list({ zone_id: business }),
    403,
    10403,
  ],
  [
    'JWT configurations below API Shield',
    'full',
    (c, { business }) => c.tokenValidation.configuration.list({ zone_id: business }),
    403,
    10403,
  ],
  ['sequence rules', 'full', (c, { shop }) => c.get(`/zones/${shop}/api_gateway/seqrules`), 403, 10403],
  [
    'detections while the check is off',
    'full',
    (c, { shop }) => c.leakedCredentialChecks.detections.list({ zone_id: shop }),
    400,
    11001,
  ],
  [
    'an operation that does not exist',
    'full',
    (c, { shop }) => c.apiGateway.operations.get(unknownId, { zone_id: shop }),
    404,
    10404,
  ],
  [
    'a schema that does not exist',
    'full',
    (c, { shop }) => c.schemaValidation.schemas.get(unknownId, { zone_id: shop }),
    404,
    19400,
  ],
  [
    'a feature that does not exist',
    'full',
    (c, { shop }) => c.get(`/zones/${shop}/api_gateway/operations?feature=traffic_stats`),
    400,
    10400,
  ],
  ['all settings at once', 'full', (c, { shop }) => c.get(`/zones/${shop}/settings`), 410, 10410],
  ['a path that does not exist', 'full', (c, { shop }) => c.get(`/zones/${shop}/no_such_thing`), 404, 7003],
  ['a write', 'full', (c, { shop }) => c.leakedCredentialChecks.create({ zone_id: shop, enabled: true }), 403, 10000],
];

test.each(cases)('%s is refused (%s token)', async (_what, token, call, status, code) => {
  const ids = {
    shop: idOf('shop.example'),
    business: idOf('small-business.example'),
    quiet: idOf('quiet.example'),
    account: sandbox.account.id,
  };
  expect(await refusalOf(call(sdkClient(sandbox, sandbox.tokens[token]), ids))).toEqual({ status, code });
});

describe('the headers', () => {
  const bearer = (value: string) => ({ Authorization: value });
  test.each([
    ['none', {}, 400, 9106],
    ['a bearer that is no token', bearer('Bearer x y'), 400, 6003],
    ['another scheme', bearer('Basic ZmFrZQ=='), 400, 6003],
    ['an unknown token', bearer('Bearer fake-token-that-nobody-issued'), 401, 1000],
    ['a key instead of a token', { 'X-Auth-Key': 'fake', 'X-Auth-Email': 'a@b.example' }, 403, 9103],
  ])('%s: refused', async (_what, headers, status, code) => {
    const response = await fetch(`${sandbox.baseUrl}/zones`, { headers: headers as Record<string, string> });
    const body = (await response.json()) as { success: boolean; errors: { code: number }[] };
    expect([response.status, body.success, body.errors[0]?.code]).toEqual([status, false, code]);
  });
});

test('an expired token can still be asked about itself', async () => {
  const client = sdkClient(sandbox, sandbox.tokens.expired);
  const verified = await client.accounts.tokens.verify({ account_id: sandbox.account.id });
  expect(verified).toMatchObject({ status: 'expired' });
});

test('a hidden zone is not in the list, and the token that may see it finds it', async () => {
  const name = 'quiet.example';
  expect((await sdkClient(sandbox).zones.list({ name })).result).toEqual([]);
  expect((await sdkClient(sandbox, sandbox.tokens.everyZone).zones.list({ name })).result).toHaveLength(1);
});

test('a token without Zone Read is told which permission lists zones', async () => {
  const call = sdkClient(sandbox, sandbox.tokenWithout('Zone Read')).zones.list();
  await expect(call).rejects.toThrow(/com\.cloudflare\.api\.account\.zone\.list/);
});

test('account phases are an Enterprise thing', async () => {
  const { smallBusinessZone } = await import('./zones/small-business.ts');
  const small = await startCloudflareSandbox({ zones: [smallBusinessZone(Date.now())] });
  const call = sdkClient(small).rulesets.phases.get('http_ratelimit', { account_id: small.account.id });
  expect(await refusalOf(call)).toEqual({ status: 403, code: 10403 });
  await small.stop();
});

test('unknown paths are recorded by name, with no secret in them', async () => {
  await refusalOf(sdkClient(sandbox).get('/accounts/nobody/secrets_store'));
  const call = sandbox.calls.at(-1);
  expect(call).toMatchObject({ path: '/accounts/nobody/secrets_store', route: null, status: 404, token: 'full' });
  expect(JSON.stringify(sandbox.calls)).not.toContain(sandbox.tokens.full);
});
