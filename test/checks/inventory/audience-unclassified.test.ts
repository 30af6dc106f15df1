import { expect, test } from 'vitest';
import check from '../../../src/checks/inventory/audience-unclassified.ts';
import { LOGIN, OPERATIONS, operation, PRODUCTS, saidOf, zone } from '../../support/zone.ts';

const labelled = (...labels: string[]) => ({
  operations: [...OPERATIONS, operation('op-x', 'GET', '/v1/x', { labels })],
});

test.each([
  ['no label at all', [], true],
  ['an owner only', ['owner-shop'], true],
  ['a label of Cloudflare that sounds like one', ['cf-public'], true],
  ['a word that only begins like one', ['publications'], true],
  ['an audience', ['internal'], false],
  ['an audience, with a prefix and in capitals', ['Audience-Partner'], false],
])('an endpoint with %s', (_, labels, fails) => {
  const said = saidOf(check, zone({ sections: labelled(...labels) }));
  expect(said).toEqual(fails ? ['fail low: GET api.shop.example/v1/x'] : []);
});

test('more than a fifth without one weigh more, exactly a fifth do not', () => {
  const without = (...ids: string[]) =>
    OPERATIONS.map((row) => (ids.includes(row.operationId) ? { ...row, labels: ['owner-shop'] } : row));
  expect(saidOf(check, zone({ sections: { operations: without('op-products') } }))).toEqual([`fail low: ${PRODUCTS}`]);
  expect(saidOf(check, zone({ sections: { operations: without('op-products', 'op-login') } }))).toEqual([
    `fail medium: ${PRODUCTS}, ${LOGIN}`,
  ]);
});

test('a word in the path is a guess: only a label settles it', () => {
  const operations = [...OPERATIONS, operation('op-p', 'GET', '/public/x', { labels: [] })];
  expect(saidOf(check, zone({ sections: { operations } }))).toEqual(['fail low: GET api.shop.example/public/x']);
});

test('where Cloudflare does not tell which endpoint carries which label, nobody is blamed', () => {
  const operations = OPERATIONS.map((row) => ({ ...row, labels: [] }));
  const labels = [{ name: 'public', source: 'user' as const, operations: 5 }];
  expect(saidOf(check, zone({ sections: { operations, labels } }))).toEqual(['unknown not_understood']);
});

test('what was only discovered cannot be labelled yet, and is another finding', () => {
  const discovery = [
    { id: 'd', method: 'GET', host: 'api.shop.example', endpoint: '/v1/new', state: 'review' as const },
  ];
  expect(saidOf(check, zone({ sections: { discovery } }))).toEqual([]);
});
