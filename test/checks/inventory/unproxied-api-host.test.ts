import { expect, test } from 'vitest';
import check from '../../../src/checks/inventory/unproxied-api-host.ts';
import { saidOf, zone } from '../../support/zone.ts';

const proxied = { name: 'api.shop.example', type: 'A', content: '192.0.2.1', proxied: true };

test.each([
  [
    { name: 'api-old.shop.example', type: 'A', content: '192.0.2.9', proxied: false },
    ['fail high: dns:api-old.shop.example'],
  ],
  [
    { name: 'API-old.shop.example', type: 'CNAME', content: 'x.test', proxied: false },
    ['fail high: dns:api-old.shop.example'],
  ],
  [
    { name: 'partner.shop.example', type: 'A', content: '192.0.2.9', proxied: false },
    ['fail high: dns:partner.shop.example'],
  ],
  [
    { name: 'direct-api.shop.example', type: 'A', content: '192.0.2.1', proxied: false },
    ['fail critical: dns:direct-api.shop.example'],
  ],
  [{ name: '_acme-challenge.api.shop.example', type: 'CNAME', content: 'x.test', proxied: false }, []],
  [{ name: 'api.corp.shop.example', type: 'A', content: '10.20.0.7', proxied: false }, []],
  [
    { name: 'api.corp.shop.example', type: 'A', content: '172.32.0.7', proxied: false },
    ['fail high: dns:api.corp.shop.example'],
  ],
  [{ name: 'api.corp.shop.example', type: 'AAAA', content: 'fd00::7', proxied: false }, []],
  [{ name: 'capital.shop.example', type: 'A', content: '192.0.2.9', proxied: false }, []],
  [{ name: 'api.shop.example', type: 'TXT', content: 'v=1', proxied: false }, []],
  [{ name: 'api-new.shop.example', type: 'A', content: '192.0.2.9', proxied: true }, []],
  [{ name: 'api-new.shop.example', type: 'A', content: '192.0.2.9' }, []],
])('%j', (record, said) => {
  expect(saidOf(check, zone({ sections: { dns: [proxied, record] } }))).toEqual(said);
});
