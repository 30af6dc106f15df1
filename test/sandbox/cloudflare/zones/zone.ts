import { hexId, uuid } from '../ids.ts';
import type { SdkRule } from '../sdk-types.ts';
import type { ZoneState } from '../state.ts';
import { days, dnsRecord, entitlement, labelsOf, operation, rule, traffic, uploadedSchema } from './build.ts';
import { FIREWALL_EVENTS_FIELDS, HTTP_REQUESTS_FIELDS } from './logpush-fields.ts';

/** A small Enterprise zone with API Shield in which everything is in good order; a test names its one difference. */
export function zone(differences: Partial<ZoneState> = {}, now: number = Date.now()): ZoneState {
  const name = differences.name ?? 'orders.example';
  const host = `api.${name}`;
  const wheres = [
    `GET ${host}/v1/orders/{var1}`,
    `POST ${host}/v1/orders`,
    `POST ${host}/v1/login`,
    `GET ${host}/v1/status`,
  ];
  const schema = uploadedSchema(name, wheres);
  const active = { id: schema.schema_id, name: schema.name };
  const operations = wheres.map((where) => operation(where, labelsFor(where), active));
  const [login] = operations.filter(({ endpoint }) => endpoint === '/v1/login');
  const jwtConfig = uuid(`jwt ${name}`);

  return {
    id: hexId(`zone ${name}`),
    name,
    plan: 'enterprise',
    apiShield: true,
    entitlements: [
      entitlement(1, 'api_shield', true),
      entitlement(2, 'bot_management', true),
      entitlement(3, 'rate_limiting_advanced', true),
    ],
    dns: [dnsRecord(name, '192.0.2.10', true), dnsRecord(host, '192.0.2.11', true)],
    settings: { always_use_https: 'on', min_tls_version: '1.2' },
    urlNormalization: { type: 'cloudflare', scope: 'both' },
    sessionIdentifiers: [{ name: 'authorization', type: 'header' }],
    operations,
    discovered: [],
    labels: labelsOf(operations),
    schemaSettings: { validation_default_mitigation_action: 'block', validation_override_mitigation_action: null },
    schemas: [schema],
    jwtConfigs: [
      {
        id: jwtConfig,
        title: 'Customers',
        description: '',
        token_type: 'JWT',
        token_sources: ['http.request.headers["authorization"][0]'],
        created_at: days(now, -200),
        last_updated: days(now, -40),
        credentials: { keys: [ecKey('key-2026-10'), ecKey('key-2026-04')] },
      },
    ],
    jwtRules: [
      {
        id: uuid(`jwt rule ${name}`),
        title: 'Valid token or nothing',
        description: '',
        action: 'block',
        enabled: true,
        expression: `is_jwt_valid("${jwtConfig}")`,
        selector: { include: [{ host: [host] }], exclude: [{ operation_ids: login ? [login.operation_id] : [] }] },
        created_at: days(now, -200),
        last_updated: days(now, -200),
      },
    ],
    phases: goodPhases(name, host, now),
    leakedCredentials: { enabled: true, detections: [jsonLogin(name)] },
    bots: { auto_update_model: true, enable_js: false, suppress_session_score: false, using_latest_model: true },
    logpush: goodLogpush(now),
    clientCertificates: [],
    mtlsHosts: { managed: [], byAuthority: {} },
    originTls: true,
    ipAccessRules: [],
    insights: [],
    traffic: operations.map((one, index) => traffic(one, 12_000 * (index + 1))),
    securityEvents: [],
    ...differences,
  };
}

export function ecKey(kid: string) {
  return { alg: 'ES256', crv: 'P-256', kid, kty: 'EC', x: 'ZmFrZS14', y: 'ZmFrZS15' } as const;
}

/** Cloudflare never sends a secret back. */
export function secretKey(kid: string) {
  return { alg: 'HS256', kid, kty: 'oct', k: '[redacted]' } as const;
}

