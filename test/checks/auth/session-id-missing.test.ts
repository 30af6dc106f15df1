import { expect, test } from 'vitest';
import check from '../../../src/checks/auth/session-id-missing.ts';
import { saidOf, zone } from '../../support/zone.ts';

test('a zone that names no session identifier', () => {
  expect(saidOf(check, zone({ sections: { sessionIdentifiers: [] } }))).toEqual(['fail high: zone:shop.example']);
});
