import { expect, test } from 'vitest';
import check from '../../../src/checks/input/body-not-inspected.ts';
import { findingsOf, NEW_ORDER, OPERATIONS, operation, saidOf, unreadable, zone } from '../../support/zone.ts';

const FAIL = [`fail medium: ${NEW_ORDER}`];
const document = (requestBody: unknown, more: object = {}) => ({
  schemas: [
    {
      schemaId: 'sch-1',
      name: 'shop.json',
      validationEnabled: true,
      source: JSON.stringify({
        openapi: '3.0.3',
        info: { title: 'shop', version: '1' },
        servers: [{ url: 'https://api.shop.example' }],
        paths: { '/v1/orders': { post: { requestBody }, get: { requestBody } } },
        ...more,
      }),
    },
  ],
});
const content = (...types: string[]) => ({ content: Object.fromEntries(types.map((type) => [type, {}])) });

test.each([
  ['JSON', content('application/json'), []],
  ['JSON, with a parameter', content('Application/JSON; charset=utf-8'), []],
  ['no body', undefined, []],
  ['anything', content('*/*'), FAIL],
  ['any application type', content('application/*'), FAIL],
  ['JSON or a form', content('application/json', 'application/x-www-form-urlencoded'), FAIL],
  ['another kind of JSON, which is not validated', content('application/problem+json'), FAIL],
  ['a type that only begins like it', content('application/json-seq'), FAIL],
  ['types that every object has', content('__proto__', 'constructor'), FAIL],
  ['nonsense', { content: ['*/*'] }, []],
])('a schema that allows %s', (_, requestBody, said) => {
  expect(saidOf(check, zone({ sections: document(requestBody) }))).toEqual(said);
});

test('a body that stands elsewhere in the document is found there', () => {
  const said = (name: string, requestBodies: object) =>
    saidOf(
      check,
      zone({ sections: document({ $ref: `#/components/requestBodies/${name}` }, { components: { requestBodies } }) }),
    );
  expect(said('Order', { Order: content('*/*') })).toEqual(FAIL);
  expect(said('a~1b', { 'a/b': { $ref: '#/components/requestBodies/Order' }, Order: content('*/*') })).toEqual(FAIL);
  expect(said('Order', { Order: { $ref: '#/components/requestBodies/Order' } })).toEqual([]);
  expect(said('constructor', {})).toEqual([]);
});

test('what it allows is said', () => {
  const sections = document(content('application/json', 'text/plain', 'multipart/form-data'));
  expect(findingsOf(check, zone({ sections }))[0]?.evidence).toEqual({
    contentTypes: ['text/plain', 'multipart/form-data'],
  });
});

test('only the schema that validates the endpoint counts', () => {
  const schemaInfo = { activeSchema: { id: 'learned' }, mitigationAction: 'block' };
  const operations = OPERATIONS.map((row) => (row.operationId === 'op-new-order' ? { ...row, schemaInfo } : row));
  expect(saidOf(check, zone({ sections: { ...document(content('*/*')), operations } }))).toEqual([]);
});

test('a document that was not read whole may allow anything', () => {
  const unread = { schemas: [{ schemaId: 'sch-1', name: 'shop.json', validationEnabled: true, source: null }] };
  const operations = [operation('op-new-order', 'POST', '/v1/orders'), operation('op-products', 'GET', '/v1/products')];
  expect(saidOf(check, zone({ sections: { ...unread, operations } }))).toEqual([
    `unknown not_understood: ${NEW_ORDER}`,
  ]);
  expect(saidOf(check, zone({ sections: { schemas: unreadable('no_permission') } }))).toEqual([
    'unknown no_permission',
  ]);
});