function jsonLogin(name: string) {
  return {
    id: hexId(`detection ${name}`),
    username: 'lookup_json_string(http.request.body.raw, "username")',
    password: 'lookup_json_string(http.request.body.raw, "password")',
  };
}

export function managedRulesets(name: string, now: number): { managed: SdkRule[]; response: SdkRule[] } {
  const execute = (ref: string, id: string, description: string) =>
    rule(`${ref}_${name}`, now, 300, { action: 'execute', description, expression: 'true', action_parameters: { id } });
  return {
    managed: [
      execute('managed', 'efb7b8c949ac4650a09736fc376e9aee', 'Cloudflare Managed Ruleset'),
      execute('owasp', '4814384a9e5d4991b9815dcfc25d2f1f', 'OWASP Core Ruleset'),
    ],
    response: [execute('sensitive', 'e22d83c647c64a3eae91b71b499d988e', 'Sensitive Data Detection')],
  };
}

export function goodLogpush(now: number): ZoneState['logpush'] {
  const job = (id: number, dataset: 'http_requests' | 'firewall_events', field_names: string[]) => ({
    id,
    dataset,
    name: `${dataset} to the SIEM`,
    enabled: true,
    kind: '' as const,
    destination_conf: 's3://fake-siem-bucket/{DATE}?region=eu-west-1&access-key-id=FAKE&secret-access-key=FAKE',
    last_complete: new Date(now - 240_000).toISOString(),
    last_error: null,
    error_message: null,
    output_options: {
      field_names,
      output_type: 'ndjson' as const,
      sample_rate: 1,
      timestamp_format: 'rfc3339' as const,
    },
  });
  return [job(1001, 'http_requests', HTTP_REQUESTS_FIELDS), job(1002, 'firewall_events', FIREWALL_EVENTS_FIELDS)];
}

function labelsFor(where: string): string[] {
  const login = where.startsWith('POST') && where.endsWith('/login') ? ['cf-log-in'] : [];
  return [...login, 'owner-orders', 'public'];
}

function goodPhases(name: string, host: string, now: number): ZoneState['phases'] {
  const { managed, response } = managedRulesets(name, now);
  const here = `http.host eq "${host}"`;
  return {
    http_request_firewall_custom: [
      rule('unknown_endpoints', now, 100, {
        action: 'block',
        expression: `${here} and cf.api_gateway.fallthrough_detected`,
      }),
      rule('leaked_password', now, 100, {
        action: 'block',
        expression: `${here} and cf.waf.credential_check.password_leaked`,
      }),
      rule('bots', now, 100, {
        action: 'block',
        expression: `${here} and cf.bot_management.score lt 10 and not cf.bot_management.verified_bot`,
      }),
      rule('attacks', now, 100, { action: 'block', expression: `${here} and cf.waf.score lt 15` }),
    ],
    http_ratelimit: [
      limit('login_limit', now, `${here} and http.request.uri.path eq "/v1/login" and http.request.method eq "POST"`, {
        characteristics: ['cf.colo.id', 'ip.src', 'http.request.headers["user-agent"]'],
        requests_per_period: 5,
        counting_expression: `${here} and http.request.uri.path eq "/v1/login" and http.response.code in {401 403}`,
      }),
      limit('writes', now, `${here} and http.request.method in {"POST" "PUT" "PATCH" "DELETE"}`, {
        requests_per_period: 60,
      }),
      limit('reads', now, `${here} and http.request.method eq "GET"`, { requests_per_period: 600 }),
    ],
    http_request_firewall_managed: managed,
    http_response_firewall_managed: response,
  };
}

/** A blocking rate limit per minute and session, unless the differences say otherwise. */
export function limit(
  ref: string,
  now: number,
  expression: string,
  differences: Partial<NonNullable<SdkRule['ratelimit']>>,
): SdkRule {
  const ratelimit = {
    characteristics: ['cf.colo.id', 'http.request.headers["authorization"]'],
    period: 60,
    requests_per_period: 100,
    mitigation_timeout: 60,
    ...differences,
  };
  return rule(ref, now, 100, { action: 'block', expression, ratelimit });
}
