import { expect, test } from 'vitest';
import check from '../../../src/checks/inventory/over-broad-template.ts';
import { OPERATIONS, operation, saidOf, zone } from '../../support/zone.ts';

test.each([
  ['/{var1}', true],
  ['/{var1}/{var2}', true],
  ['/{var1}/', true],
  ['/v1/{var1}', true],
  ['/api/v2.1/{var1}/{var2}', true],
  ['/orders/{var1}', false],
  ['/v1/{var1}/orders', false],
  ['/vendors/{var1}', false],
  ['/v1', false],
  ['/', false],
])('%s', (path, fails) => {
  const operations = [...OPERATIONS, operation('op-x', 'GET', path)];
  expect(saidOf(check, zone({ sections: { operations } }))).toEqual(
    fails ? [`fail medium: GET api.shop.example${path}`] : [],
  );
});

test('what was only discovered is no template that anybody saved', () => {
  const discovery = [
    { id: 'd', method: 'GET', host: 'api.shop.example', endpoint: '/{var1}', state: 'review' as const },
  ];
  expect(saidOf(check, zone({ sections: { discovery } }))).toEqual([]);
});
