import { expect, test } from 'vitest';
import check from '../../../src/checks/input/no-schema.ts';
import { OPERATIONS, operation, saidOf, zone } from '../../support/zone.ts';

test.each([
  ['GET', { activeSchema: null }, 'fail medium: GET api.shop.example/v1/new'],
  ['POST', { activeSchema: null }, 'fail high: POST api.shop.example/v1/new'],
  ['POST', null, 'unknown not_understood: POST api.shop.example/v1/new'],
])('%s with schema information %j', (method, schemaInfo, said) => {
  const operations = [...OPERATIONS, operation('op-new', method, '/v1/new', { schemaInfo })];
  expect(saidOf(check, zone({ sections: { operations } }))).toEqual([said]);
});

test('a write that only holders of a certificate may send is less urgent', () => {
  const host = 'partner.shop.example';
  const operations = [operation('op-new', 'POST', '/v1/new', { host, schemaInfo: { activeSchema: null } })];
  expect(saidOf(check, zone({ sections: { operations } }))).toEqual([`fail medium: POST ${host}/v1/new`]);
});
