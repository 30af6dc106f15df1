import { expect, test } from 'vitest';
import check from '../../../src/checks/abuse/leaked-creds-blind.ts';
import { LOGIN, operation, saidOf, unreadable, zone } from '../../support/zone.ts';

const FAIL = [`fail medium: ${LOGIN}`];
const none = { leakedCredentials: { enabled: true, detections: [] } };
const sending = (...types: string[]) => ({
  schemas: [
    {
      schemaId: 'sch-1',
      name: 'shop.json',
      source: JSON.stringify({
        openapi: '3.0.3',
        info: { title: 'shop', version: '1' },
        servers: [{ url: 'https://api.shop.example' }],
        paths: {
          '/v1/login': { post: { requestBody: { content: Object.fromEntries(types.map((type) => [type, {}])) } } },
        },
      }),
    },
  ],
});

test.each([
  ['nobody described', {}, FAIL],
  ['is JSON', sending('application/json'), FAIL],
  ['is JSON or a form', sending('application/x-www-form-urlencoded', 'application/vnd.shop+json'), FAIL],
  ['is a form', sending('application/x-www-form-urlencoded'), []],
  ['may be described in what was not read', { schemas: unreadable('failed') }, ['unknown failed']],
])('a login whose body %s', (_, sections, said) => {
  expect(saidOf(check, zone({ sections: { ...none, ...sections } }))).toEqual(said);
});

test.each([
  ['a place of its own', { enabled: true, detections: [{ id: 'd' }] }, []],
  ['no place', { enabled: true, detections: [] }, FAIL],
  ['places of which nobody knows', { enabled: true, detections: null }, ['unknown failed']],
  ['no check at all, which is another finding', { enabled: false }, []],
])('with %s', (_, leakedCredentials, said) => {
  expect(saidOf(check, zone({ sections: { leakedCredentials } }))).toEqual(said);
});

test('below Enterprise there are no places to add, which is said', () => {
  expect(saidOf(check, zone({ plan: 'business', sections: none }))).toEqual([`not_entitled: ${LOGIN}`]);
});

test('a label on a request without a body makes it no login that sends JSON', () => {
  const operations = [operation('op-x', 'GET', '/v1/x', { labels: ['cf-log-in', 'mobile'] })];
  expect(saidOf(check, zone({ sections: { ...none, operations, schemas: [] } }))).toEqual([]);
});

test.each([
  ['POST', '/v1/token', false],
  ['POST', '/v1/password/reset', false],
  ['GET', '/v1/sign-in', false],
  ['POST', '/v1/sign_in', true],
])('%s %s shows a password: %s', (method, path, shows) => {
  const sections = { ...none, operations: [operation('op-x', method, path, { labels: ['mobile'] })], schemas: [] };
  expect(saidOf(check, zone({ sections }))).toEqual(shows ? [`fail medium: ${method} api.shop.example${path}`] : []);
});
