import { expect, test } from 'vitest';
import check from '../../../src/checks/machine/jwt-key-rotation.ts';
import { saidOf, zone } from '../../support/zone.ts';

const keys = (count: number) => Array.from({ length: count }, (_, index) => ({ kid: `k${index}`, alg: 'ES256' }));
const A_YEAR_AGO = '2025-11-24T09:00:00Z';
const LONGER_AGO = '2025-11-23T09:00:00Z';

test.each([
  ['two keys, changed a year ago', 2, A_YEAR_AGO, []],
  ['two keys, changed longer ago', 2, LONGER_AGO, ['fail low: jwt-config:c']],
  ['one key, changed last month', 1, '2026-10-24T00:00:00Z', ['fail low: jwt-config:c']],
  ['one key, changed longer ago', 1, LONGER_AGO, ['fail medium: jwt-config:c']],
  ['one key, and no date', 1, null, ['fail low: jwt-config:c']],
  ['two keys, and no date', 2, null, ['unknown not_understood: jwt-config:c']],
  ['no key that we were told of', 0, A_YEAR_AGO, ['unknown not_understood: jwt-config:c']],
])('%s', (_, count, lastUpdated, said) => {
  expect(saidOf(check, zone({ sections: { jwtConfigs: [{ id: 'c', keys: keys(count), lastUpdated }] } }))).toEqual(
    said,
  );
});

test('a secret that was rotated is for another check to say', () => {
  const jwtConfigs = [{ id: 'c', keys: [{ alg: 'HS256' }, { alg: 'HS256' }], lastUpdated: '2026-11-01T00:00:00Z' }];
  expect(saidOf(check, zone({ sections: { jwtConfigs } }))).toEqual([]);
});
