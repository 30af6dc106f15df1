import { afterEach, expect, test } from 'vitest';
import { inventoryOf } from '../../src/checks/inventory-of.ts';
import type { ReadableSection, Section, SectionValues, Snapshot } from '../../src/checks/snapshot.ts';
import { cloudflareClient } from '../../src/cloudflare/client.ts';
import { collectSnapshot } from '../../src/cloudflare/collect-snapshot.ts';
import { hexId, uuid } from '../sandbox/cloudflare/ids.ts';
import { type CloudflareSandbox, startCloudflareSandbox } from '../sandbox/cloudflare/sandbox.ts';
import { operation, traffic } from '../sandbox/cloudflare/zones/build.ts';
import { zone } from '../sandbox/cloudflare/zones/zone.ts';

const NOW = Date.parse('2026-11-23T09:00:00Z');

let sandbox: CloudflareSandbox;
afterEach(() => sandbox.stop());

async function start(differences: Parameters<typeof zone>[0] = {}) {
  sandbox = await startCloudflareSandbox({ zones: [zone(differences, NOW)], now: () => NOW });
  const { id } = zone();
  return (token = sandbox.tokens.full) =>
    collectSnapshot(cloudflareClient({ token, baseUrl: sandbox.baseUrl }), { zoneId: id, now: () => new Date(NOW) });
}

function held<K extends ReadableSection>({ sections }: Snapshot, name: K): SectionValues[K] {
  const section: Section<SectionValues[ReadableSection]> = sections[name];
  if (section.state !== 'read') throw new Error(`${name}: ${section.detail}`);
  return section.value as SectionValues[K];
}

const wheres = ['GET api.orders.example/v1/busy', 'GET api.orders.example/v1/idle'];
const [busy, idle] = wheres.map((where) => operation(where, [], null));
if (!busy || !idle) throw new Error('two operations are needed');
const event = (action: string, source: string, count: number) => ({
  ruleId: hexId('rule writes'),
  ref: 'writes',
  action,
  source,
  host: 'api.orders.example',
  method: 'POST',
  path: '/v1/orders',
  count,
});

test('one question to the analytics counts traffic, answers, sessions, and what rules did', async () => {
  const collect = await start({
    operations: [busy, idle],
    traffic: [traffic(busy, 900, { unauthenticated: 100 }), traffic(busy, 30, { status: 401, labels: ['cf-log-in'] })],
    securityEvents: [event('log', 'rateLimit', 88)],
  });
  const snapshot = await collect();
  const { requests, events, sessions } = held(snapshot, 'analytics');
  expect(snapshot.calls.graphql).toBe(1);
  expect(requests).toMatchObject({
    seconds: 604_800,
    operations: [{ operationId: busy.operation_id, count: 930, labels: ['cf-log-in'], sampleInterval: 1 }],
    hosts: [
      { host: 'api.orders.example', status: 200, count: 900 },
      { host: 'api.orders.example', status: 401, count: 30 },
    ],
  });
  expect(events.rules).toEqual([
    { ruleId: hexId('rule writes'), action: 'log', source: 'rateLimit', count: 88, sampleInterval: 1 },
  ]);
  expect(sessions?.answers).toContainEqual({
    operationId: busy.operation_id,
    status: 200,
    identifier: 'UNAUTHENTICATED',
    count: 100,
    sampleInterval: 1,
  });
});

test('saved endpoints say whether traffic was seen, and are not known where nothing was counted', async () => {
  const collect = await start({ operations: [busy, idle], traffic: [traffic(busy, 900)] });
  const seen = (snapshot: Snapshot) =>
    inventoryOf(snapshot, [])
      .endpoints.map(({ traffic: { seen } }) => seen)
      .sort();
  expect(seen(await collect())).toContain('yes');
  expect(seen(await collect())).toContain('no');
  expect(new Set(seen(await collect(sandbox.tokenWithout('Analytics Read'))))).toEqual(new Set(['unknown']));
});

test('a plan that looks back less far is asked no more than it may say', async () => {
  const collect = await start({ plan: 'free', apiShield: false });
  const snapshot = await collect();
  expect(held(snapshot, 'analytics')).toMatchObject({ requests: { seconds: 86_400 }, sessions: null });
  expect(snapshot.calls.graphql).toBe(1);
});

