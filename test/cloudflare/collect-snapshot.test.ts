import { afterEach, expect, test } from 'vitest';
import { parseSnapshot, SECTIONS, type SectionName, type Snapshot } from '../../src/checks/snapshot.ts';
import { type CloudflareClient, cloudflareClient } from '../../src/cloudflare/client.ts';
import { type CollectOptions, collectSnapshot } from '../../src/cloudflare/collect-snapshot.ts';
import { createLimiter } from '../../src/cloudflare/limiter.ts';
import type { Progress } from '../../src/cloudflare/progress.ts';
import { type CloudflareSandbox, type Fault, startCloudflareSandbox } from '../sandbox/cloudflare/sandbox.ts';
import { discovered, operation } from '../sandbox/cloudflare/zones/build.ts';
import { zone } from '../sandbox/cloudflare/zones/zone.ts';
import { fakeClock } from './fake-clock.ts';

let sandbox: CloudflareSandbox;
afterEach(() => sandbox.stop());

const OPERATIONS = 'GET /zones/{zone_id}/api_gateway/operations';
const ENTRY_POINT = 'GET /zones/{zone_id}/rulesets/phases/{phase}/entrypoint';

const saved = (count: number) =>
  Array.from({ length: count }, (_, index) => operation(`GET api.orders.example/v1/things-${index}/{var1}`, [], null));
const seen = (count: number) =>
  Array.from({ length: count }, (_, index) => discovered(`GET api.orders.example/v2/things-${index}`, 10));

