import { expect, test } from 'vitest';
import check from '../../../src/checks/input/waf-skip-on-api.ts';
import { CUSTOM, findingsOf, LOGIN, rule, saidOf, zone } from '../../support/zone.ts';

const FAIL = ['fail high: rule:http_request_firewall_custom/skip'];
const MANAGED = { phases: ['http_request_firewall_managed'] };
const skip = (expression: string, actionParameters: object, more: object = {}) =>
  zone({
    sections: {
      customRules: { rules: [...CUSTOM.rules, rule('skip', 'skip', expression, { actionParameters, ...more })] },
    },
  });

test.each([
  ['for every request', 'true', MANAGED, FAIL],
  ['of limits, for one endpoint', 'http.request.uri.path eq "/v1/login"', { phases: ['http_ratelimit'] }, FAIL],
  ['of the current ruleset', 'http.host eq "api.shop.example"', { ruleset: 'current' }, FAIL],
  ['of the old firewall', 'true', { products: ['waf'] }, FAIL],
  ['of another product', 'true', { products: ['bic'] }, []],
  ['for whoever calls himself a load test', 'http.user_agent contains "load-test"', MANAGED, FAIL],
  ['for one address under such a name', 'http.user_agent contains "x" and ip.src eq 192.0.2.7', MANAGED, []],
  ['for one address', 'ip.src eq 192.0.2.7', MANAGED, []],
  ['for a list of partners', 'ip.src in $partners', MANAGED, []],
  ['for holders of a certificate', 'cf.tls_client_auth.cert_verified', MANAGED, []],
  ['for another host', 'http.host eq "www.shop.example"', MANAGED, []],
  [
    'in words we do not know',
    'http.host like "api"',
    MANAGED,
    ['unknown not_understood: rule:http_request_firewall_custom/skip'],
  ],
])('a skip %s', (_, expression, parameters, said) => {
  expect(saidOf(check, skip(expression, parameters))).toEqual(said);
});

test('a name that anybody may send opens the rules where a path is rewritten, too', () => {
  const rewrites = [{ action: 'rewrite', expression: 'http.request.uri.path eq "/old"', path: { value: '/v1/login' } }];
  const rules = [...CUSTOM.rules, rule('skip', 'skip', 'http.user_agent contains "x"', { actionParameters: MANAGED })];
  const urlNormalization = { type: 'cloudflare', scope: 'both', rewrites };
  expect(saidOf(check, zone({ sections: { customRules: { rules }, urlNormalization } }))).toEqual(FAIL);
});

test('a skip rule that is switched off skips nothing', () => {
  expect(saidOf(check, skip('true', MANAGED, { enabled: false }))).toEqual([]);
});

test('the finding names the endpoints it lays open, and keeps its id while they change', () => {
  const [narrow] = findingsOf(check, skip('http.request.uri.path eq "/v1/login"', MANAGED));
  const [wide] = findingsOf(check, skip('true', MANAGED));
  expect(narrow?.touches).toEqual([LOGIN]);
  expect(wide?.touches).toHaveLength(5);
  expect(wide?.id).toBe(narrow?.id);
});
