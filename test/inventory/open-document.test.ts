import { describe, expect, test } from 'vitest';
import { refusedByUpload } from '../../src/inventory/cloudflare-upload.ts';
import { openDocument, readDocument } from '../../src/inventory/open-document.ts';

const SHOP = `openapi: 3.0.3
info: { title: Shop }
servers:
  - url: https://api.shop.example/v1
paths:
  /orders/{id}:
    get: {}
`;
const problem = (text: string) => {
  try {
    readDocument(text, 'shop.yaml');
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
  return 'read';
};

describe('what can be read', () => {
  test('JSON and YAML say the same', () => {
    const json = JSON.stringify(openDocument(SHOP));
    expect(readDocument(json, 'shop')).toEqual(readDocument(SHOP, 'shop'));
    expect(readDocument(SHOP, 'shop').operations).toMatchObject([
      { method: 'GET', host: 'api.shop.example', path: '/v1/orders/{id}' },
    ]);
  });

  test.each(['openapi: 3.0.0', 'openapi: 3.1.1', 'openapi: 3.1', 'swagger: 2.0', 'swagger: "2.0"'])('%s', (version) => {
    expect(problem(`${version}\npaths: {}\n`)).toBe('read');
  });
});

describe('a broken file is told its line and what is wrong', () => {
  test.each([
    ['YAML', 'openapi: 3.0.3\npaths:\n  /a: [\n', 'Line 4: Flow sequence in block collection must be'],
    ['a key that stands twice', `${SHOP}paths: {}\n`, 'Line 8: Map keys must be unique'],
    ['JSON', '{\n  "openapi": "3.0.3",\n  "paths": {},,\n}', 'Line 3: this is not JSON.'],
    ['JSON that ends', '{\n  "openapi": "3.0.3"', 'Line 2: this is not JSON.'],
    ['a part of another kind', SHOP.replace('get: {}', 'get: 7'), 'Line 7: At "paths > /orders/{id} > get"'],
    ['a version that does not exist', SHOP.replace('3.0.3', '3.9.0'), 'Line 1: At "openapi": only OpenAPI 3.0 and 3.1'],
    ['another Swagger', 'swagger: "2.5"\n', 'only Swagger 2.0 can be read'],
  ])('%s', (_, text, words) => {
    expect(problem(text)).toContain(words);
  });
});

describe('a file that would cost more than it says is refused', () => {
  test('aliases of aliases', () => {
    const lines = Array.from({ length: 12 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`).join(', ')}]`);
    expect(problem(`a0: &a0 [x]\n${lines.join('\n')}\nopenapi: 3.0.3\n`)).toContain('aliases');
  });

  test.each([
    ['YAML', `openapi: 3.0.3\nx: ${'['.repeat(3000)}${']'.repeat(3000)}\n`],
    ['JSON', `{"openapi": "3.0.3", "x": ${'['.repeat(3000)}${']'.repeat(3000)}}`],
  ])('%s that is nested without end', (_, text) => {
    expect(problem(text)).toContain('nested');
  });

  test('more YAML than can be read while people wait', () => {
    expect(problem(`${SHOP}# ${'x'.repeat(2_000_000)}`)).toBe(
      'It is larger than 2 MB, which is the most for YAML. As JSON it may have 10 MB.',
    );
  });

  test('servers that all turn out to be one', () => {
    const servers = Array.from({ length: 100 }, () => ({
      url: 'https://{a}.shop.example',
      variables: { a: { default: 'x' } },
    }));
    const paths = Object.fromEntries(
      Array.from({ length: 100 }, (_, n) => [`/${n}`, { get: { servers: [...servers] } }]),
    );
    expect(problem(JSON.stringify({ openapi: '3.0.3', paths }))).toBe(
      'Its operations name too many servers of their own.',
    );
  });
});

describe('what Cloudflare’s own upload would refuse', () => {
  const refused = (text: string) => refusedByUpload(openDocument(text));

  test('nothing of a document as it wants them', () => {
    expect(refused(SHOP)).toEqual([]);
  });

  test.each([
    ['another version', SHOP.replace('3.0.3', '3.1.0'), 'it takes OpenAPI 3.0 only, and this is 3.1.0'],
    ['Swagger', 'swagger: "2.0"', 'it takes OpenAPI 3.0 only, and this is Swagger 2.0'],
    [
      'a server without a host',
      SHOP.replace('https://api.shop.example', ''),
      'every server has to be a whole address, with its host',
    ],
    ['no server', 'openapi: 3.0.3', 'every server has to be a whole address, with its host'],
    [
      'a reference elsewhere',
      `${SHOP}x: { $ref: "https://evil.example/a.yaml" }`,
      'it follows no reference to another document',
    ],
  ])('%s', (_, text, words) => {
    expect(refused(text)).toEqual([words]);
  });

  test('a reference within is none', () => {
    expect(refused(`${SHOP}x: { $ref: "#/paths" }`)).toEqual([]);
  });
});
