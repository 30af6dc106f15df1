import { describe, expect, test } from 'vitest';
import { renamed } from '../../src/inventory/renamed.ts';

const pairs = (gone: string[], fresh: string[]) =>
  renamed(gone, fresh).map(({ was, key, how }) => `${how}: ${was} > ${key}`);

describe('the same endpoint under another spelling', () => {
  test.each([
    ['GET a.example/v1/users', 'GET a.example/v1/users/'],
    ['GET a.example/v1/users/{var1}/', 'GET a.example/v1/users/{var1}'],
    ['GET a.example/v1/Users', 'GET a.example/v1/users'],
  ])('%s is %s now', (was, key) => {
    expect(renamed([was], [key])).toEqual([{ was, key, how: 'respelled' }]);
  });
});

describe('an endpoint of which one segment has another name', () => {
  test('has moved, whichever segment it is', () => {
    expect(pairs(['GET a.example/v1/users/{var1}'], ['GET a.example/v2/users/{var1}'])).toHaveLength(1);
    expect(pairs(['GET a.example/v1/users/{var1}'], ['GET a.example/v1/people/{var1}'])).toEqual([
      'moved: GET a.example/v1/users/{var1} > GET a.example/v1/people/{var1}',
    ]);
  });

  test('a whole version that moves is told endpoint by endpoint', () => {
    const all = (version: string) => ['users', 'orders', 'carts'].map((name) => `GET a.example/${version}/${name}`);
    expect(pairs(all('v1'), all('v2'))).toEqual([
      'moved: GET a.example/v1/users > GET a.example/v2/users',
      'moved: GET a.example/v1/orders > GET a.example/v2/orders',
      'moved: GET a.example/v1/carts > GET a.example/v2/carts',
    ]);
  });
});

describe('nobody is taken for somebody else', () => {
  test.each([
    ['another method', 'GET a.example/v1/users', 'POST a.example/v1/users/'],
    ['another host', 'GET a.example/v1/users', 'GET b.example/v1/users/'],
    ['a variable where a name was', 'GET a.example/v1/users/me', 'GET a.example/v1/users/{var1}'],
    ['a name where a variable was', 'GET a.example/v1/users/{var1}', 'GET a.example/v1/users/me'],
    ['two segments with other names', 'GET a.example/v1/users', 'GET a.example/v2/people'],
    ['one segment more', 'GET a.example/v1/users', 'GET a.example/v1/users/all'],
  ])('%s', (_, was, key) => {
    expect(renamed([was], [key])).toEqual([]);
  });

  test('one that could be either of two is neither', () => {
    expect(pairs(['GET a.example/users'], ['GET a.example/people', 'GET a.example/members'])).toEqual([]);
    expect(pairs(['GET a.example/people', 'GET a.example/members'], ['GET a.example/users'])).toEqual([]);
    const crowd = ['GET a.example/x', 'GET a.example/y', 'GET a.example/z'];
    expect(
      pairs(
        crowd,
        [...crowd].map((key) => `${key}1`),
      ),
    ).toEqual([]);
    expect(pairs(['GET a.example/Users'], ['GET a.example/users', 'GET a.example/users/'])).toEqual([]);
  });

  test('one that could be two by two different segments is neither', () => {
    expect(pairs(['GET a.example/v1/users'], ['GET a.example/v2/users', 'GET a.example/v1/people'])).toEqual([]);
  });
});
