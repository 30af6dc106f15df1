/** The requests that show what a control does: each was replayed by the evaluator before it is given. */
import { expect, test } from 'vitest';
import type { ControlName } from '../../../src/checks/controls/control.ts';
import { createJudge } from '../../../src/checks/controls/judge-controls.ts';
import { whyNoRequest } from '../../../src/checks/controls/setting-witness.ts';
import { inventoryOf } from '../../../src/checks/inventory-of.ts';
import {
  CUSTOM,
  FEED,
  LOGIN,
  LOGIN_LIMIT,
  limit,
  MANAGED,
  OPERATIONS,
  ORDER,
  operation,
  rule,
  zone,
} from '../../support/zone.ts';

type Sections = NonNullable<Parameters<typeof zone>[0]>['sections'];

function witness(name: ControlName, key: string, sections: Sections = {}) {
  const snapshot = zone({ sections });
  const endpoint = inventoryOf(snapshot, []).endpoints.find((each) => each.key === key);
  if (!endpoint) throw new Error(`there is no ${key}`);
  const judge = createJudge(snapshot);
  const found = judge.witness(endpoint, name);
  return { verdict: judge.controls(endpoint)[name]?.verdict, ...found };
}
const skip = (id: string, expression: string, actionParameters: object = { ruleset: 'current' }) =>
  rule(id, 'skip', expression, { actionParameters });
const skipped = (...rules: object[]): Sections => ({
  customRules: { rules: [...(rules as (typeof CUSTOM)['rules']), ...CUSTOM.rules] },
});

test('what is covered is shown by a request that is stopped, and by which rule', () => {
  expect(witness('rate-limit', LOGIN)).toEqual({
    verdict: 'covered',
    method: 'POST',
    url: 'https://api.shop.example/v1/login',
    fields: {},
    because: 'stopped by rule:http_ratelimit/login past 10 such requests in 60 s',
  });
  expect(witness('mtls', FEED)).toMatchObject({
    verdict: 'covered',
    fields: { 'cf.tls_client_auth.cert_verified': false },
    because: 'stopped by rule:http_request_firewall_custom/partner-certificate',
  });
  expect(witness('leaked-credentials', LOGIN)).toMatchObject({
    fields: { 'cf.waf.credential_check.password_leaked': true },
  });
  expect(witness('bots', ORDER)).toMatchObject({
    url: 'https://api.shop.example/v1/orders/1',
    fields: { 'cf.bot_management.score': 1, 'cf.bot_management.verified_bot': false },
  });
  expect(witness('waf-managed', ORDER)).toMatchObject({
    because: 'looked at by rule:http_request_firewall_managed/managed',
  });
});

test('a rule in log mode stops nothing, and its witness says so', () => {
  const rateLimits = { rules: [{ ...LOGIN_LIMIT, action: 'log' }] };
  expect(witness('rate-limit', LOGIN, { rateLimits }).because).toMatch(/^logged by rule:http_ratelimit\/login/);
});

test.each([
  ['ip.src in {192.0.2.0/24}', { 'ip.src': '192.0.2.1' }],
  ['ip.src in $partners', { 'ip.src in $partners': true }],
  ['http.user_agent contains "monitor"', { 'http.user_agent': 'monitor' }],
  ['any(http.request.headers["x-partner"][*] eq "acme")', { 'http.request.headers': { 'x-partner': ['acme'] } }],
  ['cf.bot_management.score gt 50', { 'cf.bot_management.score': 51 }],
])('a skip rule for %s is a way past a rate limit', (expression, fields) => {
  const sections = skipped(skip('partners', expression, { phases: ['http_ratelimit'] }));
  expect(witness('rate-limit', LOGIN, sections)).toEqual({
    verdict: 'bypassable',
    method: 'POST',
    url: 'https://api.shop.example/v1/login',
    fields,
    because: 'rule:http_request_firewall_custom/partners lets it past rule:http_ratelimit/login',
  });
});

test('the way past a certificate is not a certificate: the request has none, and a skip rule lets it through', () => {
  expect(witness('mtls', FEED, skipped(skip('health', 'http.request.uri contains "?health"')))).toMatchObject({
    verdict: 'bypassable',
    url: expect.stringContaining('?health'),
    fields: { 'cf.tls_client_auth.cert_verified': false },
  });
});

test('a rule that asks for more than its purpose is escaped by what it does not ask for', () => {
  const rateLimits = { rules: [limit('curl', 'http.request.uri.path eq "/v1/login" and ip.src.country eq "DE"')] };
  expect(witness('rate-limit', LOGIN, { rateLimits })).toMatchObject({
    verdict: 'bypassable',
    fields: { 'ip.src.country': 'US' },
    because: 'rule:http_ratelimit/curl does not apply to it',
  });
});

test('several rules that each leave something out are escaped together, or not at all', () => {
  const rateLimits = (...countries: string[]) => ({
    rules: countries.map((set) => limit(set, `http.request.uri.path eq "/v1/login" and ${set}`)),
  });
  const both = rateLimits('ip.src.country eq "DE"', 'ip.src.country eq "US"');
  expect(witness('rate-limit', LOGIN, { rateLimits: both }).fields).toEqual({ 'ip.src.country': 'BR' });
  const all = rateLimits('ip.src.country eq "DE"', 'ip.src.country ne "DE"');
  expect(witness('rate-limit', LOGIN, { rateLimits: all }).url).toBeUndefined();
});

