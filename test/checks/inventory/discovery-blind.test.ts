import { expect, test } from 'vitest';
import check from '../../../src/checks/inventory/discovery-blind.ts';
import { saidOf, unreadable, zone } from '../../support/zone.ts';

test.each([
  ['not_entitled', ['not_entitled: zone:shop.example']],
  ['no_permission', ['unknown no_permission']],
  ['failed', ['unknown failed']],
] as const)('a zone whose discovery is %s', (state, said) => {
  expect(saidOf(check, zone({ sections: { discovery: unreadable(state) } }))).toEqual(said);
});
