import { hexId, operationId, uuid } from '../ids.ts';
import type { DnsRecord, Entitlement, SdkOperation, SdkRule, UploadedSchema } from '../sdk-types.ts';
import type { DiscoveredOperation, SavedOperation, TrafficRow, ZoneLabel } from '../state.ts';

/** Small builders of single things, each with a name that says what it is and the differences that matter. */
export type Method = SdkOperation['method'];

type Without<All, Key extends PropertyKey> = All extends unknown ? Omit<All, Key> : never;
type RuleFields = Without<SdkRule, 'id' | 'ref' | 'version' | 'last_updated' | 'enabled'> & { enabled?: boolean };

const DAY = 86_400_000;

export function days(now: number, count: number): string {
  return `${new Date(now + count * DAY).toISOString().slice(0, 19)}Z`;
}

export function operation(
  where: string,
  labels: string[],
  schema: { id: string; name: string } | null,
  differences: Partial<SavedOperation['features']> = {},
): SavedOperation {
  const { method, host, endpoint } = parts(where);
  return {
    operation_id: operationId(method, host, endpoint),
    method,
    host,
    endpoint,
    last_updated: '2026-05-04T10:00:00Z',
    labels,
    features: {
      schema_info: {
        ...(schema && { active_schema: { ...schema, created_at: '2026-05-04T10:00:00Z' } }),
        mitigation_action: null,
      },
      ...differences,
    },
  };
}

export function discovered(
  where: string,
  requests: number,
  differences: Partial<DiscoveredOperation> = {},
): DiscoveredOperation {
  const { method, host, endpoint } = parts(where);
  return {
    id: uuid(`discovered ${where}`),
    method,
    host,
    endpoint,
    state: 'review',
    origin: ['ML'],
    last_updated: '2026-11-20T06:00:00Z',
    features: { traffic_stats: { last_updated: '2026-11-20T06:00:00Z', period_seconds: 3600, requests } },
    labels: [],
    ...differences,
  };
}

/** `ageDays` counts from `now`; the ref is the stable name a finding cites. */
export function rule(ref: string, now: number, ageDays: number, fields: RuleFields): SdkRule {
  return {
    id: hexId(`rule ${ref}`),
    ref,
    version: '1',
    last_updated: days(now, -ageDays),
    enabled: true,
    ...fields,
  } as SdkRule;
}

function label(name: string, source: ZoneLabel['source']): ZoneLabel {
  const dates = { created_at: '2026-01-05T00:00:00Z', last_updated: '2026-01-05T00:00:00Z' };
  return { name, source, description: '', metadata: null, ...dates };
}

/** Every label that the operations carry, as the zone's list of labels; Cloudflare's own begin with `cf-`. */
export function labelsOf(operations: SavedOperation[]): ZoneLabel[] {
  const names = [...new Set(operations.flatMap(({ labels }) => labels))].sort();
  return names.map((name) => label(name, name.startsWith('cf-') ? 'managed' : 'user'));
}

export function dnsRecord(name: string, content: string, proxied: boolean): DnsRecord {
  return {
    id: hexId(`dns ${name}`),
    name,
    type: 'A',
    content,
    proxied,
    proxiable: true,
    ttl: 1,
    settings: {},
    meta: {},
    tags: [],
    created_on: '2024-02-01T09:00:00Z',
    modified_on: '2024-02-01T09:00:00Z',
  };
}

/** An OpenAPI 3.0 document that names these operations, uploaded as a schema. */
export function uploadedSchema(
  name: string,
  wheres: string[],
  enabled = true,
  contentTypes: Record<string, string[]> = {},
): UploadedSchema {
  return {
    schema_id: uuid(`schema ${name}`),
    name,
    kind: 'openapi_v3',
    created_at: '2026-05-04T10:00:00Z',
    validation_enabled: enabled,
    source: JSON.stringify(openApiDocument(name, wheres, contentTypes)),
  };
}

function openApiDocument(
  title: string,
  wheres: string[],
  contentTypes: Record<string, string[]>,
): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const where of wheres) {
    const { method, host, endpoint } = parts(where);
    const names = [...endpoint.matchAll(/\{([^}]+)\}/g)].map((match) => match[1]);
    const parameters = names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
    const path = paths[endpoint] ?? {};
    paths[endpoint] = path;
    path[method.toLowerCase()] = {
      servers: [{ url: `https://${host}` }],
      parameters,
      ...requestBody(contentTypes[where]),
      responses: { 200: { description: 'OK' } },
    };
  }
  const hosts = [...new Set(wheres.map((where) => parts(where).host))];
  return {
    openapi: '3.0.3',
    info: { title, version: '1.0.0' },
    servers: hosts.map((host) => ({ url: `https://${host}` })),
    paths,
  };
}

function requestBody(types: string[] | undefined) {
  return types ? { requestBody: { content: Object.fromEntries(types.map((type) => [type, { schema: {} }])) } } : {};
}

export function entitlement(id: number, key: string, value: boolean | number): Entitlement {
  return {
    id: hexId(`entitlement ${key}`),
    feature: { id, key, name: key, feature_set: 'security' },
    allocation: typeof value === 'boolean' ? { type: 'bool', value } : { type: 'max_count', value },
    created_date: '2024-02-01T09:00:00Z',
    edited_date: '2024-02-01T09:00:00Z',
    deleted_date: '',
  };
}

export function traffic(of: SavedOperation, count: number, differences: Partial<TrafficRow> = {}): TrafficRow {
  return {
    operationId: of.operation_id,
    labels: of.labels.filter((name) => name.startsWith('cf-')),
    status: 200,
    count,
    ...differences,
  };
}

/** `POST api.example.com/v1/login` in its three parts. */
function parts(where: string): { method: Method; host: string; endpoint: string } {
  const [, method = '', host = '', endpoint = ''] = /^([A-Z]+) ([^/]+)(\/.*)$/.exec(where) ?? [];
  return { method: method as Method, host, endpoint };
}
