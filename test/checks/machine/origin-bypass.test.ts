import { expect, test } from 'vitest';
import check from '../../../src/checks/machine/origin-bypass.ts';
import { findingsOf, saidOf, unreadable, zone } from '../../support/zone.ts';

const record = (name: string, content: string, proxied: boolean, type = 'A') => ({ name, type, content, proxied });
const API = record('api.shop.example', '192.0.2.1', true);
const said = (enabled: boolean | null, ...dns: ReturnType<typeof record>[]) =>
  saidOf(check, zone({ sections: { dns: [API, ...dns], originTls: { enabled } } }));
const FAIL = ['fail medium: zone:shop.example'];

test.each([
  ['nothing gives its address away', [], []],
  ['another record has its address', [record('direct.shop.example', '192.0.2.1', false)], FAIL],
  ['the other record is proxied too', [record('www.shop.example', '192.0.2.1', true)], []],
  ['the other record has another address', [record('mail.shop.example', '192.0.2.9', false)], []],
  [
    'another host is an alias of a name that can be asked',
    [
      record('partner.shop.example', 'origin.shop.example.', true, 'CNAME'),
      record('Origin.shop.example', '192.0.2.7', false),
    ],
    FAIL,
  ],
  [
    'the alias of an alias has the address of another name',
    [
      record('partner.shop.example', 'a.shop.example', true, 'CNAME'),
      record('a.shop.example', '192.0.2.7', true),
      record('old.shop.example', '192.0.2.7', false),
    ],
    FAIL,
  ],
  [
    'aliases go round in a circle',
    [
      record('partner.shop.example', 'a.shop.example', true, 'CNAME'),
      record('a.shop.example', 'partner.shop.example', true, 'CNAME'),
    ],
    [],
  ],
  [
    'it is reached by a tunnel',
    [
      record('partner.shop.example', 't1.cfargotunnel.com', true, 'CNAME'),
      record('x.shop.example', 't1.cfargotunnel.com', false, 'CNAME'),
    ],
    [],
  ],
  [
    'a wildcard serves it',
    [record('*.shop.example', '192.0.2.5', true), record('x.shop.example', '192.0.2.5', false)],
    FAIL,
  ],
  [
    'only a page gives its address away',
    [record('www.shop.example', '192.0.2.5', true), record('x.shop.example', '192.0.2.5', false)],
    [],
  ],
])('an origin that takes anybody’s connections, where %s', (_, dns, expected) => {
  expect(said(false, ...dns)).toEqual(expected);
});

test('an origin that asks for Cloudflare’s certificate may be found', () => {
  expect(said(true, record('direct.shop.example', '192.0.2.1', false))).toEqual([]);
});

test('whether it asks is not known where the setting does not say', () => {
  expect(said(null, record('direct.shop.example', '192.0.2.1', false))).toEqual([
    'unknown not_understood: zone:shop.example',
  ]);
  expect(said(null)).toEqual([]);
});

test('the records are named, and without the list of them nothing is said', () => {
  const dns = [API, record('direct.shop.example', '192.0.2.1', false)];
  const originTls = { enabled: false };
  expect(findingsOf(check, zone({ sections: { dns, originTls } }))[0]?.evidence).toEqual({
    records: ['direct.shop.example'],
  });
  expect(saidOf(check, zone({ sections: { dns: unreadable('no_permission'), originTls } }))).toEqual([
    'unknown no_permission',
  ]);
});
