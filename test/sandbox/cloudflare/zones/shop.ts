import { hexId, operationId, uuid } from '../ids.ts';
import type { ZoneState } from '../state.ts';
import { days, dnsRecord, labelsOf, traffic } from './build.ts';
import { HTTP_REQUESTS_FIELDS } from './logpush-fields.ts';
import { SHOP_SCHEMAS, shopDiscovered, shopOperations } from './shop-operations.ts';
import { shopPhases } from './shop-rules.ts';
import { ecKey, goodLogpush, secretKey, zone } from './zone.ts';

/** Ids that `planted.ts` names. */
export const SHOP_IDS = {
  jwtConfig: uuid('jwt shop customers'),
  unusedJwtConfig: uuid('jwt shop old app'),
  optionalJwtRule: uuid('jwt rule shop mobile'),
  expiringCertificate: uuid('client certificate erp'),
  cloudAllowed: hexId('ip access cloud'),
};

/** An Enterprise zone with API Shield as one meets it: much is done, and some of it badly. */
export function shopZone(now: number): ZoneState {
  const operations = shopOperations();
  return zone(
    {
      name: 'shop.example',
      operations,
      discovered: shopDiscovered(),
      labels: labelsOf(operations),
      dns: [
        dnsRecord('shop.example', '192.0.2.20', true),
        ...['api', 'auth', 'mobile', 'partner', 'admin'].map((name) =>
          dnsRecord(`${name}.shop.example`, '192.0.2.21', true),
        ),
        dnsRecord('internal-api.shop.example', '198.51.100.7', false),
        dnsRecord('direct.shop.example', '192.0.2.21', false),
      ],
      settings: { always_use_https: 'on', min_tls_version: '1.0' },
      schemas: SHOP_SCHEMAS,
      ...jwt(now),
      phases: shopPhases(now),
      leakedCredentials: { enabled: false, detections: [] },
      logpush: logpush(now),
      clientCertificates: [
        certificate('erp', SHOP_IDS.expiringCertificate, now, 12),
        certificate('warehouse', uuid('client certificate warehouse'), now, 280),
      ],
      originTls: false,
      mtlsHosts: { managed: ['partner.shop.example', 'mobile.shop.example'], byAuthority: {} },
      ipAccessRules: [
        {
          id: SHOP_IDS.cloudAllowed,
          mode: 'whitelist',
          allowed_modes: ['whitelist', 'block', 'challenge', 'js_challenge', 'managed_challenge'],
          configuration: { target: 'asn', value: 'AS64500' },
          notes: 'load test 2024',
          created_on: days(now, -700),
          modified_on: days(now, -700),
        },
      ],
      insights: [insight('Unauthenticated API endpoints detected', now), insight('New API endpoints detected', now)],
      traffic: operations
        .filter(({ labels }) => !labels.includes('cf-risk-zombie'))
        .flatMap((one, index) => [
          traffic(one, 4000 + index * 731, {
            unauthenticated: one.labels.includes('cf-risk-missing-auth') ? 4000 + index * 731 : 0,
          }),
          traffic(one, 40 + index, { status: 401 }),
        ]),
      securityEvents: [
        event('attack_score', 'log', 'firewallCustom', 'api.shop.example', '/v1/search', 214),
        event('reset_limit', 'log', 'rateLimit', 'auth.shop.example', '/v1/password/reset', 88),
      ],
    },
    now,
  );
}

function jwt(now: number): Pick<ZoneState, 'jwtConfigs' | 'jwtRules'> {
  type Keys = ZoneState['jwtConfigs'][number]['credentials']['keys'];
  const config = (id: string, title: string, keys: Keys, age: number) => ({
    id,
    title,
    description: '',
    token_type: 'JWT' as const,
    token_sources: ['http.request.headers["authorization"][0]'],
    created_at: days(now, -500),
    last_updated: days(now, -age),
    credentials: { keys },
  });
  const { jwtConfig, unusedJwtConfig, optionalJwtRule } = SHOP_IDS;
  const payments = operationId('POST', 'api.shop.example', '/v1/payments');
  return {
    jwtConfigs: [
      config(jwtConfig, 'Customers', [ecKey('customers-b'), ecKey('customers-a')], 40),
      config(unusedJwtConfig, 'Old app', [secretKey('old-app-b'), secretKey('old-app-a')], 480),
    ],
    jwtRules: [
      {
        id: uuid('jwt rule shop api'),
        title: 'API: valid token',
        description: '',
        action: 'block',
        enabled: true,
        expression: `is_jwt_valid("${jwtConfig}")`,
        selector: { include: [{ host: ['api.shop.example'] }], exclude: [{ operation_ids: [payments] }] },
        created_at: days(now, -200),
        last_updated: days(now, -30),
      },
      {
        id: optionalJwtRule,
        title: 'Mobile: valid token if any',
        description: '',
        action: 'log',
        enabled: true,
        expression: `is_jwt_valid("${jwtConfig}") or not is_jwt_present("${jwtConfig}")`,
        selector: { include: [{ host: ['mobile.shop.example'] }], exclude: null },
        created_at: days(now, -5),
        last_updated: days(now, -5),
      },
    ],
  };
}

/** One job leaves out two fields, no job sends firewall events, and one of DNS logs fails. */
function logpush(now: number): ZoneState['logpush'] {
  const [requests] = goodLogpush(now);
  const absent = ['WebAssetsOperationID', 'LeakedCredentialCheckResult'];
  return [
    {
      ...requests,
      output_options: { field_names: HTTP_REQUESTS_FIELDS.filter((name) => !absent.includes(name)), sample_rate: 1 },
    },
    {
      id: 1003,
      dataset: 'dns_logs',
      name: 'DNS to the archive',
      enabled: true,
      kind: '',
      destination_conf: 'https://archive.example/in?header_Authorization=FAKE',
      last_complete: days(now, -3),
      last_error: days(now, -1),
      error_message: 'destination answered 403',
    },
  ];
}

function certificate(
  common_name: string,
  id: string,
  now: number,
  daysLeft: number,
): ZoneState['clientCertificates'][number] {
  return {
    id,
    common_name,
    status: 'active',
    issued_on: days(now, daysLeft - 365),
    expires_on: days(now, daysLeft),
    validity_days: 365,
    fingerprint_sha256: hexId(`fingerprint ${id}`),
    certificate_authority: { id: hexId('managed ca'), name: 'Cloudflare Managed CA' },
  };
}

function insight(issue_class: string, now: number): ZoneState['insights'][number] {
  return {
    id: hexId(`insight ${issue_class}`),
    issue_class,
    issue_type: 'weak_authentication',
    severity: 'Moderate',
    status: 'active',
    dismissed: false,
    subject: 'shop.example',
    since: days(now, -14),
    timestamp: days(now, -1),
  };
}

function event(
  ref: string,
  action: string,
  source: string,
  host: string,
  path: string,
  count: number,
): ZoneState['securityEvents'][number] {
  return { ruleId: hexId(`rule ${ref}`), ref, action, source, host, method: 'POST', path, count };
}
