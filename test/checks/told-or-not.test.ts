import { expect, test } from 'vitest';
import plaintext from '../../src/checks/auth/plaintext-transport.ts';
import normalization from '../../src/checks/input/url-normalization-off.ts';
import { saidOf, zone } from '../support/zone.ts';

test.each([
  [plaintext, { tlsSettings: { alwaysUseHttps: 'on', minTlsVersion: '1.4' } }],
  [plaintext, { tlsSettings: { alwaysUseHttps: null, minTlsVersion: '1.3' } }],
  [normalization, { urlNormalization: { type: 'cloudflare', scope: 'edge' } }],
  [normalization, { urlNormalization: {} }],
])('a setting that is not told, or with a word we do not know, is neither good nor bad', (check, sections) => {
  expect(saidOf(check, zone({ sections }))).toEqual(['unknown not_understood: zone:shop.example']);
});
