/** A large company's Enterprise zone, the same each time: 10,000 saved and 2,000 discovered endpoints, 300 rules. */
import type { SdkRule } from '../sdk-types.ts';
import type { ZoneState } from '../state.ts';
import { discovered, dnsRecord, labelsOf, operation, rule, traffic, uploadedSchema } from './build.ts';
import { limit, managedRulesets, zone } from './zone.ts';

const NAME = 'large.example';
const SERVICES = [
  'api',
  'accounts',
  'auth',
  'catalogue',
  'partner',
  'mobile',
  'payments',
  'internal',
  'search',
  'eu-api',
];
const RESOURCES = [
  ...['orders', 'invoices', 'customers', 'payments', 'refunds', 'products', 'carts', 'shipments', 'sessions', 'tokens'],
  ...['webhooks', 'reports', 'exports', 'users', 'teams', 'roles', 'devices', 'messages', 'addresses', 'coupons'],
  ...['reviews', 'returns', 'subscriptions', 'documents', 'settings'],
];
const PARTS = ['lines', 'notes', 'history', 'attachments'];

export interface Size {
  /** Endpoints of each of the ten services; at most 40 for each of 25 resources. */
  saved: number;
  discovered: number;
  customRules: number;
  rateLimits: number;
}

const LARGE: Size = { saved: 1_000, discovered: 200, customRules: 180, rateLimits: 100 };

export function largeZone(now: number, size: Size = LARGE): ZoneState {
  const hosts = SERVICES.map((service) => `${service}.${NAME}`);
  const wheres = hosts.flatMap((host) => savedOf(host).slice(0, size.saved));
  const documented = wheres.filter((_, index) => index % 10 < 4);
  const schema = uploadedSchema('large.json', documented.slice(0, 2_000));
  const active = { id: schema.schema_id, name: schema.name };
  const operations = wheres.map((where, index) => operation(where, labelsFor(where), index % 3 === 0 ? active : null));
  return zone(
    {
      name: NAME,
      dns: [NAME, ...hosts].map((host, index) => dnsRecord(host, `192.0.2.${index + 10}`, true)),
      operations,
      discovered: hosts.flatMap((host) =>
        discoveredOf(host)
          .slice(0, size.discovered)
          .map((where, index) => discovered(where, 10 + (index % 90))),
      ),
      labels: labelsOf(operations),
      schemas: [schema],
      traffic: operations.filter((_, index) => index % 50 === 0).map((one, index) => traffic(one, 1_000 + index)),
      phases: {
        http_request_firewall_custom: customRules(hosts, now).slice(0, size.customRules),
        http_ratelimit: rateLimits(hosts, now).slice(0, size.rateLimits),
        http_request_firewall_managed: managedRules(hosts, now),
        http_response_firewall_managed: managedRulesets(NAME, now).response,
      },
    },
    now,
  );
}

function savedOf(host: string): string[] {
  return RESOURCES.flatMap((resource) => [
    ...['v1', 'v2'].flatMap((version) => [
      ...['GET', 'POST'].map((method) => `${method} ${host}/${version}/${resource}`),
      ...['GET', 'PUT', 'PATCH', 'DELETE'].map((method) => `${method} ${host}/${version}/${resource}/{var1}`),
    ]),
    ...PARTS.flatMap((part) => [
      ...['GET', 'POST'].map((method) => `${method} ${host}/v2/${resource}/{var1}/${part}`),
      ...['GET', 'PUT', 'DELETE'].map((method) => `${method} ${host}/v2/${resource}/{var1}/${part}/{var2}`),
    ]),
    ...['GET', 'POST', 'PUT', 'DELETE'].map((method) => `${method} ${host}/v2/${resource}/batch`),
    ...['GET', 'POST', 'PUT', 'DELETE'].map((method) => `${method} ${host}/admin/${resource}/{var1}`),
  ]);
}

function discoveredOf(host: string): string[] {
  return RESOURCES.flatMap((resource) =>
    ['debug', 'legacy', 'beta', 'old'].flatMap((prefix) =>
      ['GET', 'POST'].map((method) => `${method} ${host}/${prefix}/${resource}/{var1}`),
    ),
  );
}

function labelsFor(where: string): string[] {
  const login = where.startsWith('POST') && where.endsWith('/sessions') ? ['cf-log-in'] : [];
  return [...login, 'owner-platform', where.includes('internal') ? 'internal' : 'public'];
}

