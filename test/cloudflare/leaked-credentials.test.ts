/** What the check on leaked credentials needs beside its switch, and how few calls it takes. */
import { afterEach, expect, test } from 'vitest';
import { cloudflareClient } from '../../src/cloudflare/client.ts';
import { collectSnapshot } from '../../src/cloudflare/collect-snapshot.ts';
import { type CloudflareSandbox, startCloudflareSandbox } from '../sandbox/cloudflare/sandbox.ts';
import { zone } from '../sandbox/cloudflare/zones/zone.ts';

let sandbox: CloudflareSandbox;
afterEach(() => sandbox.stop());

async function read(differences: Parameters<typeof zone>[0]) {
  sandbox = await startCloudflareSandbox({ zones: [zone(differences)] });
  const client = cloudflareClient({ token: sandbox.tokens.full, baseUrl: sandbox.baseUrl });
  const { sections } = await collectSnapshot(client, { zoneId: zone().id });
  const asked = sandbox.calls.map((call) => JSON.stringify(call)).join('\n');
  return { sections, asked };
}

const [place] = zone().leakedCredentials.detections;
const { http_request_firewall_custom: rules = [], ...phases } = zone().phases;
const unused = {
  ...phases,
  http_request_firewall_custom: rules.filter(({ expression }) => !expression?.includes('credential_check')),
};

test('the places are read; where a rule acts on what is found, nobody asks whether the origin is told', async () => {
  const { sections, asked } = await read({});
  expect(sections.leakedCredentials).toEqual({
    state: 'read',
    value: { enabled: true, detections: [{ id: place?.id }], headerAdded: null },
  });
  expect(asked).not.toContain('managed_headers');
});

test.each([true, false])('where no rule does, the header for the origin is looked up: %s', async (headerAdded) => {
  const { sections } = await read({
    phases: unused,
    leakedCredentials: { enabled: true, detections: [], headerAdded },
  });
  expect(sections.leakedCredentials).toMatchObject({ state: 'read', value: { detections: [], headerAdded } });
});

test('a check that is off has neither places nor a header, and its places are not asked for', async () => {
  const { sections, asked } = await read({ leakedCredentials: { enabled: false, detections: [] } });
  expect(sections.leakedCredentials).toMatchObject({ state: 'read', value: { detections: null, headerAdded: null } });
  expect(asked).not.toContain('detections');
});

test('below Enterprise there are no places to read', async () => {
  const { asked } = await read({ plan: 'business', apiShield: false });
  expect(asked).not.toContain('detections');
});

test('where no endpoint takes a password in its body there is none to look for', async () => {
  const operations = zone().operations.filter(({ endpoint }) => !endpoint.includes('login'));
  const { asked } = await read({ operations });
  expect(asked).not.toContain('detections');
});

test('where the zone looks into no response, its account is asked, which may look for all its zones', async () => {
  const { sections } = await read({ phases: { ...zone().phases, http_response_firewall_managed: [] } });
  expect(sections.responseRules).toMatchObject({ state: 'read', value: { rules: [], account: { rules: [] } } });
});
