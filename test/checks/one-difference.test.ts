import { describe, expect, test } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import {
  CUSTOM,
  FEED,
  JOBS,
  LOGIN,
  LOGIN_LIMIT,
  limit,
  MANAGED,
  NEW_ORDER,
  OPERATIONS,
  ORDER,
  operation,
  rule,
  saidOf,
  unreadable,
  zone,
} from '../support/zone.ts';

type Sections = NonNullable<NonNullable<Parameters<typeof zone>[0]>['sections']>;
type Row = [string, Sections, string[]];

const plus = (...more: object[]): Sections => ({ operations: [...OPERATIONS, ...(more as typeof OPERATIONS)] });
const custom = (...more: object[]): Sections => ({
  customRules: { rules: [...CUSTOM.rules, ...(more as (typeof CUSTOM)['rules'])] },
});
const limits = (...rules: object[]): Sections => ({ rateLimits: { rules: rules as (typeof LOGIN_LIMIT)[] } });
const managed = (overrides: object): Sections => ({
  managedRules: { rules: [{ ...MANAGED, actionParameters: { ...MANAGED.actionParameters, overrides } }] },
});
const jwt = (more: object): Sections => ({
  jwtRules: [
    {
      id: 'j',
      action: 'block',
      expression: 'is_jwt_valid("c1")',
      selector: { include: [{ host: ['api.shop.example'] }] },
      ...more,
    },
  ],
});
const app = (more: object) => ({
  id: 'app',
  type: 'self_hosted',
  destinations: ['api.shop.example'],
  policies: [{ decision: 'allow', include: [{ type: 'email' }] }],
  ...more,
});
const token = (more: object): Sections => ({
  apiTokens: [
    {
      id: 't',
      status: 'active',
      issuedOn: '2026-11-01T00:00:00Z',
      expiresOn: '2027-01-01T00:00:00Z',
      lastUsedOn: '2026-11-23T00:00:00Z',
      ...more,
    },
  ],
});
const writes = (group: string, ...resources: string[]) =>
  token({ policies: [{ effect: 'allow', permissionGroups: [group], resources }] });
const job = (more: object): Sections => ({
  logpushZone: [
    { ...JOBS[0], id: '1', ...more },
    { ...JOBS[1], id: '2' },
  ],
});
const ignored = { id: 'd', method: 'GET', host: 'api.shop.example', endpoint: '/v1/old', state: 'ignored' as const };
const ip = (target: string, value: string, mode = 'whitelist'): Sections => ({
  ipAccessRules: [{ id: 'ip', mode, target, value }],
});
const threshold = (suggestedThreshold: number) =>
  plus(operation('op-x', 'GET', '/v1/x', { thresholds: { suggestedThreshold, periodSeconds: 600 } }));
const FILTER = (operator: string, value: string) =>
  JSON.stringify({ where: { key: 'ClientRequestHost', operator, value } });
const CARTS = 'DELETE api.shop.example/v1/carts/{var1}';
const document = (path: string) =>
  JSON.stringify({
    openapi: '3.0.3',
    info: { title: 'x', version: '1' },
    servers: [{ url: 'https://api.shop.example' }],
    paths: { [path]: { get: {} } },
  });

