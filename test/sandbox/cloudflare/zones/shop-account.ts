import { hexId, uuid } from '../ids.ts';
import type { AccessApp, AlertPolicy, ApiToken, BolaScan } from '../sdk-types.ts';
import type { AccountState } from '../state.ts';
import { account } from './account.ts';
import { days } from './build.ts';

/** Ids that `planted.ts` names. */
export const ACCOUNT_IDS = {
  account: account().id,
  bypassedApp: uuid('access app admin'),
  anyTokenApp: uuid('access app prices'),
  foreverToken: uuid('service token warehouse'),
  sharedToken: uuid('service token erp'),
  idleToken: uuid('service token load test'),
  endlessToken: hexId('api token ci'),
  broadToken: hexId('api token terraform'),
  staleToken: hexId('api token report'),
  deadWebhook: hexId('webhook pager'),
};

const MISSED: ReadonlySet<AlertPolicy['alert_type']> = new Set<AlertPolicy['alert_type']>([
  'failing_logpush_job_disabled_alert',
  'clickhouse_alert_fw_ent_anomaly',
  'security_insights_alert',
  'expiring_service_token_alert',
]);

/** The account behind the four named zones: machine credentials and alerts as they grow over the years. */
export function shopAccount(zoneIds: { shop: string }, now: number): AccountState {
  const good = account({}, now);
  return {
    ...good,
    logpush: [],
    alertPolicies: good.alertPolicies.filter(({ alert_type }) => !MISSED.has(alert_type)),
    webhooks: [
      ...good.webhooks,
      {
        id: ACCOUNT_IDS.deadWebhook,
        name: 'old pager',
        type: 'generic',
        url: 'https://pager.example/in?key=FAKE',
        created_at: days(now, -900),
        last_success: days(now, -120),
        last_failure: days(now, -1),
      },
    ],
    accessApps: accessApps(now),
    serviceTokens: [
      serviceToken(ACCOUNT_IDS.foreverToken, 'warehouse', 'forever', days(now, 36_500), now),
      serviceToken(ACCOUNT_IDS.sharedToken, 'erp', '8760h', days(now, 200), now),
      {
        ...serviceToken(ACCOUNT_IDS.idleToken, 'load test', '8760h', days(now, 100), now),
        last_seen_at: days(now, -200),
      },
    ],
    apiTokens: apiTokens(good.id, zoneIds.shop, now),
    targetEnvironments: [{ id: uuid('target shop'), name: 'shop', target: { type: 'zone', zone_tag: zoneIds.shop } }],
    credentialSets: [{ id: uuid('credentials shop'), name: 'two customers' }],
    bolaScans: [bolaScan()],
    audit: [
      {
        id: uuid('audit 1'),
        account: { id: good.id, name: good.name },
        action: { type: 'update', result: 'success', time: days(now, -2), description: 'Update a rule' },
        actor: { type: 'user', context: 'dash', email: 'ops@shop.example' },
        resource: { type: 'rule', product: 'rulesets' },
        zone: { id: zoneIds.shop, name: 'shop.example' },
      },
    ],
  };
}

function accessApps(now: number): AccessApp[] {
  const { bypassedApp, anyTokenApp, sharedToken } = ACCOUNT_IDS;
  const erp = { service_token: { token_id: sharedToken } };
  return [
    accessApp(bypassedApp, 'Admin console', 'admin.shop.example', [
      {
        id: uuid('policy admin bypass'),
        name: 'Until the new office',
        decision: 'bypass',
        precedence: 1,
        include: [{ everyone: {} }],
      },
      {
        id: uuid('policy admin'),
        name: 'Staff',
        decision: 'allow',
        precedence: 2,
        include: [{ email_domain: { domain: 'shop.example' } }],
      },
    ]),
    accessApp(uuid('access app stock'), 'Partner stock', 'partner.shop.example/v1/stock', [
      {
        id: uuid('policy stock'),
        name: 'ERP',
        decision: 'non_identity',
        precedence: 1,
        include: [erp],
        created_at: days(now, -300),
      },
    ]),
    accessApp(anyTokenApp, 'Partner prices', 'partner.shop.example/v1/prices', [
      {
        id: uuid('policy prices'),
        name: 'Any machine',
        decision: 'non_identity',
        precedence: 1,
        include: [erp, { any_valid_service_token: {} }],
      },
    ]),
  ];
}

type SelfHosted = Extract<AccessApp, { destinations?: unknown; domain: string }>;

function accessApp(id: string, name: string, domain: string, policies: SelfHosted['policies'] & {}): AccessApp {
  return {
    id,
    name,
    domain,
    type: 'self_hosted',
    destinations: [{ type: 'public', uri: domain }],
    policies,
    session_duration: '24h',
  };
}

function serviceToken(
  id: string,
  name: string,
  duration: string,
  expires_at: string,
  now: number,
): AccountState['serviceTokens'][number] {
  const seen = { created_at: days(now, -300), updated_at: days(now, -100), last_seen_at: days(now, -1) };
  return { id, name, client_id: `${hexId(id)}.access`, duration, expires_at, enabled: true, ...seen };
}

function apiTokens(accountId: string, zoneId: string, now: number): ApiToken[] {
  const token = (id: string, name: string, groups: string[], resource: string, differences: ApiToken): ApiToken => ({
    id,
    name,
    status: 'active',
    issued_on: days(now, -200),
    modified_on: days(now, -100),
    last_used_on: days(now, -1),
    expires_on: days(now, 90),
    condition: { request_ip: { in: ['203.0.113.0/24'] } },
    policies: [
      {
        id: hexId(`policy ${name}`),
        effect: 'allow',
        permission_groups: groups.map((group) => ({ id: hexId(`group ${group}`), name: group })),
        resources: { [resource]: '*' },
      },
    ],
    ...differences,
  });
  const {
    expires_on: _,
    condition: __,
    ...endless
  } = token(
    ACCOUNT_IDS.endlessToken,
    'ci deploy',
    ['Workers Scripts Write'],
    `com.cloudflare.api.account.${accountId}`,
    {},
  );
  return [
    endless,
    token(
      ACCOUNT_IDS.broadToken,
      'terraform',
      ['Zone WAF Write', 'Account API Tokens Write'],
      'com.cloudflare.api.account.zone.*',
      {},
    ),
    token(ACCOUNT_IDS.staleToken, 'old report', ['Analytics Read'], `com.cloudflare.api.account.zone.${zoneId}`, {
      last_used_on: days(now, -150),
    }),
  ];
}

/** One customer read the order of another. */
function bolaScan(): BolaScan {
  return {
    id: uuid('scan shop'),
    scan_type: 'bola',
    status: 'finished',
    target_environment_id: uuid('target shop'),
    report: {
      report_schema_version: 'v1',
      report: {
        summary: { verdict: 'warning' },
        tests: [
          {
            verdict: 'warning',
            steps: [
              {
                request: {
                  method: 'GET',
                  url: 'https://api.shop.example/v1/orders/1001',
                  credential_set: { id: uuid('credentials shop'), role: 'attacker' },
                  header_names: ['authorization'],
                  variable_captures: [],
                },
                assertions: [
                  {
                    description: 'a stranger is refused',
                    kind: { type: 'http_status_within_range', parameters: { min: 400, max: 499 } },
                    observed: 200,
                    outcome: 'fail',
                  },
                ],
              },
            ],
          },
        ],
      },
    },
  };
}
