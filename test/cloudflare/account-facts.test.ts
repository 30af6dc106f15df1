import { afterEach, expect, test } from 'vitest';
import { SECTIONS } from '../../src/checks/snapshot.ts';
import { accountFacts } from '../../src/cloudflare/account-facts.ts';
import { cloudflareClient } from '../../src/cloudflare/client.ts';
import { collectSnapshot } from '../../src/cloudflare/collect-snapshot.ts';
import { createLimiter } from '../../src/cloudflare/limiter.ts';
import { type CloudflareSandbox, startCloudflareSandbox } from '../sandbox/cloudflare/sandbox.ts';
import { dnsRecord } from '../sandbox/cloudflare/zones/build.ts';
import { zone } from '../sandbox/cloudflare/zones/zone.ts';
import { fakeClock } from './fake-clock.ts';
import { manyZones } from './many-zones.ts';

const NOW = Date.parse('2026-11-23T09:00:00Z');
let sandbox: CloudflareSandbox;
afterEach(() => sandbox.stop());

async function start(zones: Parameters<typeof startCloudflareSandbox>[0]) {
  sandbox = await startCloudflareSandbox({ now: () => NOW, ...zones });
  const clock = fakeClock();
  const client = cloudflareClient({
    token: sandbox.tokens.full,
    baseUrl: sandbox.baseUrl,
    limiter: createLimiter({ clock }),
  });
  const facts = accountFacts({ asOf: new Date(NOW), manyZones: true });
  const read = (zoneId: string, options: Partial<Parameters<typeof collectSnapshot>[1]> = {}) =>
    collectSnapshot(client, { zoneId, now: () => new Date(NOW), accountFacts: facts, ...options });
  return { client, clock, read };
}

const ofAccount = () => sandbox.calls.filter(({ path }) => path.startsWith('/accounts/'));
const two = () => [zone({ name: 'one.example' }, NOW), zone({ name: 'two.example' }, NOW)] as const;

test('forty zones with 12,000 endpoints cost no more than one window of the budget allows', async () => {
  const zones = manyZones(NOW);
  const { read, clock } = await start({ zones });
  const snapshots = await Promise.all(zones.map(({ id }) => read(id)));

  expect(sandbox.calls.length).toBeLessThanOrEqual(960);
  expect(ofAccount().length).toBeLessThanOrEqual(35);
  expect(sandbox.calls.filter(({ status }) => status === 429)).toEqual([]);
  expect(clock.waits).toEqual([]);
  const counted = snapshots.map(({ calls }) => calls.zone + calls.account + calls.graphql);
  expect(counted.reduce((a, b) => a + b)).toBe(sandbox.calls.length);
  const saved = snapshots.map(({ sections: { operations } }) =>
    operations.state === 'read' ? operations.value.length : 0,
  );
  expect(saved.reduce((a, b) => a + b)).toBe(11_500);
}, 180_000);

test('every section that no call was made for says by which answer it is known', async () => {
  const zones = [zone({ name: 'small.example', plan: 'business', apiShield: false }, NOW)];
  const { read } = await start({ zones });
  const { sections } = await read(zones[0]?.id ?? '');
  const told = SECTIONS.flatMap((name) => {
    const { state, detail } = sections[name];
    return detail === undefined ? [] : [`${name}: ${state}: ${detail}`];
  });
  expect(told).toMatchInlineSnapshot(`
    [
      "entitlements: skipped: What a zone can be entitled to beyond its plan comes with the Enterprise plan, and the zone is on Business, as section zone says",
      "sessionIdentifiers: not_entitled: API Shield comes with the Enterprise plan, and the zone is on Business, as section zone says",
      "discovery: not_entitled: API Shield is not part of this plan, as section sessionIdentifiers says",
      "labels: read: each operation lists its labels, as section operations says",
      "jwtConfigs: not_entitled: API Shield is not part of this plan, as section sessionIdentifiers says",
      "jwtRules: not_entitled: API Shield is not part of this plan, as section sessionIdentifiers says",
      "sequenceRules: not_entitled: API Shield is not part of this plan, as section sessionIdentifiers says",
      "responseRules: not_entitled: Detecting sensitive data in responses comes with the Enterprise plan, and the zone is on Business, as section zone says",
      "accountRulesets: not_entitled: not part of this plan",
      "clientCertificates: read: none is in use: no host asks for a certificate of Cloudflare’s authority, as section mtlsHosts says",
      "originTls: read: not asked: every record of section dns is proxied, so none gives an origin away",
    ]
  `);
});

