import { expect, test } from 'vitest';
import check from '../../../src/checks/machine/mtls-host-unenforced.ts';
import { rule, saidOf, unreadable, zone } from '../../support/zone.ts';

const FAIL = ['fail high: host:partner.shop.example'];
const rules = (action: string, expression: string, more: object = {}) => ({
  customRules: { rules: [rule('m', action, expression, more)] },
});
const PARTNER = 'http.host eq "partner.shop.example"';

test.each([
  ['no rule', { customRules: { rules: [] } }, FAIL],
  ['a rule for its host', rules('block', `${PARTNER} and not cf.tls_client_auth.cert_verified`), []],
  [
    'a rule that also knows revocation',
    rules('block', `${PARTNER} and (not cf.tls_client_auth.cert_verified or cf.tls_client_auth.cert_revoked)`),
    [],
  ],
  ['a rule in log mode', rules('log', `${PARTNER} and not cf.tls_client_auth.cert_verified`), FAIL],
  [
    'a rule that is switched off',
    rules('block', `${PARTNER} and not cf.tls_client_auth.cert_verified`, { enabled: false }),
    FAIL,
  ],
  [
    'a rule for another host',
    rules('block', 'http.host eq "api.shop.example" and not cf.tls_client_auth.cert_verified'),
    FAIL,
  ],
  ['a rule the wrong way round', rules('block', `${PARTNER} and cf.tls_client_auth.cert_verified`), FAIL],
  [
    'a rule we cannot read',
    rules('block', 'http.host like "partner" and not cf.tls_client_auth.cert_verified'),
    ['unknown not_understood: host:partner.shop.example'],
  ],
  [
    'account rules that were not read',
    { customRules: { rules: [] }, accountRulesets: unreadable('failed') },
    ['unknown failed'],
  ],
  [
    'a rule for the paths of a host of which no endpoint is known',
    {
      mtlsHosts: [{ hostnames: ['Old.shop.example'] }],
      ...rules('block', 'starts_with(http.request.uri.path, "/api/") and not cf.tls_client_auth.cert_verified'),
    },
    [],
  ],
  [
    'a star, and a rule for one host below it',
    {
      mtlsHosts: [{ hostnames: ['*.shop.example'] }],
      ...rules('block', `${PARTNER} and not cf.tls_client_auth.cert_verified`),
    },
    [],
  ],
  [
    'a star, and no rule',
    { mtlsHosts: [{ hostnames: ['*.shop.example'] }], customRules: { rules: [] } },
    ['fail high: host:*.shop.example'],
  ],
  ['no host that asks for one', { customRules: { rules: [] }, mtlsHosts: [{ hostnames: [] }] }, []],
])('%s', (_, sections, said) => {
  expect(saidOf(check, zone({ sections }))).toEqual(said);
});
