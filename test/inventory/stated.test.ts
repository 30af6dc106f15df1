import { expect, test } from 'vitest';
import { isAuthEndpoint, isLogin, isSensitive } from '../../src/inventory/classify.ts';
import type { Sensitivity } from '../../src/inventory/endpoint.ts';
import { reconcile } from '../../src/inventory/reconcile.ts';
import { withStated } from '../../src/inventory/stated.ts';

function said(method: string, endpoint: string, sensitivity?: Sensitivity) {
  const saved = [{ operationId: 'op', method, host: 'api.example', endpoint, labels: [] }];
  const inventory = reconcile({ saved, discovered: [], documented: [] });
  const reason = 'said by a person, for api.example/**';
  const found = withStated(inventory, () => sensitivity && { sensitivity: { value: sensitivity, reason } });
  const [one] = found.endpoints;
  if (!one) throw new Error('no endpoint');
  return { isAuth: isAuthEndpoint(one), isLogin: isLogin(one), isSensitive: isSensitive(one) };
}

test('a path that only sounds like a login is none once somebody says so', () => {
  expect(said('POST', '/v1/token-report')).toEqual({ isAuth: true, isLogin: false, isSensitive: true });
  expect(said('POST', '/v1/sign-in-statistics', 'search')).toEqual({
    isAuth: false,
    isLogin: false,
    isSensitive: false,
  });
});

test('a login whose path does not tell is judged as one, and personal data that are read are sensitive', () => {
  expect(said('POST', '/v1/session')).toMatchObject({ isAuth: false });
  expect(said('POST', '/v1/session', 'auth')).toMatchObject({ isAuth: true, isSensitive: true });
  expect(said('GET', '/v1/feed')).toMatchObject({ isSensitive: false });
  expect(said('GET', '/v1/feed', 'personal')).toMatchObject({ isSensitive: true });
});