test('what another zone of the account has shown is not asked again, and is the same', async () => {
  const [one, two_] = two();
  const { read } = await start({ zones: [one, two_] });
  const first = await read(one.id);
  const before = ofAccount().length;
  const second = await read(two_.id);
  expect(ofAccount()).toHaveLength(before);
  expect(second.calls.account).toBe(0);
  expect(second.sections.apiTokens).toEqual(first.sections.apiTokens);
  expect(second.zone).toEqual({ id: two_.id, name: 'two.example', plan: 'enterprise' });
});

test('an outage is not remembered: the next zone asks again, a refusal is', async () => {
  const [one, two_] = two();
  const { read } = await start({ zones: [one, two_] });
  const mend = sandbox.fail('GET /accounts/{account_id}/tokens', { status: 500 });
  sandbox.fail('GET /accounts/{account_id}/access/apps', { status: 403, code: 10000 });
  expect((await read(one.id)).sections).toMatchObject({
    apiTokens: { state: 'failed' },
    accessApps: { state: 'no_permission' },
  });
  mend();
  const asked = sandbox.calls.length;
  const { sections } = await read(two_.id);
  expect(sections).toMatchObject({ apiTokens: { state: 'read' }, accessApps: { state: 'no_permission' } });
  expect(sandbox.calls.slice(asked).filter(({ path }) => path.endsWith('/access/apps'))).toEqual([]);
});

test('who is cancelled while asking for all takes nobody with them', async () => {
  const [one, two_] = two();
  const { read } = await start({ zones: [one, two_] });
  const cancel = new AbortController();
  const stop = sandbox.onCall((call, phase) => {
    if (phase === 'after' || !call.path.endsWith('/access/apps')) return;
    stop();
    cancel.abort(new Error('review cancelled'));
  });
  const [first, second] = await Promise.allSettled([read(one.id, { signal: cancel.signal }), read(two_.id)]);
  expect(first).toMatchObject({ status: 'rejected', reason: { message: 'review cancelled' } });
  expect(second).toMatchObject({ status: 'fulfilled', value: { sections: { accessApps: { state: 'read' } } } });
});

test('zones read at the same time with one credential share by themselves, those read later ask anew', async () => {
  const [one, two_] = two();
  const { client } = await start({ zones: [one, two_] });
  const read = ({ id }: { id: string }) => collectSnapshot(client, { zoneId: id, now: () => new Date(NOW) });
  const together = await Promise.all([read(one), read(two_)]);
  const once = ofAccount().length;
  expect(together.reduce((sum, { calls }) => sum + calls.account, 0)).toBe(once);
  await read(one);
  expect(ofAccount()).toHaveLength(2 * once);
});

test.each([true, false])(
  'the origin’s own lock is asked about where a record could give it away: %s',
  async (gives) => {
    const one = zone({ name: 'one.example', dns: [dnsRecord('api.one.example', '192.0.2.1', !gives)] }, NOW);
    const { read } = await start({ zones: [one] });
    const { originTls } = (await read(one.id)).sections;
    expect(originTls).toMatchObject({ state: 'read', value: { enabled: gives ? true : null } });
    expect(sandbox.calls.some(({ path }) => path.endsWith('/origin_tls_client_auth/settings'))).toBe(gives);
  },
);
