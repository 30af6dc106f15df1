import { expect, test } from 'vitest';
import { whyNotTheseHosts, whyOutsideZone } from '../../src/review/hosts.ts';

const there = ['api.shop.example', 'auth.shop.example', 'api.shop.example'].map((host) => ({ host }));

test.each([
  [[], undefined],
  [['api.shop.example'], undefined],
  [['api.shop.example', 'nothere.shop.example'], undefined],
  [
    ['nothere.shop.example'],
    'No endpoint on nothere.shop.example. Hosts of this zone: api.shop.example, auth.shop.example.',
  ],
])('%j of two hosts', (hosts, why) => {
  expect(whyNotTheseHosts(hosts, there)).toBe(why);
});

test('many hosts are counted, and none are said to be none', () => {
  const many = Array.from({ length: 12 }, (_, index) => ({ host: `h${index + 10}.shop.example` }));
  expect(whyNotTheseHosts(['x.shop.example'], many)).toMatch(/h19\.shop\.example and 2 more\.$/);
  expect(whyNotTheseHosts(['x.shop.example'], [])).toBe('No endpoint on x.shop.example, nor on any host of this zone.');
});

test.each([
  [[], undefined],
  [['shop.example', 'api.shop.example'], undefined],
  [['api.shop.example', 'other.example'], 'other.example is no host of shop.example.'],
  [['notshop.example'], 'notshop.example is no host of shop.example.'],
])('%j in the zone shop.example', (hosts, why) => {
  expect(whyOutsideZone(hosts, 'shop.example')).toBe(why);
});
