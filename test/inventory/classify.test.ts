import { expect, test } from 'vitest';
import { audienceOf, exposureOf, isAuthEndpoint, isSensitive, sensitivityOf } from '../../src/inventory/classify.ts';

const at = (line: string, ...labels: string[]) => {
  const [method = '', host = '', path = ''] = /^(\S+) ([^/]+)(.*)$/.exec(line)?.slice(1) ?? [];
  return { method, host, path, labels };
};

test.each([
  'POST a.example/login',
  'POST a.example/Log-In',
  'PUT a.example/v1/sign_up',
  'PATCH a.example/users/{var1}/reset-password',
  'POST a.example/oauth/access_token',
  'POST a.example/2fa',
  'POST a.example/password-forgot/now',
  'POST a.example/SSO',
])('%s is an auth endpoint', (line) => {
  expect(isAuthEndpoint(at(line))).toBe(true);
});

test.each([
  'GET a.example/login',
  'DELETE a.example/token',
  'POST a.example/blogin',
  'POST a.example/tokens',
  'POST a.example/{token}',
  'POST a.example/presets',
  'POST a.example/orders',
])('%s is none', (line) => {
  expect(isAuthEndpoint(at(line))).toBe(false);
});

test.each(['cf-log-in', 'cf-sign-up', 'cf-password-reset'])('the label %s makes any endpoint one', (label) => {
  expect(isAuthEndpoint(at('GET a.example/x', label))).toBe(true);
});

test.each([
  [at('POST a.example/login'), 'auth', '"login" in the path'],
  [at('POST a.example/oauth/token'), 'token', '"token" in the path'],
  [at('GET a.example/x', 'cf-log-in'), 'auth', 'labelled cf-log-in'],
  [at('GET a.example/x', 'cf-purchase'), 'payment', 'labelled cf-purchase'],
  [at('GET a.example/x', 'cf-risk-sensitive'), 'personal', 'labelled cf-risk-sensitive'],
  [at('GET a.example/customers/{var1}/invoices'), 'payment', '"invoices" in the path'],
  [at('GET a.example/userProfile'), 'personal', '"user" in the path'],
  [at('GET a.example/products/search'), 'search', '"search" in the path'],
  [at('POST a.example/search'), 'search', '"search" in the path'],
  [at('DELETE a.example/search'), 'write', 'DELETE requests'],
  [at('POST a.example/things'), 'write', 'POST requests'],
  [at('GET a.example/{users}'), 'read', 'GET requests'],
] as const)('%j is about %s: %s', (endpoint, value, reason) => {
  expect(sensitivityOf(endpoint)).toEqual({ value, reason });
});

test.each([
  [at('GET api.example/x', 'internal'), 'internal', 1],
  [at('GET api.example/x', 'audience:partner'), 'partner', 3],
  [at('GET partner-api.example/x', 'Public'), 'public', 4],
  [at('GET api.example/x', 'internal', 'mobile'), 'mobile', 4],
  [at('GET mobile.example/x'), 'mobile', 4],
  [at('GET partner-api.example/x'), 'partner', 3],
  [at('GET api.example/internal/x'), 'internal', 1],
  [at('GET api.example/x', 'cf-public'), null, 4],
  [at('GET api.example/x'), null, 4],
] as const)('%j is meant for %s', (endpoint, audience, exposure) => {
  expect(audienceOf(endpoint).value).toBe(audience);
  expect(exposureOf(audienceOf(endpoint).value)).toBe(exposure);
});

test('what writes is sensitive, and what a label says is', () => {
  expect(isSensitive(at('DELETE a.example/x'))).toBe(true);
  expect(isSensitive(at('GET a.example/x', 'cf-llm'))).toBe(true);
  expect(isSensitive(at('GET a.example/users'))).toBe(false);
});
