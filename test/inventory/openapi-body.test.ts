import { expect, test } from 'vitest';
import { mediaTypesOf } from '../../src/inventory/openapi-body.ts';

test.each([
  ['a list', { content: { 'application/json': {}, 'text/plain': {} } }, ['application/json', 'text/plain']],
  ['nothing', undefined, []],
  ['null', null, []],
  ['a text', 'application/json', []],
  ['a content that is a list', { content: ['application/json'] }, []],
  ['a reference to another document', { $ref: 'https://x.example/bodies.json#/a' }, []],
  ['a name of absurd length', { content: { ['x'.repeat(256)]: {} } }, []],
])('a body described by %s', (_, body, types) => {
  expect(mediaTypesOf(body, {})).toEqual(types);
});

test('a thousand types are not a list that anybody reads', () => {
  const content = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`text/x${index}`, {}]));
  expect(mediaTypesOf({ content }, undefined)).toHaveLength(50);
});
