import { expect, test } from 'vitest';
import check from '../../../src/checks/inventory/no-fallthrough-rule.ts';
import { operation, rule, saidOf, unreadable, zone } from '../../support/zone.ts';

const FELL = 'cf.api_gateway.fallthrough_detected';
const rules = (...expressions: string[]) => ({
  customRules: { rules: expressions.map((expression, at) => rule(`f${at}`, 'log', expression)) },
});
const FAIL = ['fail medium: host:api.shop.example'];
const partner = `http.host eq "partner.shop.example" and ${FELL}`;

test.each([
  ['for one host', rules(partner), FAIL],
  ['for both by an older field', rules('cf.api_gateway.fallthrough_triggered'), []],
  ['for the paths of the API', rules(partner, `starts_with(http.request.uri.path, "/v1/orders") and ${FELL}`), []],
  ['for writes', rules(partner, `http.request.method eq "POST" and ${FELL}`), []],
  ['for what did match', rules(partner, `http.host eq "api.shop.example" and not ${FELL}`), FAIL],
  [
    'we cannot read',
    rules(partner, `http.host like "api" and ${FELL}`),
    ['unknown not_understood: host:api.shop.example'],
  ],
  ['on a plan without API Shield', { sessionIdentifiers: unreadable('not_entitled'), ...rules() }, ['not_entitled']],
])('a rule %s', (_, sections, said) => {
  expect(saidOf(check, zone({ sections }))).toEqual(said);
});

test('a rule for one of the hosts that a variable stands for is one', () => {
  const operations = [operation('op', 'GET', '/v1/a', { host: '{hostVar1}.eu.shop.example' })];
  const sections = { operations, ...rules(`http.host eq "a.eu.shop.example" and ${FELL}`) };
  expect(saidOf(check, zone({ sections })).filter((line) => line.includes('hostVar'))).toEqual([]);
});