const TABLE: Record<string, Row[]> = {
  'inventory.shadow-ignored': [
    ['with traffic', { discovery: [{ ...ignored, requests: 2 }] }, ['fail medium: GET api.shop.example/v1/old']],
    [
      'that changes something',
      { discovery: [{ ...ignored, method: 'PUT', requests: 2 }] },
      ['fail high: PUT api.shop.example/v1/old'],
    ],
    ['without traffic', { discovery: [{ ...ignored, requests: 0 }] }, []],
    [
      'saved under the host it stands for',
      { discovery: [{ ...ignored, host: '{hostVar1}.shop.example', endpoint: '/v1/products', requests: 2 }] },
      [],
    ],
  ],
  'inventory.documented-not-observed': [
    [
      'a path nobody saved',
      { schemas: [{ schemaId: 's', name: 'x', source: document('/v1/old') }] },
      ['fail low: GET api.shop.example/v1/old'],
    ],
    [
      'an administrative one',
      { schemas: [{ schemaId: 's', name: 'x', source: document('/admin/old') }] },
      ['fail medium: GET api.shop.example/admin/old'],
    ],
    ['one that was saved', { schemas: [{ schemaId: 's', name: 'x', source: document('/v1/products') }] }, []],
  ],
  'inventory.zombie-endpoint': [
    [
      'labelled',
      plus(operation('op-z', 'GET', '/v0/z', { labels: ['cf-risk-zombie'] })),
      ['fail medium: GET api.shop.example/v0/z'],
    ],
    [
      'counted, and not named',
      { labels: [{ name: 'cf-risk-zombie', source: 'managed', operations: 1 }] },
      ['unknown not_understood'],
    ],
  ],
  'inventory.no-fallthrough-rule': [
    ['no rule', { customRules: { rules: [] } }, ['fail medium: host:api.shop.example, host:partner.shop.example']],
    [
      'for one host',
      {
        customRules: {
          rules: [rule('f', 'log', 'http.host eq "api.shop.example" and cf.api_gateway.fallthrough_detected')],
        },
      },
      ['fail medium: host:partner.shop.example'],
    ],
    ['account not read', { customRules: { rules: [] }, accountRulesets: unreadable('failed') }, ['unknown failed']],
  ],
  'auth.access-bypass': [
    ['bypass', { accessApps: [app({ policies: [{ decision: 'bypass' }] })] }, ['fail high: access-app:app']],
    [
      'everyone',
      { accessApps: [app({ policies: [{ decision: 'allow', include: [{ type: 'everyone' }] }] })] },
      ['fail high: access-app:app'],
    ],
    [
      'everyone with a certificate',
      {
        accessApps: [
          app({
            policies: [{ decision: 'allow', include: [{ type: 'everyone' }], require: [{ type: 'certificate' }] }],
          }),
        ],
      },
      [],
    ],
    [
      'bypass on a page',
      { accessApps: [app({ destinations: ['www.shop.example'], policies: [{ decision: 'bypass' }] })] },
      [],
    ],
  ],
  'auth.jwt-optional': [
    [
      'absent tokens pass',
      jwt({ expression: 'is_jwt_valid("c1") or not is_jwt_present("c1")' }),
      ['fail medium: jwt-rule:j'],
    ],
    ['a valid token is wanted', jwt({}), []],
    ['switched off', jwt({ enabled: false, expression: 'not is_jwt_present("c1")' }), []],
  ],
  'auth.jwt-excluded-operation': [
    [
      'a write',
      jwt({ selector: { include: [{ host: ['api.shop.example'] }], exclude: [{ operationIds: ['op-new-order'] }] } }),
      [`fail high: ${NEW_ORDER}`],
    ],
    [
      'the login',
      jwt({ selector: { include: [{ host: ['api.shop.example'] }], exclude: [{ operationIds: ['op-login'] }] } }),
      [],
    ],
  ],
  'auth.jwt-config-unused': [
    ['no rule', { jwtConfigs: [{ id: 'c1' }] }, ['fail medium: jwt-config:c1']],
    ['a JWT rule', { jwtConfigs: [{ id: 'c1' }], ...jwt({}) }, []],
    [
      'a custom rule',
      { jwtConfigs: [{ id: 'c1' }], ...custom(rule('r', 'block', 'not has_key(http.request.jwt.claims, "c1")')) },
      [],
    ],
    [
      'account not read',
      { jwtConfigs: [{ id: 'c1' }], accountRulesets: unreadable('no_permission') },
      ['unknown no_permission'],
    ],
  ],
  'auth.plaintext-transport': [
    ['plain', { tlsSettings: { alwaysUseHttps: 'off', minTlsVersion: '1.2' } }, ['fail medium: zone:shop.example']],
    ['old', { tlsSettings: { alwaysUseHttps: 'on', minTlsVersion: '1.0' } }, ['fail medium: zone:shop.example']],
    ['newest', { tlsSettings: { alwaysUseHttps: 'on', minTlsVersion: '1.3' } }, []],
  ],
  'authz.bola-scan-finding': [
    [
      'a saved operation',
      {
        bolaScans: [
          {
            id: 's',
            verdict: 'warning',
            zoneTag: 'z1',
            requests: [{ method: 'GET', url: 'https://api.shop.example/v1/orders/7' }],
          },
        ],
      },
      [`fail critical: ${ORDER}`],
    ],
    [
      'something else',
      {
        bolaScans: [
          { id: 's', verdict: 'warning', zoneTag: 'z1', requests: [{ method: 'GET', url: 'not an address' }] },
        ],
      },
      ['fail critical: zone:shop.example'],
    ],
    ['of another zone', { bolaScans: [{ id: 's', verdict: 'warning', zoneTag: 'z9' }] }, []],
  ],
  'authz.bola-never-tested': [
    ['no scan', { bolaScans: [] }, ['fail medium: zone:shop.example']],
    [
      'a scan that failed',
      { bolaScans: [{ id: 's', status: 'failed', zoneTag: 'z1' }] },
      ['fail medium: zone:shop.example'],
    ],
    [
      'a scan of another zone',
      { bolaScans: [{ id: 's', status: 'finished', zoneTag: 'z9' }] },
      ['fail medium: zone:shop.example'],
    ],
  ],
  'authz.admin-function-exposed': [
    ['a deletion', plus(operation('op-d', 'DELETE', '/v1/carts/{var1}')), [`fail high: ${CARTS}`]],
    ['behind Access', { ...plus(operation('op-d', 'DELETE', '/v1/carts/{var1}')), accessApps: [app({})] }, []],
    [
      'by a claim',
      {
        ...plus(operation('op-d', 'DELETE', '/v1/carts/{var1}')),
        ...custom(
          rule('c', 'block', 'http.request.method eq "DELETE" and not any(http.request.jwt.claims["c"][*] eq "admin")'),
        ),
      },
      [],
    ],
    [
      'Access not read',
      { ...plus(operation('op-d', 'DELETE', '/v1/carts/{var1}')), accessApps: unreadable('no_permission') },
      ['unknown no_permission'],
    ],
    [
      'a word of a name in capitals',
      plus(operation('op-d', 'GET', '/v1/adminUsers')),
      ['fail high: GET api.shop.example/v1/adminUsers'],
    ],
    ['a file', plus(operation('op-d', 'GET', '/admin.php')), ['fail high: GET api.shop.example/admin.php']],
    ['a word that only looks like it', plus(operation('op-d', 'GET', '/v1/administration-fees')), []],
  ],
  'input.schema-disabled': [
    ['off', { schemas: [{ schemaId: 's', name: 'x', validationEnabled: false }] }, ['fail medium: schema:s']],
  ],
  'input.schema-log-only': [
    [
      'by setting',
      {
        operations: OPERATIONS.map((row) => ({
          ...row,
          schemaInfo: { activeSchema: {}, mitigationAction: row.operationId === 'op-feed' ? 'log' : 'block' },
        })),
      },
      [`fail low: ${FEED}`],
    ],
    [
      'by an old rule',
      custom(rule('v', 'log', 'cf.schema_validation.uploaded.violated', { lastUpdated: '2026-09-01T00:00:00Z' })),
      ['fail medium: rule:http_request_firewall_custom/v'],
    ],
    [
      'by a new rule',
      custom(rule('v', 'log', 'cf.schema_validation.uploaded.violated')),
      ['fail low: rule:http_request_firewall_custom/v'],
    ],
    ['it blocks', custom(rule('v', 'block', 'cf.schema_validation.uploaded.violated')), []],
  ],
  'input.managed-weakened': [
    ['off', managed({ enabled: false }), ['fail high: rule:http_request_firewall_managed/managed']],
    ['log', managed({ action: 'log' }), ['fail high: rule:http_request_firewall_managed/managed']],
    [
      'a category',
      managed({ categories: [{ category: 'wordpress', enabled: false }] }),
      ['fail medium: rule:http_request_firewall_managed/managed'],
    ],
    [
      'a rule',
      managed({ rules: [{ id: 'r', action: 'log' }] }),
      ['fail low: rule:http_request_firewall_managed/managed'],
    ],
    ['sharpened', managed({ action: 'block' }), []],
  ],
  'input.execute-excludes-api': [
    [
      'a host',
      { managedRules: { rules: [{ ...MANAGED, expression: 'http.host ne "partner.shop.example"' }] } },
      ['fail high: rule:http_request_firewall_managed/managed'],
    ],
    [
      'that another rule covers',
      {
        managedRules: {
          rules: [
            { ...MANAGED, expression: 'http.host ne "partner.shop.example"' },
            { ...MANAGED, id: 'two', ref: 'two', expression: 'http.host eq "partner.shop.example"' },
          ],
        },
      },
      [],
    ],
    ['a page', { managedRules: { rules: [{ ...MANAGED, expression: 'http.host ne "www.shop.example"' }] } }, []],
  ],
  'input.url-normalization-off': [
    ['none', { urlNormalization: { type: 'cloudflare', scope: 'none' } }, ['fail medium: zone:shop.example']],
  ],
  'abuse.write-search-unlimited': [
    ['a search', plus(operation('op-s', 'GET', '/v1/search')), ['fail medium: GET api.shop.example/v1/search']],
    ['a read', plus(operation('op-s', 'GET', '/v1/pages')), []],
    ['a login is another finding', limits(limit('orders', 'http.request.uri.path eq "/v1/orders"')), []],
  ],
  'abuse.limit-vs-suggested': [
    [
      'three times as wide',
      { ...threshold(30), ...limits(limit('x', 'http.request.uri.path eq "/v1/x"')) },
      ['fail medium: GET api.shop.example/v1/x'],
    ],
    ['twice as wide', { ...threshold(50), ...limits(limit('x', 'http.request.uri.path eq "/v1/x"')) }, []],
    [
      'not counted per session',
      {
        ...threshold(30),
        ...limits(
          limit('x', 'http.request.uri.path eq "/v1/x"', {
            ratelimit: { characteristics: ['ip.src'], period: 60, requestsPerPeriod: 10 },
          }),
        ),
      },
      [],
    ],
  ],
  'abuse.ip-only-counter': [
    [
      'another rule counts sessions',
      limits(
        { ...LOGIN_LIMIT, ratelimit: { characteristics: ['cf.colo.id', 'ip.src'] } },
        limit('x', 'http.request.uri.path eq "/v1/x"'),
      ),
      [`fail medium: ${LOGIN}`],
    ],
    [
      'nothing else is known to be available',
      limits({ ...LOGIN_LIMIT, ratelimit: { characteristics: ['cf.colo.id', 'ip.src'] } }),
      [],
    ],
  ],
  'abuse.bots-not-scored': [
    ['no rule', { customRules: { rules: [] } }, ['fail high: zone:shop.example']],
    ['account not read', { customRules: { rules: [] }, accountRulesets: unreadable('failed') }, ['unknown failed']],
  ],
  'abuse.challenge-on-api': [
    [
      'a rule',
      custom(rule('c', 'js_challenge', 'http.host eq "api.shop.example"')),
      ['fail medium: rule:http_request_firewall_custom/c'],
    ],
    ['a rule for a page', custom(rule('c', 'js_challenge', 'http.host eq "www.shop.example"')), []],
    [
      'a setting',
      { bots: { product: 'super-pro', definitelyAutomated: 'managed_challenge' } },
      ['fail medium: zone:shop.example'],
    ],
  ],
  'abuse.allowlist-bypass': [
    ['a /16', ip('ip_range', '10.1.0.0/16'), ['fail medium: ip-access:ip']],
    ['a /17', ip('ip_range', '10.1.0.0/17'), []],
    ['an IPv6 /32', ip('ip_range', '2001:db8::/32'), ['fail medium: ip-access:ip']],
    ['an IPv6 /48', ip('ip_range', '2001:db8::/48'), []],
    ['a cloud', ip('asn', 'AS16509'), ['fail high: ip-access:ip']],
    ['a country', ip('country', 'XX'), ['fail medium: ip-access:ip']],
    ['one address', ip('ip', '192.0.2.1'), []],
    ['a block', ip('asn', 'AS16509', 'block'), []],
  ],
  'machine.mtls-no-revocation': [
    [
      'not asked',
      { customRules: { rules: [rule('m', 'block', 'not cf.tls_client_auth.cert_verified')] } },
      ['fail medium: rule:http_request_firewall_custom/m'],
    ],
    [
      'asked by another rule',
      {
        customRules: {
          rules: [
            rule('m', 'block', 'http.host eq "partner.shop.example" and not cf.tls_client_auth.cert_verified'),
            rule('r', 'block', 'cf.tls_client_auth.cert_revoked'),
          ],
        },
      },
      [],
    ],
    [
      'asked by another rule for another host',
      {
        customRules: {
          rules: [
            rule('m', 'block', 'http.host eq "partner.shop.example" and not cf.tls_client_auth.cert_verified'),
            rule('r', 'block', 'http.host eq "api.shop.example" and cf.tls_client_auth.cert_revoked'),
          ],
        },
      },
      ['fail medium: rule:http_request_firewall_custom/m'],
    ],
    [
      'in words we do not know',
      custom(rule('m', 'block', 'http.host like "p" and not cf.tls_client_auth.cert_verified')),
      ['unknown not_understood: rule:http_request_firewall_custom/m'],
    ],
    [
      'and a ruleset was not read',
      custom(
        rule('m', 'block', 'not cf.tls_client_auth.cert_verified'),
        rule('run', 'execute', 'true', { actionParameters: { id: 'rs' } }),
      ),
      ['unknown failed'],
    ],
  ],
  'machine.client-cert-long-lived': [
    [
      'ten years',
      { clientCertificates: [{ id: 'c', status: 'active', expiresOn: '2036-01-01T00:00:00Z', validityDays: 3650 }] },
      ['fail medium: client-cert:c'],
    ],
    [
      '825 days',
      { clientCertificates: [{ id: 'c', status: 'active', expiresOn: '2028-01-01T00:00:00Z', validityDays: 825 }] },
      [],
    ],
  ],
  'machine.service-token-any': [
    [
      'any',
      {
        accessApps: [app({ policies: [{ decision: 'non_identity', include: [{ type: 'any_valid_service_token' }] }] })],
      },
      ['fail high: access-app:app'],
    ],
    [
      'one by name',
      {
        accessApps: [
          app({ policies: [{ decision: 'non_identity', include: [{ type: 'service_token', tokenId: 'st-1' }] }] }),
        ],
      },
      [],
    ],
  ],
  'machine.service-token-shared': [
    [
      'two applications',
      {
        accessApps: ['a', 'b'].map((id) =>
          app({ id, policies: [{ decision: 'non_identity', include: [{ type: 'service_token', tokenId: 'st-1' }] }] }),
        ),
      },
      ['fail medium: service-token:st-1'],
    ],
    [
      'one application',
      {
        accessApps: [
          app({ policies: [{ decision: 'non_identity', include: [{ type: 'service_token', tokenId: 'st-1' }] }] }),
        ],
      },
      [],
    ],
  ],
  'machine.api-token-broad': [
    ['every zone, writing', writes('DNS Write', 'com.cloudflare.api.account.zone.*'), ['fail high: token:t']],
    [
      'every account, making tokens',
      writes('Account API Tokens Write', 'com.cloudflare.api.account.*'),
      ['fail critical: token:t'],
    ],
    ['every zone, reading', writes('DNS Read', 'com.cloudflare.api.account.zone.*'), []],
    ['one zone, writing', writes('DNS Write', 'com.cloudflare.api.account.zone.z1'), []],
  ],
  'machine.api-token-stale': [
    [
      'unused for 100 days',
      token({ issuedOn: '2026-01-01T00:00:00Z', lastUsedOn: '2026-08-10T00:00:00Z' }),
      ['fail medium: token:t'],
    ],
    ['never used, new', token({ lastUsedOn: null }), []],
    ['never used, old', token({ issuedOn: '2026-09-01T00:00:00Z', lastUsedOn: null }), ['fail medium: token:t']],
    [
      'never rolled',
      token({ issuedOn: '2025-01-01T00:00:00Z', modifiedOn: '2025-01-01T00:00:00Z' }),
      ['fail medium: token:t'],
    ],
  ],
  'logging.sampled-or-filtered': [
    ['a tenth', job({ sampleRate: 0.1 }), ['fail medium: logpush:1']],
    ['all', job({ sampleRate: 1 }), []],
    ['attacks left out', job({ filterAttackTraffic: true }), ['fail medium: logpush:1']],
    ['a filter that says nothing', job({ filter: '{"where":{}}' }), ['unknown not_understood: logpush:1']],
    ['a filter on one host of two', job({ filter: FILTER('eq', 'api.shop.example') }), ['fail medium: logpush:1']],
    ['a filter that leaves a page out', job({ filter: FILTER('!eq', 'www.shop.example') }), []],
  ],
  'logging.fields-missing': [
    [
      'one',
      job({ fieldNames: JOBS[0]?.fieldNames.filter((field) => field !== 'ClientIP') }),
      ['fail medium: logpush:1'],
    ],
    [
      'a score the plan does not fill',
      {
        ...job({ fieldNames: JOBS[0]?.fieldNames.filter((field) => field !== 'BotScore') }),
        bots: { product: 'super-pro' },
      },
      [],
    ],
    ['none told', job({ fieldNames: [] }), ['unknown not_understood: logpush:1']],
  ],
  'logging.rule-log-suppressed': [
    [
      'a skip',
      custom(
        rule('s', 'skip', 'ip.src eq 192.0.2.1', {
          logging: { enabled: false },
          actionParameters: { ruleset: 'current' },
        }),
      ),
      ['fail medium: rule:http_request_firewall_custom/s'],
    ],
    [
      'a skip that logs',
      custom(
        rule('s', 'skip', 'ip.src eq 192.0.2.1', {
          logging: { enabled: true },
          actionParameters: { ruleset: 'current' },
        }),
      ),
      [],
    ],
    [
      'a skip for a page',
      custom(rule('s', 'skip', 'http.host eq "www.shop.example"', { logging: { enabled: false } })),
      [],
    ],
  ],
  'logging.security-alert-missing': [
    ['none', { alerts: { policies: [] } }, ['fail high: zone:shop.example']],
    [
      'for another zone',
      {
        alerts: { policies: [{ id: 'p', alertType: 'clickhouse_alert_fw_ent_anomaly', enabled: true, zones: ['z9'] }] },
      },
      ['fail high: zone:shop.example'],
    ],
    [
      'of another plan',
      { alerts: { policies: [{ id: 'p', alertType: 'clickhouse_alert_fw_anomaly', enabled: true }] } },
      ['fail high: zone:shop.example'],
    ],
  ],
  'logging.job-health-alert': [['none', { alerts: { policies: [] } }, ['fail medium: account:a1']]],
  'logging.destination-dead': [
    [
      'failed last',
      {
        alerts: {
          policies: [],
          webhooks: [{ id: 'w', lastSuccess: '2026-01-01T00:00:00Z', lastFailure: '2026-02-01T00:00:00Z' }],
        },
      },
      ['fail medium: webhook:w'],
    ],
    [
      'recovered',
      {
        alerts: {
          policies: [],
          webhooks: [{ id: 'w', lastSuccess: '2026-03-01T00:00:00Z', lastFailure: '2026-02-01T00:00:00Z' }],
        },
      },
      [],
    ],
    [
      'no destination',
      { alerts: { policies: [{ id: 'p', enabled: true, mechanisms: 0 }], webhooks: [] } },
      ['fail medium: alert:p'],
    ],
    ['webhooks not read', { alerts: { policies: [] } }, ['unknown failed']],
  ],
  'logging.audit-export-missing': [['none', { logpushAccount: [] }, ['fail low: account:a1']]],
};

describe.each(Object.entries(TABLE))('%s', (id, rows) => {
  test.each(rows)('%s', (_, sections, said) => {
    const check = checks.find((each) => each.id === id);
    expect(check && saidOf(check, zone({ sections }))).toEqual(said);
  });
});

test('a plan without a security alert is not blamed for having none', () => {
  const check = checks.find(({ id }) => id === 'logging.security-alert-missing');
  expect(check && saidOf(check, zone({ plan: 'pro', sections: { alerts: { policies: [] } } }))).toEqual([]);
});
