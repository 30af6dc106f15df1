import { expect, test } from 'vitest';
import check from '../../../src/checks/inventory/no-owner-label.ts';
import { OPERATIONS, operation, saidOf, zone } from '../../support/zone.ts';

test.each([
  [['owner-payments'], []],
  [['team_payments'], []],
  [['Team:payments'], []],
  [['owner=payments'], []],
  [['ownership'], ['fail low: GET api.shop.example/v1/new']],
  [['cf-log-in'], ['fail low: GET api.shop.example/v1/new']],
  [[], ['fail low: GET api.shop.example/v1/new']],
])('an operation labelled %j', (labels, said) => {
  const operations = [...OPERATIONS, operation('op-new', 'GET', '/v1/new', { labels })];
  expect(saidOf(check, zone({ sections: { operations } }))).toEqual(said);
});

test('operations that show no labels while labels are in use prove nothing', () => {
  const operations = OPERATIONS.map((row) => ({ ...row, labels: [] }));
  expect(saidOf(check, zone({ sections: { operations } }))).toEqual(['unknown not_understood']);
});