/** What such a zone gathers over the years: bots, attacks, geography, partners, old paths, exceptions. */
function customRules(hosts: readonly string[], now: number): SdkRule[] {
  const at = (host: string) => `http.host eq "${host}"`;
  const path = 'http.request.uri.path';
  return hosts.flatMap((host, index) => {
    const make = (ref: string, action: 'block' | 'log' | 'managed_challenge', expression: string): SdkRule =>
      rule(`${ref}_${index}`, now, 60 + index, { action, expression });
    const [first = '', second = ''] = RESOURCES.slice(index * 2);
    return [
      rule(`partner_${index}`, now, 200, {
        action: 'skip',
        action_parameters: { phases: ['http_ratelimit'] },
        expression: `${at(host)} and starts_with(${path}, "/v1/${first}") and ip.src in {192.0.2.${index} 198.51.100.0/24}`,
      }),
      make('unknown', 'log', `${at(host)} and cf.api_gateway.fallthrough_detected`),
      make('attacks', 'block', `${at(host)} and cf.waf.score lt 15`),
      make('bots', 'log', `${at(host)} and cf.bot_management.score lt 10 and not cf.bot_management.verified_bot`),
      make('admin', 'block', `${at(host)} and starts_with(lower(${path}), "/admin/") and not ip.src in {192.0.2.0/24}`),
      make('old', 'block', `${at(host)} and ${path} matches "^/v0/(${first}|${second})/[^/]+/export$"`),
      make('wild', 'log', `http.request.full_uri wildcard "https://${host}/v1/*/internal/*"`),
      make('methods', 'block', `${at(host)} and not http.request.method in {"GET" "POST" "PUT" "PATCH" "DELETE"}`),
      make('agents', 'block', `${at(host)} and (http.user_agent eq "" or lower(http.user_agent) contains "sqlmap")`),
      make('countries', 'block', `${at(host)} and ip.src.country in {"AQ" "BV"} and ${path} ne "/v2/${first}/batch"`),
      make(
        'body',
        'block',
        `${at(host)} and http.request.body.size gt 1000000 and http.request.method in {"POST" "PUT"}`,
      ),
      make(
        'key',
        'block',
        `${at(host)} and starts_with(${path}, "/v2/${second}") and not any(http.request.headers["x-api-key"][*] ne "")`,
      ),
      make('leaked', 'block', `${at(host)} and cf.waf.credential_check.password_leaked`),
      make(
        'certificate',
        'block',
        `http.host in {"${host}" "mtls.${NAME}"} and ${path} contains "/${first}/" and not cf.tls_client_auth.cert_verified`,
      ),
      make('traversal', 'block', `http.request.uri contains "../" or http.request.uri.query contains "union select"`),
      make(
        'either',
        'managed_challenge',
        `(${at(host)} and ${path} eq "/v1/${first}") or (${at(host)} and ${path} eq "/v1/${second}") or (${at(host)} and ends_with(${path}, "/export"))`,
      ),
      make('length', 'block', `${at(host)} and len(${path}) gt 200`),
      make('schema', 'log', `${at(host)} and cf.schema_validation.uploaded.violated and starts_with(${path}, "/v2/")`),
    ];
  });
}

function rateLimits(hosts: readonly string[], now: number): SdkRule[] {
  const path = 'http.request.uri.path';
  return hosts.flatMap((host, index) => {
    const at = `http.host eq "${host}"`;
    const [first = '', second = ''] = RESOURCES.slice(index * 2);
    return [
      `${at} and ${path} eq "/v1/sessions" and http.request.method eq "POST"`,
      `${at} and ${path} eq "/v2/sessions" and http.request.method eq "POST"`,
      `${at} and starts_with(${path}, "/v1/${first}")`,
      `${at} and starts_with(${path}, "/v2/${second}/") and http.request.method in {"POST" "PUT" "PATCH" "DELETE"}`,
      `${at} and ${path} matches "^/v[12]/tokens(/|$)"`,
      `${at} and ${path} wildcard "/v2/*/batch"`,
      `${at} and ends_with(${path}, "/history") and http.request.method eq "GET"`,
      `${at} and ${path} contains "/attachments" and not ip.src in {198.51.100.0/24}`,
      `${at} and http.request.method in {"POST" "PUT" "PATCH" "DELETE"} and not starts_with(${path}, "/admin/")`,
      `${at} and any(cf.web_asset.labels[*] == "cf-log-in")`,
    ].map((expression, place) =>
      limit(`limit_${index}_${place}`, now, expression, { requests_per_period: 20 + place }),
    );
  });
}

function managedRules(hosts: readonly string[], now: number): SdkRule[] {
  const execute = (ref: string, id: string, expression: string) =>
    rule(ref, now, 300, { action: 'execute', expression, action_parameters: { id } });
  return [
    ...hosts.map((host, index) =>
      execute(`managed_${index}`, 'efb7b8c949ac4650a09736fc376e9aee', `http.host eq "${host}"`),
    ),
    ...hosts.map((host, index) =>
      execute(
        `owasp_${index}`,
        '4814384a9e5d4991b9815dcfc25d2f1f',
        `http.host eq "${host}" and not starts_with(http.request.uri.path, "/admin/")`,
      ),
    ),
  ];
}
