import { type Answer, notEntitled, paged, refusal, single } from '../envelope.ts';
import { type Route, zoneRoute } from '../routing.ts';
import type { GatewayConfiguration, SdkDiscoveredOperation, SdkLabel, SdkOperation } from '../sdk-types.ts';
import type { DiscoveredOperation, SavedOperation, ZoneLabel, ZoneState } from '../state.ts';

/** API Shield's inventory: session identifiers, saved and discovered operations, labels. */
const READ = ['Domain API Gateway Read', 'Account API Gateway Read', 'Domain API Gateway'];
const FIFTY = { least: 5, most: 50, usual: 20 };
const FEATURES = ['thresholds', 'parameter_schemas', 'schema_info', 'confidence_intervals'];

export const apiGatewayRoutes: Route[] = [
  zoneRoute('/api_gateway/configuration', READ, ({ zone }) =>
    zone.apiShield
      ? single({ auth_id_characteristics: zone.sessionIdentifiers } satisfies GatewayConfiguration)
      : notEntitled('API Shield'),
  ),
  zoneRoute('/api_gateway/operations', READ, ({ zone, query }) => {
    const features = query.getAll('feature');
    const unknown = features.find((feature) => !FEATURES.includes(feature));
    if (unknown) return refusal(400, 10400, `unknown feature: ${unknown}`);
    return paged(query, select(zone.operations, query), FIFTY, (operation) => wireOperation(operation, features));
  }),
  zoneRoute('/api_gateway/operations/{operation_id}', READ, ({ zone, params, query }) => {
    const operation = zone.operations.find(({ operation_id }) => operation_id === params.operation_id);
    return operation
      ? single(wireOperation(operation, query.getAll('feature')))
      : refusal(404, 10404, 'operation not found');
  }),
  zoneRoute('/api_gateway/discovery/operations', READ, ({ zone, query }) => {
    if (!zone.apiShield) return notEntitled('API Discovery');
    const saved = new Set(zone.operations.map(triple));
    const state = query.get('state');
    const origin = query.get('origin');
    const rows = select(zone.discovered, query).filter(
      (row) =>
        (query.get('diff') !== 'true' || !saved.has(triple(row))) &&
        (state === null || row.state === state) &&
        (origin === null || row.origin.some((one) => one === origin)),
    );
    return paged(query, rows satisfies SdkDiscoveredOperation[], FIFTY);
  }),
  zoneRoute('/api_gateway/labels', READ, ({ zone, query }) => {
    const counts = query.get('with_mapped_resource_counts') === 'true';
    const source = query.get('source');
    const filter = query.get('filter');
    const rows = zone.labels
      .filter(
        (label) => (source === null || label.source === source) && (filter === null || label.name.includes(filter)),
      )
      .map((label) => wireLabel(label, zone, counts));
    return paged(query, rows, FIFTY);
  }),
  zoneRoute('/api_gateway/labels/managed/{name}', READ, (request) =>
    oneLabel('managed', request.zone, request.params.name),
  ),
  zoneRoute('/api_gateway/labels/user/{name}', READ, (request) => oneLabel('user', request.zone, request.params.name)),
  zoneRoute('/api_gateway/schemas', READ, ({ zone }) =>
    single({
      schemas: zone.schemas.map(({ source }) => JSON.parse(source) as unknown),
      timestamp: '2026-11-01T00:00:00Z',
    }),
  ),
  zoneRoute('/api_gateway/seqrules', READ, () => notEntitled('sequence mitigation')),
];

function select<Row extends SavedOperation | DiscoveredOperation>(rows: Row[], query: URLSearchParams): Row[] {
  const hosts = query.getAll('host');
  const methods = query.getAll('method').map((method) => method.toUpperCase());
  const endpoint = query.get('endpoint');
  const all = hosts.length + methods.length === 0 && endpoint === null;
  const chosen = all
    ? rows
    : rows.filter(
        (row) =>
          (hosts.length === 0 || hosts.includes(row.host)) &&
          (methods.length === 0 || methods.includes(row.method)) &&
          (endpoint === null || row.endpoint.includes(endpoint)),
      );
  return query.get('direction') === 'desc' ? chosen.toReversed() : chosen;
}

/** Asked for several features, Cloudflare sends one object with all of them; asked for none, no object. */
function wireOperation(
  { features, ...operation }: SavedOperation,
  asked: string[],
): SdkOperation & { labels: string[] } {
  if (asked.length === 0) return operation;
  const chosen = Object.fromEntries(Object.entries(features).filter(([name]) => asked.includes(name)));
  return { ...operation, features: chosen };
}

function wireLabel(label: ZoneLabel, zone: ZoneState, counts: boolean): SdkLabel {
  if (!counts) return label;
  const operation = zone.operations.filter(({ labels }) => labels.includes(label.name)).length;
  return { ...label, mapped_resources: { operation } };
}

function oneLabel(source: string, zone: ZoneState, name = ''): Answer {
  const label = zone.labels.find((one) => one.source === source && one.name === name);
  return label ? single(wireLabel(label, zone, true)) : refusal(404, 10404, 'label not found');
}

function triple({ method, host, endpoint }: { method: string; host: string; endpoint: string }): string {
  return `${method} ${host}${endpoint.replaceAll(/\{[^}]*\}/g, '{}')}`;
}
