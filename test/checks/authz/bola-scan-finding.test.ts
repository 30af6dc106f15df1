import { expect, test } from 'vitest';
import check from '../../../src/checks/authz/bola-scan-finding.ts';
import { OPERATIONS, ORDER, operation, saidOf, zone } from '../../support/zone.ts';

const scan = (url: string, more: object = {}) => ({
  bolaScans: [{ id: 's', verdict: 'warning', zoneTag: 'z1', requests: [{ method: 'get', url }], ...more }],
});
const HERE = 'https://api.shop.example/v1/orders/7';

test.each([
  ['reached an order', scan(HERE), [`fail critical: ${ORDER}`]],
  ['reached it by another spelling', scan('https://API.shop.example/v1//%6frders/7?x=1'), [`fail critical: ${ORDER}`]],
  ['reached what nobody saved', scan('https://api.shop.example/v2/x'), ['fail critical: zone:shop.example']],
  ['of another zone', scan(HERE, { zoneTag: 'z9' }), []],
  ['of a target that is gone, here', scan(HERE, { zoneTag: null }), [`fail critical: ${ORDER}`]],
  ['of a target that is gone, elsewhere', scan('https://api.other.example/v1', { zoneTag: null }), []],
  [
    'of a target that is gone, with a name that only ends alike',
    scan('https://workshop.example/v1', { zoneTag: null }),
    [],
  ],
  ['that found nothing', scan(HERE, { verdict: 'ok' }), []],
])('a scan that %s', (_, sections, said) => {
  expect(saidOf(check, zone({ sections }))).toEqual(said);
});

test('of two templates the request belongs to the more specific one', () => {
  const operations = [...OPERATIONS, operation('op-latest', 'GET', '/v1/orders/latest')];
  const sections = { operations, ...scan('https://api.shop.example/v1/orders/latest') };
  expect(saidOf(check, zone({ sections }))).toEqual(['fail critical: GET api.shop.example/v1/orders/latest']);
});
