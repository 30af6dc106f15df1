import { expect, test } from 'vitest';
import { matches, ownership, readPattern } from '../../src/review/ownership.ts';

test.each([
  ['api.shop.example', 'api.shop.example/**'],
  ['API.Shop.Example/v1', 'api.shop.example/v1'],
  ['post api.shop.example/v1/login', 'POST api.shop.example/v1/login'],
  ['', undefined],
  ['two words here', undefined],
])('the pattern %j is read as %j', (text, expected) => {
  expect(readPattern(text)).toBe(expected);
});

test.each([
  ['api.shop.example/**', 'GET api.shop.example/v1/orders', true],
  ['api.shop.example/v1/*', 'GET api.shop.example/v1/orders', true],
  ['api.shop.example/v1/*', 'GET api.shop.example/v1/orders/{var1}', false],
  ['api.shop.example/v1/orders/{id}', 'GET api.shop.example/v1/orders/{var1}', true],
  ['POST api.shop.example/**', 'GET api.shop.example/v1/orders', false],
  ['api.shop.example/v1/orders', 'GET api.shop.example/v1/orders2', false],
  ['shop.example/**', 'GET api.shop.example/v1/orders', false],
])('%s covers %s: %s', (pattern, key, expected) => {
  expect(matches(pattern, key)).toBe(expected);
});

test('the most specific rule wins, whatever their order', () => {
  const rules = [
    { pattern: 'api.shop.example/**', ownerId: 'UWIDE', deputyId: null },
    { pattern: 'api.shop.example/v1/refunds/**', ownerId: 'UNARROW', deputyId: null },
  ];
  for (const order of [rules, rules.toReversed()]) {
    expect(ownership('POST api.shop.example/v1/refunds/{var1}', order, 'ULEAD').ownerId).toBe('UNARROW');
  }
});

test('what nobody was named for is the lead’s, and the reason says so', () => {
  expect(ownership('GET api.shop.example/v1', [], 'ULEAD')).toEqual({
    ownerId: 'ULEAD',
    deputyId: null,
    because: 'no owner set yet, so it falls to the review lead',
  });
});

test('what seems to have moved is still whose it was, unless a rule says otherwise', () => {
  const before = { was: 'GET api.shop.example/v1/users', ownerId: 'UDANA' };
  expect(ownership('GET api.shop.example/v2/users', [], 'ULEAD', before)).toEqual({
    ownerId: 'UDANA',
    deputyId: null,
    because: 'it seems to be what was GET api.shop.example/v1/users before',
  });
  const rules = [{ pattern: 'api.shop.example/v2/**', ownerId: 'UEVE', deputyId: null }];
  expect(ownership('GET api.shop.example/v2/users', rules, 'ULEAD', before).ownerId).toBe('UEVE');
});