async function start(differences: Parameters<typeof zone>[0] = {}) {
  sandbox = await startCloudflareSandbox({ zones: [zone(differences)] });
  const clock = fakeClock();
  const clientFor = (token: string, timeoutMs?: number): CloudflareClient =>
    cloudflareClient({
      token,
      baseUrl: sandbox.baseUrl,
      limiter: createLimiter({ clock }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
  const collect = (options: Partial<CollectOptions> & { token?: string; timeoutMs?: number } = {}) =>
    collectSnapshot(clientFor(options.token ?? sandbox.tokens.full, options.timeoutMs), {
      zoneId: zone().id,
      ...options,
    });
  return { collect, clock };
}

const reasons = ({ sections }: Snapshot, ...names: SectionName[]) =>
  Object.fromEntries(names.map((name) => [name, stateOf(sections[name])]));
const stateOf = (section: Snapshot['sections'][SectionName]) =>
  section.state === 'read' ? 'read' : `${section.state}: ${section.detail}`;

test('a zone with many pages of operations is read whole, with proof, and no call too many', async () => {
  const { collect } = await start({ operations: saved(500), discovered: seen(200) });
  const snapshot = await collect();

  expect(snapshot.sections.operations).toMatchObject({ state: 'read', value: { length: 500 } });
  expect(snapshot.sections.discovery).toMatchObject({ state: 'read', value: { length: 200 } });
  expect(snapshot.certificates).toContainEqual({
    list: 'operations',
    pages: 10,
    rows: 500,
    reported: 500,
    duplicates: 0,
    drift: 0,
    complete: true,
  });
  expect(snapshot.certificates.every(({ complete }) => complete)).toBe(true);
  const { zone: ofZone, account, graphql } = snapshot.calls;
  expect(ofZone + account + graphql).toBe(sandbox.calls.length);
  expect(snapshot.calls).toMatchObject({ planned: sandbox.calls.length, retried: 0 });
});

test('a snapshot names every section in order, and survives being stored', async () => {
  const { collect } = await start();
  const snapshot = await collect({ now: () => new Date('2026-11-23T09:00:00Z') });
  expect(Object.keys(snapshot.sections)).toEqual([...SECTIONS]);
  expect(snapshot).toMatchObject({
    version: 1,
    takenAt: '2026-11-23T09:00:00.000Z',
    zone: { name: 'orders.example', plan: 'enterprise' },
    account: { id: sandbox.account.id },
  });
  expect(parseSnapshot(JSON.parse(JSON.stringify(snapshot)))).toEqual(snapshot);
});

test('with a token that reads everything, only what the plan lacks is not read', async () => {
  const { collect } = await start();
  const { sections } = await collect();
  const unread = SECTIONS.filter((name) => sections[name].state !== 'read');
  expect(unread.map((name) => `${name} ${sections[name].state}`)).toEqual(['sequenceRules not_entitled']);
});

test('a missing permission is named, and costs only the sections that need it', async () => {
  const { collect } = await start();
  const snapshot = await collect({ token: sandbox.tokens.limited });
  expect(reasons(snapshot, 'operations', 'logpushZone', 'logpushAccount', 'serviceTokens', 'apiTokens')).toEqual({
    operations: 'read',
    logpushZone: 'no_permission: Logs Write',
    logpushAccount: 'no_permission: Logs Write',
    serviceTokens: 'no_permission: Access: Service Tokens Read',
    apiTokens: 'no_permission: Account API Tokens Read',
  });
});

test('what the plan lacks is told apart from what the token may not', async () => {
  const { collect } = await start({ plan: 'business', apiShield: false });
  const snapshot = await collect();
  expect(reasons(snapshot, 'discovery', 'jwtRules', 'accountRulesets')).toEqual({
    discovery: 'not_entitled: API Shield is not part of this plan, as section sessionIdentifiers says',
    jwtRules: 'not_entitled: API Shield is not part of this plan, as section sessionIdentifiers says',
    accountRulesets: 'not_entitled: not part of this plan',
  });
});

test.each<[string, Fault, string]>([
  ['another 403', { status: 403, code: 10000, message: 'Authentication error' }, 'no_permission: Bot Management Read'],
  ['the plan’s 403', { status: 403, code: 10403, message: 'not entitled' }, 'not_entitled: not part of this plan'],
  ['a proxy’s page under 403', { html: 403 }, 'failed: HTTP 403 without Cloudflare’s own error'],
  ['a page under 200', { html: 200 }, 'failed: what answered is not Cloudflare’s API: not the JSON it always sends'],
  ['a lasting 500', { status: 500, code: 1, message: 'oops' }, 'failed: HTTP 500, code 1: oops'],
  ['a lasting 429', { status: 429, code: 971, message: 'slow down' }, 'failed: HTTP 429, code 971: slow down'],
  ['a removed call', { status: 410, code: 10410, message: 'gone' }, 'failed: HTTP 410, code 10410: gone'],
  ['half an answer', { truncated: true }, 'failed: the connection to Cloudflare failed'],
  ['a cut connection', { reset: true }, 'failed: the connection to Cloudflare failed'],
  ['silence', { hang: true }, 'failed: no answer in time'],
])('%s becomes the reason of its section, and of no other', async (_, fault, reason) => {
  const { collect } = await start();
  sandbox.fail('GET /zones/{zone_id}/bot_management', fault);
  const snapshot = await collect({ timeoutMs: 'hang' in fault ? 500 : 20_000 });
  expect(reasons(snapshot, 'bots', 'operations', 'customRules')).toEqual({
    bots: reason,
    operations: 'read',
    customRules: 'read',
  });
});

test.each<[string, Fault]>([
  ['a 500', { status: 500 }],
  ['a cut connection', { reset: true }],
  ['half an answer', { truncated: true }],
  ['a 429', { status: 429, headers: { 'Retry-After': '30' } }],
])('after %s it asks again and goes on', async (_, fault) => {
  const { collect, clock } = await start({ operations: saved(120) });
  sandbox.fail(OPERATIONS, fault, { times: 2 });
  const snapshot = await collect();
  expect(snapshot.sections.operations).toMatchObject({ state: 'read', value: { length: 120 } });
  expect(snapshot.calls.retried).toBe(2);
  if ('status' in fault && fault.status === 429) expect(clock.waits).toContain(30_000);
});

test('an entry point that was never written is an empty one, not a failure', async () => {
  const { collect } = await start({ phases: {} });
  const { sections } = await collect();
  expect(sections.rateLimits).toMatchObject({ state: 'read', value: { rules: [], nested: [] } });
});

test('an answer in a form we do not know is no empty answer', async () => {
  const { collect } = await start({ bots: [] as never, sessionIdentifiers: [{ name: 7 as never, type: 'header' }] });
  const snapshot = await collect();
  expect(reasons(snapshot, 'bots', 'sessionIdentifiers')).toEqual({
    bots: 'failed: the answer has not the form it should have',
    sessionIdentifiers: 'failed: the answer is not understood at 0.name (invalid_type)',
  });
});

test('a row that is not understood hides no other, and its list is said not to be whole', async () => {
  const strange = { ...operation('GET api.orders.example/v1/strange', [], null), host: 7 as never };
  const { collect } = await start({ operations: [...saved(2), strange] });
  const snapshot = await collect();
  expect(snapshot.sections.operations).toMatchObject({ state: 'read', value: { length: 2 } });
  expect(snapshot.certificates).toContainEqual(
    expect.objectContaining({ list: 'operations', rows: 2, reported: 3, complete: false }),
  );
});

test('rows that come while pages are read are noticed, and the list is read once more', async () => {
  const { collect } = await start({ operations: saved(120) });
  const more = saved(121).slice(120);
  const stop = sandbox.onCall((call, phase) => {
    if (phase === 'before' || call.route !== '/zones/{zone_id}/api_gateway/operations') return;
    sandbox.zones['orders.example']?.operations.unshift(...more);
    stop();
  });
  const snapshot = await collect();
  expect(snapshot.certificates.find(({ list }) => list === 'operations')).toMatchObject({ rows: 121, complete: true });
});

test('without a list of authorities, the hosts that ask for certificates are not known either', async () => {
  const { collect } = await start();
  const token = sandbox.tokenWithout('Account: SSL and Certificates Read');
  const snapshot = await collect({ token });
  expect(reasons(snapshot, 'mtlsHosts', 'clientCertificates')).toEqual({
    mtlsHosts: 'no_permission: Account: SSL and Certificates Read',
    clientCertificates: 'read',
  });
});

test.each<[string, string, Fault, string, RegExp]>([
  ['the zone', 'GET /zones/{zone_id}', { status: 500 }, 'down', /the zone.*Try again/],
  ['operations', OPERATIONS, { html: 502 }, 'down', /list of saved operations.*cloudflarestatus/],
  ['operations', OPERATIONS, { status: 403, code: 10000 }, 'forbidden', /permission “Domain API Gateway Read”/],
  ['operations', OPERATIONS, { status: 401, code: 1000 }, 'token_invalid', /create a token/],
  ['operations', OPERATIONS, { status: 429, headers: { 'Retry-After': '180' } }, 'rate_limited', /in 3 minutes/],
])(
  'without %s there is nothing to review: a problem is thrown that says what to do',
  async (_, route, fault, kind, message) => {
    const { collect } = await start();
    sandbox.fail(route, fault);
    await expect(collect()).rejects.toMatchObject({
      name: 'CloudflareProblem',
      kind,
      message: expect.stringMatching(message),
    });
  },
);

test('once there is nothing to review, no further call is made', async () => {
  await start();
  sandbox.fail(OPERATIONS, { status: 403, code: 10000 });
  const client = cloudflareClient({ token: sandbox.tokens.full, baseUrl: sandbox.baseUrl });
  await expect(collectSnapshot(client, { zoneId: zone().id })).rejects.toMatchObject({ kind: 'forbidden' });
  await client.get('/user/tokens/verify').catch(() => {}); // stands behind all that is still waiting to be sent
  expect(sandbox.calls.length).toBeLessThan(30);
});

test('neither the token nor a secret of a destination is in a snapshot', async () => {
  const { collect } = await start();
  const snapshot = JSON.stringify(await collect());
  expect(snapshot).toContain('s3://fake-siem-bucket"');
  expect(snapshot).not.toContain('FAKE');
  expect(snapshot).not.toContain(sandbox.tokens.full);
});

test('progress counts every section once, and knows the number of operations before all are read', async () => {
  const { collect } = await start({ operations: saved(300) });
  const steps: Progress[] = [];
  const finished: number[] = [];
  sandbox.onCall((call, phase) => {
    if (phase === 'after' && call.route === '/zones/{zone_id}/api_gateway/operations') finished.push(steps.length);
  });
  await collect({ onProgress: (step) => steps.push(step) });

  const last = steps.at(-1);
  expect(last?.done).toBe(last?.total);
  expect(last?.facts).toMatchObject({ saved: 300, unread: 0 });
  expect(steps.findIndex(({ facts }) => facts.saved === 300)).toBeLessThan(finished.at(-1) ?? 0);
});

test('cancelling ends the reading at once, with the reason it was cancelled for', async () => {
  const { collect } = await start({ operations: saved(500) });
  sandbox.fail('*', { hang: true });
  const cancel = new AbortController();
  sandbox.onCall(() => cancel.abort(new Error('review cancelled')));
  await expect(collect({ signal: cancel.signal })).rejects.toThrow('review cancelled');
});

test('keys in the environment are not sent beside the token', async () => {
  process.env.CLOUDFLARE_API_KEY = 'strangers-key';
  try {
    const { collect } = await start();
    await collect();
    expect(sandbox.calls.filter(({ headers }) => 'x-auth-key' in headers)).toEqual([]);
  } finally {
    delete process.env.CLOUDFLARE_API_KEY;
  }
});

test('custom rulesets that the zone executes are read with it, Cloudflare’s own are not', async () => {
  const { collect } = await start();
  await collect();
  expect(sandbox.calls.filter(({ route }) => route === '/zones/{zone_id}/rulesets/{ruleset_id}')).toEqual([]);
  expect(sandbox.calls.filter(({ method, route }) => `${method} ${route}` === ENTRY_POINT)).toHaveLength(5);
});
