import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CloudflareSandbox, startCloudflareSandbox } from './sandbox.ts';
import { sdkClient } from './sdk-client.ts';

let sandbox: CloudflareSandbox;
beforeAll(async () => {
  sandbox = await startCloudflareSandbox();
});
afterAll(() => sandbox.stop());

interface GraphqlAnswer {
  data: { viewer: { zones: Record<string, { count: number; dimensions: Record<string, unknown> }[]>[] } } | null;
  errors: { message: string }[] | null;
}

function ask(selection: string, zone = 'shop.example', token = sandbox.tokens.full): Promise<GraphqlAnswer> {
  const query = `query Ask($z: string!, $from: Time!) { viewer { zones(filter: {zoneTag: $z}) { ${selection} } } }`;
  const variables = { z: sandbox.zones[zone]?.id, from: new Date(Date.now() - 3_600_000).toISOString() };
  return sdkClient(sandbox, token).post('/graphql', { body: { query, variables } });
}

test('what a rule in log mode would have rejected, under an alias', async () => {
  const { data, errors } = await ask(`hits: firewallEventsAdaptiveGroups(limit: 5, orderBy: [count_DESC],
    filter: {datetime_geq: $from, ref: "reset_limit"}) { count avg { sampleInterval } dimensions { action clientRequestPath } }`);
  expect(errors).toBeNull();
  expect(data?.viewer.zones[0]?.hits).toEqual([
    { count: 88, avg: { sampleInterval: 1 }, dimensions: { action: 'log', clientRequestPath: '/v1/password/reset' } },
  ]);
});

test('rows are grouped by the dimensions asked for, most first', async () => {
  const { data } = await ask('httpRequestsAdaptiveGroups(limit: 9) { count dimensions { edgeResponseStatus } }');
  const rows = data?.viewer.zones[0]?.httpRequestsAdaptiveGroups ?? [];
  expect(rows.map(({ dimensions }) => dimensions.edgeResponseStatus)).toEqual([200, 401]);
});

test.each([
  ['a zone out of sight', 'quiet.example', 'full', 'httpRequestsAdaptiveGroups(limit: 1) { count }', /not authorized/],
  [
    'a plan without the dataset',
    'small-business.example',
    'full',
    'apiGatewayMatchedSessionIDsPerEndpointAdaptiveGroups(limit: 1) { count }',
    /does not have access to the path/,
  ],
  ['an unknown dataset', 'shop.example', 'full', 'nothingGroups(limit: 1) { count }', /unknown field "nothingGroups"/],
  [
    'an unknown dimension',
    'shop.example',
    'full',
    'httpRequestsAdaptiveGroups(limit: 1) { count dimensions { shoeSize } }',
    /unknown field "shoeSize"/,
  ],
  [
    'too long ago',
    'shop.example',
    'full',
    'firewallEventsAdaptiveGroups(limit: 1, filter: {datetime_geq: "2020-01-01T00:00:00Z"}) { count }',
    /older than/,
  ],
  ['a query that is none', 'shop.example', 'full', 'httpRequestsAdaptiveGroups(limit: {', /expected|unexpected/],
] as const)('%s is an error beside empty data, with HTTP 200', async (_what, zone, token, selection, message) => {
  const { data, errors } = await ask(selection, zone, sandbox.tokens[token]);
  expect(data).toBeNull();
  expect(errors?.[0]?.message).toMatch(message);
});

test('a token without Analytics Read gets no analytics', async () => {
  const { errors } = await ask(
    'httpRequestsAdaptiveGroups(limit: 1) { count }',
    'shop.example',
    sandbox.tokenWithout('Analytics Read'),
  );
  expect(errors?.[0]?.message).toMatch(/not authorized/);
});

test('each dataset of each zone counts, and after 300 there is nothing for a while', async () => {
  const token = sandbox.tokens.everyZone;
  const many = Array.from({ length: 300 }, (_, index) => `a${index}: httpRequestsAdaptiveGroups(limit: 1) { count }`);
  expect((await ask(many.join(' '), 'shop.example', token)).errors).toBeNull();
  const { errors } = await ask('httpRequestsAdaptiveGroups(limit: 1) { count }', 'shop.example', token);
  expect(errors?.[0]?.message).toMatch(/budget depleted/);
});
