import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloudflareClient } from '../../src/cloudflare/client.ts';
import { findZone } from '../../src/cloudflare/find-zone.ts';
import { type CloudflareSandbox, startCloudflareSandbox } from '../sandbox/cloudflare/sandbox.ts';

let sandbox: CloudflareSandbox;
beforeAll(async () => {
  sandbox = await startCloudflareSandbox();
});
afterAll(() => sandbox.stop());

const find = (wanted: string, token = sandbox.tokens.full) =>
  findZone(cloudflareClient({ token, baseUrl: sandbox.baseUrl }), wanted);
const idOf = (name: string) => sandbox.zones[name]?.id ?? '';

test.each(['shop.example', ' Shop.Example. ', 'https://shop.example/api?x', 'shop.example:443'])(
  'a zone is found by what a person types: %j',
  async (wanted) => {
    expect(await find(wanted)).toEqual({
      id: idOf('shop.example'),
      name: 'shop.example',
      accountId: sandbox.account.id,
    });
  },
);

test('a zone is found by its id', async () => {
  expect(await find(idOf('shop.example').toUpperCase())).toMatchObject({ name: 'shop.example' });
});

test.each([
  [
    'a zone that does not exist',
    () => 'nowhere.example',
    /No zone called nowhere\.example is visible.* sees shop\.example/,
  ],
  ['a host of a zone', () => 'api.shop.example', /did you mean shop\.example\?/],
  ['a zone the token may not see', () => 'quiet.example', /not among the token’s zone resources/],
  ['an id of a zone the token may not see', () => idOf('quiet.example'), /that this token may see/],
  ['an id of no zone', () => '0'.repeat(32), /There is no zone with the id 0{32}\./],
  ['no name at all', () => 'shop', /neither the name of a zone/],
  ['a name with a path that climbs', () => '../accounts', /neither the name of a zone/],
  ['nothing', () => '', /neither the name of a zone/],
])('%s: zone_unknown, and what to do', async (_, wanted, message) => {
  await expect(find(wanted())).rejects.toMatchObject({ kind: 'zone_unknown', message: expect.stringMatching(message) });
});

test('a token without Zone Read is told which permission it lacks', async () => {
  const token = sandbox.tokenWithout('Zone Read');
  for (const wanted of ['shop.example', idOf('shop.example')]) {
    await expect(find(wanted, token)).rejects.toMatchObject({
      kind: 'forbidden',
      message: expect.stringMatching(/Zone Read/),
    });
  }
});

test('a token that is none is told so', async () => {
  await expect(find('shop.example', 'fake-token-of-nobody-000000')).rejects.toMatchObject({ kind: 'token_invalid' });
});
