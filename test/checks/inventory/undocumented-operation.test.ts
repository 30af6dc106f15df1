import { expect, test } from 'vitest';
import check from '../../../src/checks/inventory/undocumented-operation.ts';
import { findingsOf, OPERATIONS, operation, saidOf, zone } from '../../support/zone.ts';

const unnamed = operation('op-new', 'POST', '/v1/refunds', { schemaInfo: { activeSchema: null } });
const operations = [...OPERATIONS, unnamed];

function document(rest: object): string {
  return JSON.stringify({ openapi: '3.0.3', info: { title: 'Shop' }, ...rest });
}

test('a write that no document describes', () => {
  expect(saidOf(check, zone({ sections: { operations } }))).toEqual(['fail high: POST api.shop.example/v1/refunds']);
});

test('an operation whose active schema was uploaded is described, though its path is not found', () => {
  const described = operation('op-new', 'POST', '/v1/refunds');
  expect(saidOf(check, zone({ sections: { operations: [...OPERATIONS, described] } }))).toEqual([]);
});

test('with no document at all it is one finding of medium severity that carries every saved operation', () => {
  const bare = OPERATIONS.map((row) => ({ ...row, schemaInfo: null }));
  const [finding, ...more] = findingsOf(check, zone({ sections: { operations: bare, schemas: [] } }));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ outcome: 'fail', severity: 'medium', title: 'No API document was uploaded at all' });
  expect(finding?.subjects).toHaveLength(OPERATIONS.length);
});

test.each([
  ['was not read', null],
  ['is not an API document', 'once upon a time'],
  ['names no host', document({ servers: [{ url: '/v1' }], paths: { '/refunds': { post: {} } } })],
  [
    'refers to another document',
    document({
      servers: [{ url: 'https://api.shop.example' }],
      paths: { '/v1/refunds': { $ref: 'refunds.json' }, '/v1/orders': { get: {} } },
    }),
  ],
])('a schema whose text %s may describe anything', (_, source) => {
  const schemas = [{ schemaId: 'sch-1', name: 'shop.json', source }];
  expect(saidOf(check, zone({ sections: { operations, schemas } }))).toEqual(['unknown not_understood']);
});

test('a torn list of schemas proves no absence', () => {
  const certificates = [{ list: 'schemas', pages: 2, rows: 1, reported: 2, duplicates: 0, drift: 1, complete: false }];
  expect(saidOf(check, zone({ certificates, sections: { operations } }))).toEqual(['unknown torn']);
});
