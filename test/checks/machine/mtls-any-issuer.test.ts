import { expect, test } from 'vitest';
import check from '../../../src/checks/machine/mtls-any-issuer.ts';
import { FEED, findingsOf, rule, saidOf, unreadable, zone } from '../../support/zone.ts';

const PARTNER = 'http.host eq "partner.shop.example"';
const NONE = 'not cf.tls_client_auth.cert_verified';
const NOT_OURS = 'cf.tls_client_auth.cert_issuer_ski ne "A5"';
const FAIL = ['fail medium: rule:http_request_firewall_custom/m'];
const rules = (...more: object[]) => ({ customRules: { rules: more as ReturnType<typeof rule>[] } });

test.each([
  ['asks for any certificate', rules(rule('m', 'block', `${PARTNER} and ${NONE}`)), FAIL],
  ['only logs that there is none', rules(rule('m', 'log', `${PARTNER} and ${NONE}`)), FAIL],
  ['names the issuer', rules(rule('m', 'block', `${PARTNER} and (${NONE} or ${NOT_OURS})`)), []],
  [
    'names the certificate',
    rules(rule('m', 'block', `${PARTNER} and (${NONE} or cf.tls_client_auth.cert_fingerprint_sha256 ne "ab")`)),
    [],
  ],
  [
    'names a subject, which any authority may write',
    rules(rule('m', 'block', `${PARTNER} and (${NONE} or cf.tls_client_auth.cert_subject_dn ne "CN=acme")`)),
    FAIL,
  ],
  [
    'leaves the issuer to another rule',
    rules(rule('m', 'block', `${PARTNER} and ${NONE}`), rule('i', 'block', `${PARTNER} and ${NOT_OURS}`)),
    [],
  ],
  [
    'leaves it to a rule that only logs',
    rules(rule('m', 'block', `${PARTNER} and ${NONE}`), rule('i', 'log', `${PARTNER} and ${NOT_OURS}`)),
    FAIL,
  ],
  [
    'leaves it to a rule for another host',
    rules(rule('m', 'block', `${PARTNER} and ${NONE}`), rule('i', 'block', `http.host eq "x.example" and ${NOT_OURS}`)),
    FAIL,
  ],
  [
    'may leave it to a rule that is not understood',
    rules(rule('m', 'block', `${PARTNER} and ${NONE}`), rule('i', 'block', `http.host like "p" and ${NOT_OURS}`)),
    ['unknown not_understood: rule:http_request_firewall_custom/m'],
  ],
  ['is for a host that asks for none', rules(rule('m', 'block', `http.host eq "x.example" and ${NONE}`)), []],
  ['is switched off', rules(rule('m', 'block', `${PARTNER} and ${NONE}`, { enabled: false })), []],
])('a rule that %s', (_, sections, said) => {
  expect(saidOf(check, zone({ sections }))).toEqual(said);
});

test('with two authorities for one host it weighs more, with two for two hosts it does not', () => {
  const any = rules(rule('m', 'block', NONE));
  const both = [{ hostnames: ['partner.shop.example'] }, { authorityId: 'ca-1', hostnames: ['partner.shop.example'] }];
  const apart = [{ hostnames: ['partner.shop.example'] }, { authorityId: 'ca-1', hostnames: ['b2b.shop.example'] }];
  expect(findingsOf(check, zone({ sections: { ...any, mtlsHosts: both } }))).toMatchObject([
    { severity: 'high', evidence: { hosts: ['partner.shop.example'], authorities: 2 }, touches: [FEED] },
  ]);
  expect(findingsOf(check, zone({ sections: { ...any, mtlsHosts: apart } }))).toMatchObject([{ severity: 'medium' }]);
});

test('the issuer may be named in account rules that were not read', () => {
  const sections = { ...rules(rule('m', 'block', NONE)), accountRulesets: unreadable('failed') };
  expect(saidOf(check, zone({ sections }))).toEqual(['unknown failed']);
});
