import { afterAll, beforeAll, expect, test } from 'vitest';
import { planted } from './planted.ts';
import { routes } from './routes/index.ts';
import { type CloudflareSandbox, startCloudflareSandbox } from './sandbox.ts';
import { sdkClient } from './sdk-client.ts';
import { GITHUB_OPERATIONS } from './zones/github-operations.ts';

let sandbox: CloudflareSandbox;
beforeAll(async () => {
  sandbox = await startCloudflareSandbox();
});
afterAll(() => sandbox.stop());

test('every route answers the full token on an Enterprise zone, or says what that zone lacks', async () => {
  const shop = sandbox.zones['shop.example'];
  const values: Record<string, string> = {
    zone_id: shop?.id ?? '',
    account_id: sandbox.account.id,
    setting_id: 'min_tls_version',
    phase: 'http_ratelimit',
    operation_id: shop?.operations[0]?.operation_id ?? '',
    schema_id: shop?.schemas[0]?.schema_id ?? '',
    name: 'cf-log-in',
    ruleset_id: 'efb7b8c949ac4650a09736fc376e9aee',
    dataset: 'http_requests',
    token_id: sandbox.account.apiTokens[0]?.id ?? '',
  };
  const refused: string[] = [];
  for (const { method, pattern } of routes) {
    if (method !== 'GET') continue;
    const path = pattern.replaceAll(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? name);
    const headers = { Authorization: `Bearer ${sandbox.tokens.full}` };
    const response = await fetch(`${sandbox.baseUrl}${path}`, { headers });
    if (response.status !== 200) refused.push(`${response.status} ${pattern}`);
  }
  expect(refused).toMatchInlineSnapshot(`
    [
      "410 /zones/{zone_id}/settings",
      "404 /zones/{zone_id}/api_gateway/labels/user/{name}",
      "403 /zones/{zone_id}/api_gateway/seqrules",
      "404 /accounts/{account_id}/rulesets/phases/{phase}/entrypoint",
      "404 /accounts/{account_id}/rulesets/{ruleset_id}",
      "400 /zones/{zone_id}/leaked-credential-checks/detections",
      "404 /accounts/{account_id}/mtls_certificates/{certificate_id}/associations",
      "400 /accounts/{account_id}/logs/audit",
      "401 /user/tokens/verify",
      "403 /user/tokens",
      "403 /user/tokens/{token_id}",
      "400 /accounts",
    ]
  `);
});

test('the large zone holds every operation of the real API in one of its places', () => {
  const zone = sandbox.zones['github-api.example'];
  const wishes = planted['github-api.example']['inventory.documented-not-observed']?.length ?? 0;
  expect(GITHUB_OPERATIONS.length).toBe(1222);
  expect((zone?.operations.length ?? 0) + (zone?.discovered.length ?? 0) + wishes).toBe(GITHUB_OPERATIONS.length);
});

test('its document can be read and names what is documented', async () => {
  const zone_id = sandbox.zones['github-api.example']?.id ?? '';
  const [schema] = (await sdkClient(sandbox).schemaValidation.schemas.list({ zone_id })).result;
  const document = JSON.parse(schema?.source ?? '{}') as {
    openapi: string;
    paths: Record<string, Record<string, unknown>>;
  };
  const named = Object.values(document.paths).reduce((sum, methods) => sum + Object.keys(methods).length, 0);
  const undocumented = planted['github-api.example']['inventory.undocumented-operation'] ?? [];
  const text = JSON.stringify(document.paths);
  expect(document.openapi).toMatch(/^3\.0\./);
  expect(named).toBeGreaterThan(1100);
  expect(text).toContain('/repos/{owner}/{repo}');
  expect(named).toBeLessThanOrEqual(GITHUB_OPERATIONS.length - undocumented.length);
});

test('whatever is planted about an endpoint, a rule or a host exists in its zone', () => {
  const absent: string[] = [];
  for (const [name, gaps] of Object.entries(planted)) {
    const zone = sandbox.zones[name];
    const text = JSON.stringify([zone, sandbox.account]);
    const endpoints = [...(zone?.operations ?? []), ...(zone?.discovered ?? [])].map(
      ({ method, host, endpoint }) => `${method} ${host}${endpoint}`,
    );
    for (const [check, subjects] of Object.entries(gaps)) {
      for (const subject of subjects) {
        const thing = /^[A-Z]+ /.test(subject)
          ? undefined
          : subject
              .replace(/^[a-z-]+:/, '')
              .split('/')
              .at(-1);
        const here = thing ? text.includes(thing) : endpoints.includes(subject);
        if (!here && check !== 'inventory.documented-not-observed') absent.push(`${name} ${check} ${subject}`);
      }
    }
  }
  expect(absent).toEqual([]);
});

test('the same moment gives the same account, whatever run it is', async () => {
  const now = () => Date.parse('2026-11-23T09:00:00Z');
  const [one, other] = await Promise.all([startCloudflareSandbox({ now }), startCloudflareSandbox({ now })]);
  expect(one.zones).toEqual(other.zones);
  expect(one.account).toEqual(other.account);
  await Promise.all([one.stop(), other.stop()]);
});
