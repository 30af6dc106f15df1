import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CloudflareSandbox, startCloudflareSandbox } from './sandbox.ts';

let sandbox: CloudflareSandbox;
beforeEach(async () => {
  sandbox = await startCloudflareSandbox();
});
afterEach(() => sandbox.stop());

async function send(token: string, method: string, path: string, body?: unknown) {
  const response = await fetch(`${sandbox.baseUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return response.status;
}
const zoneId = () => sandbox.zones['shop.example']?.id;
const WRITES: [string, () => string, object][] = [
  ['PUT', () => `/zones/${zoneId()}/origin_tls_client_auth/settings`, { enabled: true }],
  [
    'PUT',
    () => `/zones/${zoneId()}/certificate_authorities/hostname_associations`,
    { hostnames: ['api.shop.example'] },
  ],
  [
    'POST',
    () => `/accounts/${sandbox.account.id}/alerting/v3/policies`,
    {
      name: 'insights',
      alert_type: 'security_insights_alert',
      enabled: true,
      mechanisms: { email: [{ id: 'security@shop.example' }] },
    },
  ],
];

test.each(WRITES)(
  '%s is for a token that may write, and takes no field that it does not know',
  async (method, path, body) => {
    expect(await send(sandbox.tokens.limited, method, path(), body)).toBe(403);
    const token = sandbox.fixingToken();
    expect(await send(token, method, path(), { ...body, surprise: 1 })).toBe(400);
    expect(await send(token, method, path(), body)).toBe(200);
  },
);

test('hosts that ask for certificates are replaced by what is sent, not added to', async () => {
  const path = `/zones/${zoneId()}/certificate_authorities/hostname_associations`;
  await send(sandbox.fixingToken(), 'PUT', path, { hostnames: ['api.shop.example'] });
  expect(sandbox.zones['shop.example']?.mtlsHosts.managed).toEqual(['api.shop.example']);
});

test.each([
  '/api_gateway/operations',
  '/api_gateway/operations/one',
  '/schema_validation/schemas/one',
  '/logpush/jobs/1001',
])('nothing deletes %s', async (path) => {
  expect(await send(sandbox.fixingToken(), 'DELETE', `/zones/${zoneId()}${path}`)).toBe(405);
});
