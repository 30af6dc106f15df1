import type { UsersListResponse, WebClient } from '@slack/web-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SlackSandbox, startSlackSandbox } from '../sandbox.ts';
import { plainClient, refusal } from '../test-app.ts';
import { manifestScopes } from '../tokens.ts';

let slack: SlackSandbox;
let client: WebClient;

beforeAll(async () => {
  slack = await startSlackSandbox({ scopes: [...manifestScopes, 'usergroups:read', 'team:read'] });
  client = plainClient(slack, slack.botToken);
});

afterAll(() => slack.stop());

test('the app learns who it is and where', async () => {
  expect(await client.auth.test()).toMatchObject({
    team_id: slack.teamId,
    user_id: slack.botUserId,
    bot_id: 'BSANDBOX',
  });
  expect(await client.team.info()).toMatchObject({ team: { id: slack.teamId, domain: 'sandbox' } });
});

test.each([
  ['UEVE', { tz: 'America/New_York', is_admin: false, deleted: false }],
  ['UADMIN', { is_admin: true, is_owner: false }],
  ['UOWNER', { is_admin: true, is_owner: true }],
  ['UGUEST', { is_restricted: true }],
  ['UGONE', { deleted: true }],
  ['UBOT', { is_bot: true }],
  ['USTRANGER', { team_id: 'TPARTNER', is_stranger: true }],
])('what Slack says of %s', async (user, expected) => {
  expect((await client.users.info({ user })).user).toMatchObject({ id: user, ...expected });
});

test('someone who left has no zone and no roles any more', async () => {
  const { user } = await client.users.info({ user: 'UGONE' });
  expect(user).not.toHaveProperty('tz');
  expect(user).not.toHaveProperty('is_admin');
});

test('the locale is told when asked for', async () => {
  expect((await client.users.info({ user: 'UEVE' })).user).not.toHaveProperty('locale');
  expect((await client.users.info({ user: 'UEVE', include_locale: true })).user).toHaveProperty('locale', 'en-US');
});

test('people come in pages, strangers not among them', async () => {
  const found: string[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const page: UsersListResponse = await client.users.list({ limit: 4, cursor });
    found.push(...(page.members ?? []).map((one) => one.id ?? ''));
    cursor = page.response_metadata?.next_cursor || undefined;
  }
  expect(found).toContain('UDANA');
  expect(found).not.toContain('USTRANGER');
  expect(new Set(found).size).toBe(found.length);
});

test('groups and who is in them', async () => {
  const { usergroups } = await client.usergroups.list({ include_users: true });
  expect(usergroups).toMatchObject([{ id: 'SPAYMENTS', handle: 'payments', users: ['UDANA', 'UMAX'], user_count: 2 }]);
  expect((await client.usergroups.list()).usergroups?.[0]).not.toHaveProperty('users');
  expect((await client.usergroups.users.list({ usergroup: 'SPAYMENTS' })).users).toEqual(['UDANA', 'UMAX']);
});

test('nobody by that name', async () => {
  expect(await refusal(client.users.info({ user: 'UNOBODY' }))).toMatchObject({ error: 'user_not_found' });
  expect(await refusal(client.usergroups.users.list({ usergroup: 'SNONE' }))).toMatchObject({
    error: 'no_such_subteam',
  });
  expect(await refusal(client.team.info({ team: 'TNONE' }))).toMatchObject({ error: 'team_not_found' });
});
