import { expect, test } from 'vitest';
import { OpenApiError, readOpenApi } from '../../src/inventory/openapi.ts';

const document = (more: object) => ({
  openapi: '3.0.3',
  info: { title: 'Shop' },
  servers: [{ url: 'https://api.example.com/v1' }],
  paths: {},
  ...more,
});
const lines = (value: unknown, hosts: string[] = []) =>
  readOpenApi(value, 'shop.yaml', hosts).operations.map(
    ({ method, host, path, credential }) => `${method} ${host}${path}${credential ? ` ${credential}` : ''}`,
  );

test('operations stand under the path of their server', () => {
  expect(
    lines(document({ paths: { '/users/{id}': { get: {}, delete: {}, parameters: [], summary: 'A user' } } })),
  ).toEqual(['GET api.example.com/v1/users/{id}', 'DELETE api.example.com/v1/users/{id}']);
});

test('servers of a path or of an operation replace those of the document', () => {
  const own = [{ url: 'https://other.example.com' }];
  expect(
    lines(document({ paths: { '/a': { servers: own, get: {} }, '/b': { get: { servers: own }, post: {} } } })),
  ).toEqual(['GET other.example.com/a', 'GET other.example.com/b', 'POST api.example.com/v1/b']);
});

test('a server variable stands for each of its values', () => {
  const servers = [
    {
      url: 'https://{region}.example.com/{base}',
      variables: { region: { default: 'eu', enum: ['eu', 'us'] }, base: { default: 'v2' } },
    },
  ];
  expect(lines(document({ servers, paths: { '/a': { get: {} } } }))).toEqual([
    'GET eu.example.com/v2/a',
    'GET us.example.com/v2/a',
  ]);
});

test('a server without a host takes the hosts it is given, and without any the operation is left out and named', () => {
  const relative = document({ servers: [{ url: '/v1' }], paths: { '/a': { get: {} } } });
  expect(lines(relative, ['api.example.com'])).toEqual(['GET api.example.com/v1/a']);
  expect(readOpenApi(relative, 'shop.yaml').skipped).toEqual(['GET "/a": no server names its host']);
});

test.each([
  [{ type: 'apiKey', in: 'header', name: 'x-key' }, 'api-key'],
  [{ type: 'apiKey', in: 'cookie', name: 'sid' }, 'session'],
  [{ type: 'http', scheme: 'Bearer' }, 'bearer'],
  [{ type: 'http', scheme: 'basic' }, 'basic'],
  [{ type: 'oauth2', flows: {} }, 'oauth2'],
  [{ type: 'openIdConnect', openIdConnectUrl: 'https://id.example.com' }, 'openid'],
  [{ type: 'mutualTLS' }, 'mtls'],
])('the scheme %j asks for %s', (scheme, credential) => {
  const value = document({
    components: { securitySchemes: { one: scheme } },
    security: [{ one: [] }],
    paths: { '/a': { get: {} }, '/b': { get: { security: [] } }, '/c': { get: { security: [{ one: [] }, {}] } } },
  });
  expect(lines(value)).toEqual([
    `GET api.example.com/v1/a ${credential}`,
    'GET api.example.com/v1/b none',
    'GET api.example.com/v1/c none',
  ]);
});

test('what the document does not say of credentials is not said', () => {
  expect(lines(document({ security: [{ missing: [] }], paths: { '/a': { get: {} } } }))).toEqual([
    'GET api.example.com/v1/a',
  ]);
});

test('Swagger 2 is read too', () => {
  const swagger = {
    swagger: '2.0',
    host: 'api.example.com',
    basePath: '/v1/',
    securityDefinitions: { key: { type: 'apiKey', in: 'header', name: 'x-key' } },
    security: [{ key: [] }],
    paths: { '/a': { get: {} } },
  };
  expect(lines(swagger)).toEqual(['GET api.example.com/v1/a api-key']);
});

test('references are followed within the document, never out of it, and never for ever', () => {
  const paths = {
    '/a': { $ref: '#/components/pathItems/shared' },
    '/b': { $ref: 'https://evil.example/b.yaml' },
    '/c': { $ref: '#/paths/~1c' },
    '/d': { $ref: '#/paths/toString' },
  };
  const reading = readOpenApi(document({ paths, components: { pathItems: { shared: { get: {} } } } }), 'shop.yaml');
  expect(reading.operations.map(({ path }) => path)).toEqual(['/v1/a']);
  expect(reading.skipped).toEqual([
    '"/b": references to other documents are not followed',
    '"/c": the references go round in circles',
    '"/d": it refers to nothing in the document',
  ]);
});

test.each([
  [null, 'It is not an OpenAPI document'],
  [[], 'It is not an OpenAPI document'],
  [{}, 'neither "openapi" nor "swagger"'],
  [{ openapi: '4.0' }, 'At "openapi"'],
  [document({ paths: { '/a': { get: 7 } } }), 'At "paths > /a > get"'],
  [document({ paths: { [`/${'a'.repeat(5000)}`]: { get: {} } } }), 'At "paths > /aaa'],
])('%# is refused in words', (value, message) => {
  expect(() => readOpenApi(value, 'shop.yaml')).toThrow(OpenApiError);
  expect(() => readOpenApi(value, 'shop.yaml')).toThrow(message);
});