test('analytics that allow less than is documented are asked for their limits, and again within them', async () => {
  const collect = await start({ plan: 'enterprise' });
  const zones = sandbox.zones['orders.example'];
  if (zones) zones.plan = 'enterprise';
  sandbox.onCall((call, phase) => {
    // the header says Enterprise, the analytics of the account know another plan
    if (phase === 'before' && call.route === '/graphql' && zones) zones.plan = 'business';
  });
  const snapshot = await collect();
  expect(held(snapshot, 'analytics')).toMatchObject({
    events: { seconds: 259_200 },
    requests: { seconds: 604_800 },
  });
  expect(snapshot.calls.graphql).toBe(3);
});

test.each([
  ['no permission', ['Analytics Read'], 'analytics', 'no_permission: Analytics Read'],
  ['no permission', ['Security Center Read'], 'insights', 'no_permission: Security Center Read'],
  ['no permission', ['Account Settings Read'], 'auditLog', 'no_permission: Account Settings Read'],
] as const)('%s for %s is the reason of its section', async (_, permissions, name, reason) => {
  const collect = await start();
  const section = (await collect(sandbox.tokenWithout(...permissions))).sections[name];
  expect(section.state === 'read' ? 'read' : `${section.state}: ${section.detail}`).toBe(reason);
});

test('once somebody else used the budget of the analytics up, that is said, and nothing else is held up', async () => {
  const collect = await start();
  const many = Array.from({ length: 300 }, (_, index) => `a${index}: httpRequestsAdaptiveGroups(limit: 1) { count }`);
  const query = `query Use { viewer { zones(filter: {zoneTag: "${zone().id}"}) { ${many.join(' ')} } } }`;
  await fetch(`${sandbox.baseUrl}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sandbox.tokens.full}` },
    body: JSON.stringify({ query }),
  });
  const { sections } = await collect();
  expect(sections.analytics).toMatchObject({ state: 'failed', detail: expect.stringMatching(/budget depleted/) });
  expect(sections.bots.state).toBe('read');
});

test('insights of the zone are taken from the pages of the account', async () => {
  const insight = (name: string) => ({ id: hexId(name), issue_class: name, subject: 'orders.example' });
  const collect = await start({ insights: Array.from({ length: 1200 }, (_, index) => insight(`class ${index}`)) });
  sandbox.account.insights.push({ ...insight('of another zone'), subject: 'other.example' });
  const snapshot = await collect();
  expect(held(snapshot, 'insights')).toHaveLength(1200);
  expect(snapshot.certificates).toContainEqual(
    expect.objectContaining({ list: 'insights', pages: 2, rows: 1201, complete: true }),
  );
});

const change = (index: number, product: string, zoneId: string, hoursAgo = index) => ({
  id: uuid(`change ${index} ${product}`),
  action: { type: 'update', result: 'success', time: new Date(NOW - hoursAgo * 3_600_000).toISOString() },
  actor: { context: 'dash' as const, email: 'somebody@orders.example', ip_address: '192.0.2.1' },
  resource: { type: 'rule', product, id: hexId('rule writes'), request: { secret: 'not to be kept' } },
  zone: { id: zoneId },
});

test('of the audit log, changes to rules of the zone are kept, without who made them', async () => {
  const collect = await start();
  const { id } = zone();
  sandbox.account.audit = [change(1, 'rulesets', id), change(2, 'dns_records', id), change(3, 'rulesets', 'other')];
  const log = held(await collect(), 'auditLog');
  expect(log).toMatchObject({ since: '2026-10-24T09:00:00.000Z', changes: [{ product: 'rulesets', zoneId: id }] });
  expect(log.changes).toHaveLength(1);
  expect(JSON.stringify(log)).not.toMatch(/somebody|192\.0|not to be kept/);
});

test('of a long audit log the newest part is read, and said to begin where it does', async () => {
  const collect = await start();
  sandbox.account.audit = Array.from({ length: 3500 }, (_, index) => change(index, 'rulesets', zone().id, index / 10));
  const log = held(await collect(), 'auditLog');
  expect(log.changes).toHaveLength(3000);
  expect(log.since).toBe(new Date(NOW - 300 * 3_600_000).toISOString());
});