test('a skip that comes later, or reaches another phase, is no way past', () => {
  const rules = [...CUSTOM.rules, skip('late', 'ip.src eq 192.0.2.1')];
  expect(witness('mtls', FEED, { customRules: { rules } }).verdict).toBe('covered');
  const elsewhere = skipped(skip('elsewhere', 'ip.src eq 192.0.2.1', { phases: ['http_request_sbfm'] }));
  expect(witness('rate-limit', LOGIN, elsewhere)).toMatchObject({ verdict: 'covered', fields: {} });
});

test('a condition of which no example can be written down has no witness', () => {
  const sections = skipped(skip('hash', 'sha256(http.user_agent) eq "a"', { phases: ['http_ratelimit'] }));
  expect(witness('rate-limit', LOGIN, sections)).toEqual({ verdict: 'bypassable' });
});

test('what a setting does is shown too, by a request that it meets', () => {
  expect(witness('schema', LOGIN)).toMatchObject({
    url: 'https://api.shop.example/v1/login',
    fields: { 'cf.schema_validation.uploaded.violated': true },
    because: 'stopped by schema validation',
  });
  const bots = { product: 'super-business', definitelyAutomated: 'block' } as const;
  expect(witness('bots', LOGIN, { bots, customRules: { rules: [] } })).toMatchObject({
    fields: { 'cf.bot_management.score': 1, 'cf.bot_management.verified_bot': false },
    because: 'stopped by the bot settings of the zone',
  });
});

const app = (destination: string, decision: string): Sections => ({
  accessApps: [{ id: 'app', type: 'self_hosted', destinations: [destination], policies: [{ decision }] }],
});

test('an application of Access is shown by whom it asks, and by what lies beside it', () => {
  expect(witness('access', ORDER, app('api.shop.example/v1/orders', 'allow'))).toMatchObject({
    verdict: 'covered',
    url: 'https://api.shop.example/v1/orders/1',
    because: 'asked to log in by access-app:app',
  });
  expect(witness('access', ORDER, app('api.shop.example/v1/orders/7', 'allow'))).toMatchObject({
    verdict: 'bypassable',
    url: expect.not.stringMatching(/orders\/7$/),
    because: 'access-app:app is in front of a part of its requests, and not of this one',
  });
  // who may pass unasked is somebody, and nothing that a request says
  expect(witness('access', ORDER, app('api.shop.example/v1/orders', 'bypass'))).toEqual({ verdict: 'bypassable' });
});

const filtered = (key: string, operator: string, value: string, more: object = {}): Sections => ({
  logpushZone: [
    {
      id: '1',
      dataset: 'http_requests',
      enabled: true,
      filter: JSON.stringify({ where: { key, operator, value } }),
      ...more,
    },
  ],
});

test('a log job is shown by what it writes down, and by what its filter leaves out', () => {
  expect(witness('logging', ORDER)).toMatchObject({ verdict: 'covered', because: 'written down by logpush:1' });
  expect(witness('logging', ORDER, filtered('ClientRequestPath', 'startsWith', '/v1/orders/7'))).toMatchObject({
    verdict: 'bypassable',
    url: expect.not.stringMatching(/orders\/7/),
    because: 'the filter of logpush:1 leaves it out',
  });
  const sampled = filtered('ClientRequestPath', 'startsWith', '/v1/', { sampleRate: 0.1 });
  expect(witness('logging', ORDER, sampled)).toEqual({ verdict: 'bypassable' });
});

test.each([
  ['access', 'bypassable', 'A policy lets some callers past it.'],
  ['logging', 'bypassable', 'Which requests are left out is decided by chance'],
  ['rate-limit', 'covered', 'No request could be written down'],
] as const)('where none can be shown of %s that is %s, it is said why', (name, verdict, words) => {
  expect(whyNoRequest(name, { verdict, mode: 'enforce', rules: ['x'] })).toContain(words);
});

test('what is not there, or nobody knows, has none', () => {
  expect(witness('access', LOGIN)).toEqual({ verdict: 'uncovered' });
  const rateLimits = { rules: [limit('odd', 'some.new.field eq "x"')] };
  expect(witness('rate-limit', LOGIN, { rateLimits })).toEqual({ verdict: 'unknown' });
});

test('a token that is only looked at where there is one lets a request without any pass', () => {
  const jwtRule = (expression: string): Sections => ({
    operations: [...OPERATIONS, operation('op-me', 'GET', '/v1/me')],
    jwtRules: [
      {
        id: 'r1',
        enabled: true,
        action: 'block',
        expression,
        selector: { include: [{ host: ['api.shop.example'] }], exclude: [] },
      },
    ],
  });
  const me = 'GET api.shop.example/v1/me';
  expect(witness('jwt', me, jwtRule('is_jwt_valid("t") or not is_jwt_present("t")'))).toMatchObject({
    verdict: 'bypassable',
    fields: { 'is_jwt_present()': false, 'is_jwt_valid()': false },
    because: 'jwt-rule:r1 lets it pass without a token',
  });
  expect(witness('jwt', me, jwtRule('is_jwt_valid("t")'))).toMatchObject({
    verdict: 'covered',
    because: 'stopped by jwt-rule:r1',
  });
});

test('an execute rule that leaves requests out is escaped by one of those', () => {
  const managedRules = { rules: [{ ...MANAGED, expression: 'not ip.src in {203.0.113.0/24}' }] };
  expect(witness('waf-managed', ORDER, { managedRules })).toMatchObject({ fields: { 'ip.src': '203.0.113.1' } });
});
