import { expect, test } from 'vitest';
import check from '../../../src/checks/input/learned-available.ts';
import { OPERATIONS, operation, saidOf, zone } from '../../support/zone.ts';

const with_ = (labels: string[], activeSchema: { id: string } | null) => ({
  operations: [
    ...OPERATIONS,
    operation('op-x', 'GET', '/v1/x', { labels, schemaInfo: { activeSchema, mitigationAction: null } }),
  ],
});

test.each([
  ['labelled', ['cf-risk-missing-schema'], null, ['fail low: GET api.shop.example/v1/x']],
  ['labelled yesterday, and a schema is active today', ['cf-risk-missing-schema'], { id: 'sch-2' }, []],
  ['without a schema, and nothing was learned', [], null, []],
  ['labelled by people', ['missing-schema'], null, []],
])('an endpoint that is %s', (_, labels, activeSchema, said) => {
  expect(saidOf(check, zone({ sections: with_(labels, activeSchema) }))).toEqual(said);
});

test('a label that is counted and shown on no endpoint leaves open which', () => {
  const labels = [{ name: 'cf-risk-missing-schema', source: 'managed' as const, operations: 2 }];
  expect(saidOf(check, zone({ sections: { labels } }))).toEqual(['unknown not_understood']);
});
