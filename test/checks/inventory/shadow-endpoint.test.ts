import { expect, test } from 'vitest';
import check from '../../../src/checks/inventory/shadow-endpoint.ts';
import { saidOf, zone } from '../../support/zone.ts';

const row = { id: 'd1', host: 'api.shop.example', state: 'review' as const, requests: 3, periodSeconds: 3600 };

test.each([
  ['that reads', { ...row, method: 'GET', endpoint: '/v1/beta' }, ['fail medium: GET api.shop.example/v1/beta']],
  ['that writes', { ...row, method: 'POST', endpoint: '/v1/beta' }, ['fail high: POST api.shop.example/v1/beta']],
  [
    'that carries a risk label',
    { ...row, method: 'GET', endpoint: '/v1/beta', labels: ['cf-risk-missing-auth'] },
    ['fail critical: GET api.shop.example/v1/beta'],
  ],
  ['that somebody ignored on purpose', { ...row, method: 'POST', endpoint: '/v1/beta', state: 'ignored' as const }, []],
  ['that was saved meanwhile', { ...row, method: 'GET', endpoint: '/v1/orders/{anything}' }, []],
])('a discovered endpoint %s', (_, discovered, said) => {
  expect(saidOf(check, zone({ sections: { discovery: [discovered] } }))).toEqual(said);
});

test('the busiest tenth is urgent even when it only reads', () => {
  const discovery = Array.from({ length: 20 }, (_, index) => ({
    ...row,
    id: `d${index}`,
    method: 'GET',
    endpoint: `/v2/page${index}`,
    requests: index,
  }));
  expect(saidOf(check, zone({ sections: { discovery } }))[0]).toMatch(/^fail high: .*page0, /);
});

test('where nothing is busy, nothing is urgent for being so', () => {
  const discovery = Array.from({ length: 20 }, (_, index) => ({
    ...row,
    id: `d${index}`,
    method: 'GET',
    endpoint: `/v2/page${index}`,
    requests: index === 0 ? null : 0,
  }));
  expect(saidOf(check, zone({ sections: { discovery } }))[0]).toMatch(/^fail medium: /);
});

test('a torn list keeps what it shows, and says that there may be more', () => {
  const certificates = [
    { list: 'discovery', pages: 3, rows: 120, reported: 130, duplicates: 2, drift: 10, complete: false },
  ];
  const discovery = [{ ...row, method: 'GET', endpoint: '/v1/beta' }];
  expect(saidOf(check, zone({ certificates, sections: { discovery } }))).toEqual([
    'fail medium: GET api.shop.example/v1/beta',
    'unknown torn',
  ]);
});
