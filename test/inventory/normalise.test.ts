import fc from 'fast-check';
import { expect, test } from 'vitest';
import { locate } from '../../src/inventory/locate.ts';
import { normaliseHost, normalisePath } from '../../src/inventory/normalise.ts';

test.each([
  ['', '/'],
  ['/', '/'],
  ['/v1/users', '/v1/users'],
  ['v1/users', '/v1/users'],
  ['/v1/users/', '/v1/users/'],
  ['/V1/Users', '/V1/Users'],
  ['/v1/%75sers', '/v1/users'],
  ['/v1/a%2fb', '/v1/a%2Fb'],
  ['/v1/./users/../teams', '/v1/teams'],
  ['/v1/users/..', '/v1/'],
  ['/../../etc', '/etc'],
  ['/v1/%2e%2e/teams', '/teams'],
  ['//v1///users', '/v1/users'],
  ['/v1\\users', '/v1/users'],
  ['/v1/users?page=2', '/v1/users'],
  ['/v1/a b', '/v1/a%20b'],
  ['/v1/é', '/v1/%C3%A9'],
  ['/v1/100%', '/v1/100%25'],
  ['/v1/<b>`x`', '/v1/%3Cb%3E%60x%60'],
  ['/users/{id}/orders/{orderId}', '/users/{var1}/orders/{var2}'],
  ['/users/{var7}', '/users/{var1}'],
  ['/files/{name}.json', '/files/{var1}'],
  ['/odd/{open', '/odd/%7Bopen'],
])('the path %j becomes %j', (path, expected) => {
  expect(normalisePath(path)).toBe(expected);
  expect(normalisePath(expected)).toBe(expected);
});

test.each([
  ['API.Example.COM', 'api.example.com'],
  ['api.example.com.', 'api.example.com'],
  ['api.example.com:8443', 'api.example.com'],
  ['{region}.Example.com', '{hostVar1}.example.com'],
  ['bücher.example', 'xn--bcher-kva.example'],
])('the host %j becomes %j', (host, expected) => {
  expect(normaliseHost(host)).toBe(expected);
});

test('two spellings of one endpoint have one key', () => {
  expect(locate('post', 'API.example.com', '/v1//users/{id}').key).toBe('POST api.example.com/v1/users/{var1}');
});

test('whatever text comes in, what goes out is a path, safe to show, and stays as it is', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom('/', '.', '..', '%2e', '%', '%2', '{a}', '{', '}', '\\', 'a', '\n', '%41', '\u202e', '?'))
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(hostile, (text) => {
      const path = normalisePath(text);
      expect(path).toMatch(/^\/[!-~]*$/);
      expect(path).not.toMatch(/\/\/|\/\.\.?(\/|$)/);
      expect(normalisePath(path)).toBe(path);
    }),
    { numRuns: 1000 },
  );
});
