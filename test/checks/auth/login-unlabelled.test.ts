import { expect, test } from 'vitest';
import check from '../../../src/checks/auth/login-unlabelled.ts';
import { OPERATIONS, operation, saidOf, zone } from '../../support/zone.ts';

test.each([
  ['POST', '/v1/oauth/token', ['fail medium: POST api.shop.example/v1/oauth/token']],
  ['PUT', '/v1/password-reset', ['fail medium: PUT api.shop.example/v1/password-reset']],
  ['GET', '/v1/oauth/token', []],
  ['POST', '/v1/tokens-of-appreciation', []],
])('%s %s without a label', (method, path, said) => {
  const operations = [...OPERATIONS, operation('op-x', method, path)];
  expect(saidOf(check, zone({ sections: { operations } }))).toEqual(said);
});

test('a zone in which no managed label can be set is not asked', () => {
  const operations = [...OPERATIONS, operation('op-x', 'POST', '/v1/token')];
  const labels = [{ name: 'owner-shop', source: 'user' as const, operations: 1 }];
  expect(saidOf(check, zone({ sections: { operations, labels } }))).toEqual([]);
});
