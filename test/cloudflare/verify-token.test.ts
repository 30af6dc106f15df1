import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloudflareClient } from '../../src/cloudflare/client.ts';
import { verifyToken } from '../../src/cloudflare/verify-token.ts';
import { type CloudflareSandbox, startCloudflareSandbox } from '../sandbox/cloudflare/sandbox.ts';

let sandbox: CloudflareSandbox;
beforeAll(async () => {
  sandbox = await startCloudflareSandbox();
});
afterAll(() => sandbox.stop());

const verify = (token: string, options = {}) =>
  verifyToken(cloudflareClient({ token, baseUrl: sandbox.baseUrl }), options);

test('a token of an account that only reads, Logs Write aside, has no write permission', async () => {
  expect(await verify(sandbox.tokens.full)).toMatchObject({
    owner: 'account',
    writes: [],
    writesLogs: true,
  });
});

test('a token of a user is known as one', async () => {
  expect(await verify(sandbox.tokens.user)).toMatchObject({ owner: 'user', writes: [] });
});

test('when the account is known, it is asked and no list of zones is needed', async () => {
  const before = sandbox.calls.length;
  await verify(sandbox.tokens.full, { accountId: sandbox.account.id });
  expect(sandbox.calls.slice(before).map(({ route }) => route)).not.toContain('/zones');
});

test('permissions to write are named', async () => {
  expect((await verify(sandbox.tokens.writer)).writes).toEqual([
    'Domain API Gateway',
    'Zone Settings Write',
    'Zone WAF Write',
  ]);
});

test('a token that may not look at itself: what it may write is not known, rather than nothing', async () => {
  expect((await verify(sandbox.tokens.limited)).writes).toBeNull();
});

test.each([
  ['expired', 'token_expired', /expired on 2026-03-01\. Create a new one/],
  ['revoked', 'token_invalid', /create a token with read permissions/],
] as const)('a token that is %s cannot be used, and the message says what to do', async (name, kind, message) => {
  const token = sandbox.tokens[name];
  // the account is asked for by those who know it; an expired token can no longer list anything
  const asked = verify(token, { accountId: sandbox.account.id });
  await expect(asked).rejects.toMatchObject({ kind, message: expect.stringMatching(message) });
  await expect(asked).rejects.not.toMatchObject({ message: expect.stringContaining(token) });
});

test('a token that will expire before now, by the clock we are given, has expired', async () => {
  const now = () => new Date('2031-01-01T00:00:00Z');
  await expect(verify(sandbox.tokens.full, { now })).rejects.toMatchObject({ kind: 'token_expired' });
});

test('when Cloudflare is down, the token is not called invalid', async () => {
  const repair = sandbox.fail('GET /user/tokens/verify', { html: 403 });
  await expect(verify(sandbox.tokens.user)).rejects.toMatchObject({ kind: 'down' });
  repair();
});
