/** A zone where all is right, and the one difference a test is about. */
import type { z } from 'zod';
import type { Approved } from '../../src/checks/approved.ts';
import type { Answer, Check, Finding } from '../../src/checks/check.ts';
import { inventoryOf } from '../../src/checks/inventory-of.ts';
import { runChecks } from '../../src/checks/run-checks.ts';
import type { Plan } from '../../src/checks/sections/zone.ts';
import {
  type Certificate,
  type Missing,
  parseSnapshot,
  type ReadableSection,
  type SECTION_SCHEMAS,
  SECTIONS,
  type Snapshot,
} from '../../src/checks/snapshot.ts';
import { approvedIn } from '../../src/review/approved.ts';

export type Inputs = { [K in ReadableSection]: z.input<(typeof SECTION_SCHEMAS)[K]> };
type Differences = {
  plan?: Plan;
  takenAt?: string;
  certificates?: Certificate[];
  sections?: { [K in ReadableSection]?: Inputs[K] | Missing };
};

const NOW = '2026-11-24T09:00:00Z';
export const LOGIN = 'POST api.shop.example/v1/login';
export const ORDER = 'GET api.shop.example/v1/orders/{var1}';
export const NEW_ORDER = 'POST api.shop.example/v1/orders';
export const PRODUCTS = 'GET api.shop.example/v1/products';
export const FEED = 'GET partner.shop.example/v1/feed';

const activeSchema = { id: 'sch-1', name: 'shop.json' };
export const operation = (
  operationId: string,
  method: string,
  endpoint: string,
  more: Partial<Inputs['operations'][number]> = {},
): Inputs['operations'][number] => ({
  operationId,
  method,
  host: 'api.shop.example',
  endpoint,
  labels: ['owner-shop', 'mobile'],
  schemaInfo: { activeSchema, mitigationAction: 'block' },
  ...more,
});

export const OPERATIONS: Inputs['operations'] = [
  operation('op-login', 'POST', '/v1/login', { labels: ['cf-log-in', 'owner-accounts', 'mobile'] }),
  operation('op-order', 'GET', '/v1/orders/{var1}'),
  operation('op-new-order', 'POST', '/v1/orders'),
  operation('op-products', 'GET', '/v1/products'),
  operation('op-feed', 'GET', '/v1/feed', { host: 'partner.shop.example', labels: ['owner-shop', 'partner'] }),
];

const document = {
  openapi: '3.0.3',
  info: { title: 'shop', version: '1' },
  servers: [{ url: 'https://api.shop.example' }],
  paths: {
    '/v1/login': { post: {} },
    '/v1/orders/{id}': { get: {} },
    '/v1/orders': { post: {} },
    '/v1/products': { get: {} },
    '/v1/feed': { servers: [{ url: 'https://partner.shop.example' }], get: {} },
  },
};

export const rule = (
  id: string,
  action: string,
  expression: string,
  more: Partial<Inputs['customRules']['rules'] extends (infer R)[] | null | undefined ? R : never> = {},
) => ({ id, ref: id, action, expression, lastUpdated: '2026-11-01T00:00:00Z', ...more });

const CERTIFICATE = rule(
  'partner-certificate',
  'block',
  'http.host eq "partner.shop.example" and (not cf.tls_client_auth.cert_verified or cf.tls_client_auth.cert_revoked or cf.tls_client_auth.cert_issuer_ski ne "A5")',
);
const SESSION = rule('session', 'block', 'http.host eq "api.shop.example" and not cf.api_gateway.auth_id_present');
const LEAKED = rule(
  'leaked',
  'block',
  'http.request.uri.path eq "/v1/login" and cf.waf.credential_check.password_leaked',
);
const FALLTHROUGH = rule('fallthrough', 'log', 'cf.api_gateway.fallthrough_detected');
const BOTS = rule('bots', 'block', 'cf.bot_management.score lt 10 and not cf.bot_management.verified_bot');
export const CUSTOM = { rules: [CERTIFICATE, SESSION, LEAKED, FALLTHROUGH, BOTS] };

type RateLimit = NonNullable<NonNullable<Parameters<typeof rule>[3]>['ratelimit']>;
export const limit = (id: string, expression: string, more: object = {}, counting: Partial<RateLimit> = {}) =>
  rule(id, 'block', expression, {
    ratelimit: {
      characteristics: ['cf.colo.id', 'http.request.headers["x-session"]'],
      period: 60,
      requestsPerPeriod: 10,
      ...counting,
    },
    ...more,
  });
