import { expect, test } from 'vitest';
import check from '../../../src/checks/input/sensitive-response.ts';
import { remediationItems } from '../../../src/remediation/items.ts';
import {
  FEED,
  findingsOf,
  LOGIN,
  NEW_ORDER,
  OPERATIONS,
  ORDER,
  operation,
  PRODUCTS,
  rule,
  saidOf,
  unreadable,
  zone,
} from '../../support/zone.ts';

const SDD = 'e22d83c647c64a3eae91b71b499d988e';
const ALL = [FEED, LOGIN, NEW_ORDER, ORDER, PRODUCTS].sort();
const looking = (expression: string, actionParameters: object = { id: SDD }, more: object = {}) =>
  rule('sdd', 'execute', expression, { actionParameters, ...more });
const labelled = {
  operations: [...OPERATIONS, operation('op-x', 'GET', '/v1/x', { labels: ['cf-risk-sensitive', 'mobile'] })],
};

test('an endpoint whose responses were found to hold sensitive data', () => {
  expect(saidOf(check, zone({ sections: labelled }))).toEqual(['fail high: GET api.shop.example/v1/x']);
  expect(saidOf(check, zone({ plan: 'business', sections: labelled }))).toEqual([
    'fail high: GET api.shop.example/v1/x',
  ]);
});

test('a label that is counted and shown on no endpoint leaves open which', () => {
  const labels = [{ name: 'cf-risk-sensitive', source: 'managed' as const, operations: 2 }];
  expect(saidOf(check, zone({ sections: { labels } }))).toEqual(['unknown not_understood']);
});

const other = rule('other', 'execute', 'true', { actionParameters: { id: 'another' } });
test.each([
  ['for everything', [looking('true')], []],
  ['for some requests', [looking('ip.src ne 192.0.2.1')], []],
  ['for one host', [looking('http.host eq "api.shop.example"')], [`fail low: ${FEED}`]],
  ['and switched off', [looking('true', undefined, { enabled: false }), other], [`fail low: ${ALL.join(', ')}`]],
  [
    'and overridden to off',
    [looking('true', { id: SDD, overrides: { enabled: false } })],
    [`fail low: ${ALL.join(', ')}`],
  ],
  ['for what we cannot read', [looking('http.host like "x"')], [`unknown not_understood: ${ALL.join(', ')}`]],
])('the ruleset executed %s', (_, rules, said) => {
  expect(saidOf(check, zone({ sections: { responseRules: { rules } } }))).toEqual(said);
});

test.each([
  ['has it executed', { rules: [looking('true')] }, []],
  ['has nothing executed', {}, [`fail low: ${ALL.join(', ')}`]],
  ['was not read', null, ['unknown failed']],
])('a zone that looks at nothing, while its account %s', (_, account, said) => {
  expect(saidOf(check, zone({ sections: { responseRules: { rules: [], account } } }))).toEqual(said);
});

test('below Enterprise there is no such ruleset to miss, and what was not read is not missed', () => {
  expect(saidOf(check, zone({ plan: 'business', sections: { responseRules: { rules: [] } } }))).toEqual([]);
  expect(saidOf(check, zone({ sections: { responseRules: unreadable('not_entitled') } }))).toEqual([]);
  expect(saidOf(check, zone({ sections: { responseRules: unreadable('failed') } }))).toEqual(['unknown failed']);
});

test('what was found is work in the application; that nothing looks is put right at the edge at once', () => {
  const snapshot = zone({ sections: { ...labelled, responseRules: { rules: [], account: {} } } });
  const found = findingsOf(check, snapshot);
  expect(found.map(({ severity, evidenceKind }) => [severity, evidenceKind]).sort()).toEqual([
    ['high', 'indicated'],
    ['low', 'provable'],
  ]);
  expect(remediationItems(found, [], 'enterprise').map(({ title, decision }) => [title, decision])).toEqual([
    ['Responses hold sensitive data', 'fix-at-origin'],
    ['Nothing looks for sensitive data in responses', 'enforce-now'],
  ]);
});
