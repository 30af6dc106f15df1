import { expect, test } from 'vitest';
import check from '../../../src/checks/abuse/leaked-creds-off.ts';
import { operation, saidOf, zone } from '../../support/zone.ts';

test.each([
  [false, ['fail high: zone:shop.example']],
  [null, ['fail high: zone:shop.example']],
  [true, []],
])('a zone with logins whose check is %s', (enabled, said) => {
  expect(saidOf(check, zone({ sections: { leakedCredentials: { enabled } } }))).toEqual(said);
});

test('a zone where nobody logs in', () => {
  const operations = [operation('op', 'GET', '/v1/products')];
  expect(saidOf(check, zone({ sections: { operations, leakedCredentials: { enabled: false } } }))).toEqual([]);
});