const AT_LOGIN = 'http.request.uri.path eq "/v1/login" and http.request.method eq "POST"';
export const LOGIN_LIMIT = limit(
  'login',
  AT_LOGIN,
  {},
  { countingExpression: `${AT_LOGIN} and http.response.code eq 401` },
);
const WRITE_LIMIT = limit(
  'write',
  'http.request.method in {"PUT" "PATCH" "DELETE"} or http.request.uri.path eq "/v1/orders"',
);

export const MANAGED = rule('managed', 'execute', 'true', {
  actionParameters: { id: 'efb7b8c949ac4650a09736fc376e9aee' },
});

const SENSITIVE = rule('sensitive', 'execute', 'true', {
  actionParameters: { id: 'e22d83c647c64a3eae91b71b499d988e' },
});

export const OWASP = rule('owasp', 'execute', 'true', {
  actionParameters: { id: '4814384a9e5d4991b9815dcfc25d2f1f' },
});

const job = (id: string, dataset: string, fields: string) => ({
  id,
  dataset,
  enabled: true,
  lastComplete: '2026-11-24T08:58:00Z',
  fieldNames: fields.split(/\s+/),
});
export const JOBS = [
  job(
    '1',
    'http_requests',
    `EdgeStartTimestamp RayID ClientIP ClientASN ClientRequestHost ClientRequestMethod ClientRequestPath
    ClientRequestUserAgent EdgeResponseStatus OriginResponseStatus SecurityAction SecurityActions SecuritySources
    SecurityRuleIDs WebAssetsOperationID WebAssetsLabelsManaged LeakedCredentialCheckResult ClientMTLSAuthStatus
    ClientMTLSAuthCertFingerprint WAFAttackScore JA4 BotScore`,
  ),
  job(
    '2',
    'firewall_events',
    `Datetime RayID Action Source RuleID Ref MatchIndex Description Metadata ClientIP ClientRequestHost
    ClientRequestMethod ClientRequestPath EdgeResponseStatus LeakedCredentialCheckResult`,
  ),
];

const RIGHT: Inputs = {
  zone: { id: 'z1', name: 'shop.example', plan: 'enterprise', accountId: 'a1' },
  entitlements: [],
  dns: [{ name: 'api.shop.example', type: 'A', content: '192.0.2.1', proxied: true }],
  tlsSettings: { alwaysUseHttps: 'on', minTlsVersion: '1.2' },
  urlNormalization: { type: 'cloudflare', scope: 'incoming' },
  sessionIdentifiers: [{ name: 'x-session', type: 'header' }],
  operations: OPERATIONS,
  discovery: [],
  labels: [
    { name: 'cf-log-in', source: 'managed', operations: 1 },
    { name: 'owner-shop', source: 'user', operations: 4 },
  ],
  schemaSettings: { defaultAction: 'block', overrideAction: null },
  schemas: [{ schemaId: 'sch-1', name: 'shop.json', validationEnabled: true, source: JSON.stringify(document) }],
  jwtConfigs: [],
  jwtRules: [],
  sequenceRules: [],
  customRules: CUSTOM,
  rateLimits: { rules: [LOGIN_LIMIT, WRITE_LIMIT] },
  managedRules: { rules: [MANAGED, OWASP] },
  responseRules: { rules: [SENSITIVE] },
  accountRulesets: { custom: {}, rateLimits: {}, managed: {} },
  leakedCredentials: { enabled: true, detections: [{ id: 'd-1' }] },
  bots: { product: 'enterprise' },
  logpushZone: JOBS,
  logpushAccount: [{ id: '9', dataset: 'audit_logs_v2', enabled: true }],
  alerts: {
    policies: [
      'failing_logpush_job_disabled_alert',
      'clickhouse_alert_fw_ent_anomaly',
      'clickhouse_alert_fw_anomaly',
      'security_insights_alert',
      'expiring_service_token_alert',
      'mtls_certificate_store_certificate_expiration_type',
    ].map((alertType) => ({ id: alertType, alertType, enabled: true, mechanisms: 1 })),
    webhooks: [{ id: 'w-1', lastSuccess: '2026-11-20T00:00:00Z' }],
  },
  clientCertificates: [
    {
      id: 'cc-1',
      status: 'active',
      issuedOn: '2026-10-01T00:00:00Z',
      expiresOn: '2027-10-01T00:00:00Z',
      commonName: 'acme',
    },
  ],
  mtlsHosts: [{ hostnames: ['partner.shop.example'] }],
  authorities: [{ id: 'ca-1', name: 'partners', expiresOn: '2030-01-01T00:00:00Z' }],
  originTls: { enabled: true },
  accessApps: [],
  accessPolicies: [],
  serviceTokens: [
    {
      id: 'st-1',
      name: 'ci',
      duration: '8760h',
      expiresAt: '2027-06-01T00:00:00Z',
      enabled: true,
      lastSeenAt: '2026-11-23T00:00:00Z',
    },
  ],
  accessCertificates: [],
  apiTokens: [
    {
      id: 't-1',
      name: 'scanner',
      status: 'active',
      expiresOn: '2027-01-01T00:00:00Z',
      lastUsedOn: '2026-11-23T00:00:00Z',
      ipRestricted: true,
    },
  ],
  bolaScans: [{ id: 'scan-1', status: 'finished', verdict: 'ok', zoneTag: 'z1' }],
  ipAccessRules: [],
  insights: [],
  analytics: {
    requests: { since: '2026-11-17T09:00:00Z', seconds: 604_800, whole: true, operations: [], hosts: [] },
    events: { since: '2026-11-17T09:00:00Z', seconds: 604_800, whole: true, rules: [] },
    sessions: { since: '2026-11-17T09:00:00Z', seconds: 604_800, whole: true, answers: [] },
  },
  auditLog: { since: '2026-10-25T09:00:00Z', changes: [] },
};

