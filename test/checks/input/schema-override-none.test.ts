import { expect, test } from 'vitest';
import check from '../../../src/checks/input/schema-override-none.ts';
import { saidOf, zone } from '../../support/zone.ts';

test.each([
  ['none', ['fail high: zone:shop.example']],
  [null, []],
])('a zone whose override is %s', (overrideAction, said) => {
  expect(saidOf(check, zone({ sections: { schemaSettings: { overrideAction } } }))).toEqual(said);
});