export function zone({
  plan = 'enterprise',
  takenAt = NOW,
  certificates = [],
  sections = {},
}: Differences = {}): Snapshot {
  const all: { [name: string]: unknown } = { ...RIGHT, zone: { ...RIGHT.zone, plan }, ...sections };
  return parseSnapshot({
    version: 1,
    takenAt,
    zone: { id: 'z1', name: 'shop.example', plan },
    account: { id: 'a1' },
    calls: { planned: 60, zone: 39, account: 21, graphql: 0, retried: 0 },
    certificates,
    sections: Object.fromEntries(SECTIONS.map((name) => [name, section(all[name])])),
  });
}

function section(value: unknown): unknown {
  if (value === undefined) return { state: 'skipped', detail: 'no check reads it' };
  const isMissing = typeof value === 'object' && value !== null && 'state' in value && 'detail' in value;
  return isMissing ? value : { state: 'read', value };
}

export const unreadable = (state: Missing['state'], detail = 'for the test'): Missing => ({ state, detail });

export const CONFIRMED: Answer[] = [
  { question: 'authz.object-checks', endpointKeys: 'review', value: 'tested', evidence: 'stated' },
];

/** What was decided of one rule in an earlier review, which stands as it did. */
export const APPROVED: Approved[] = approvedIn(zone(), [
  {
    decision: {
      id: 'decision-1',
      itemId: 'item-1',
      choice: 'enforce-now',
      at: new Date('2026-11-03T09:00:00Z'),
      review: 'shop.example #1',
      check: 'remediation.stuck-in-log',
      subjects: ['rule:http_request_firewall_custom/session'],
      scanId: 'scan-1',
    },
    choice: 'enforce-now',
    subject: 'rule:http_request_firewall_custom/session',
  },
]);

/** What one check says of a zone. */
export function findingsOf(check: Check, snapshot: Snapshot, answers: readonly Answer[] = CONFIRMED): Finding[] {
  return runChecks([check], { snapshot, endpoints: inventoryOf(snapshot, []).endpoints, answers, approved: APPROVED });
}

/** The same in short: `fail high: subject, subject`; nothing when all is right. */
export function saidOf(check: Check, snapshot: Snapshot, answers: readonly Answer[] = CONFIRMED): string[] {
  return findingsOf(check, snapshot, answers).map(({ outcome, reason, severity, subjects }) =>
    [outcome, outcome === 'fail' ? severity : (reason ?? ''), subjects.length > 0 ? `: ${subjects.join(', ')}` : '']
      .filter(Boolean)
      .join(' ')
      .replace(' :', ':'),
  );
}
