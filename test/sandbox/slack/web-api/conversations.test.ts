import type { ConversationsMembersResponse, WebClient } from '@slack/web-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SlackSandbox, startSlackSandbox } from '../sandbox.ts';
import { plainClient, refusal } from '../test-app.ts';

let slack: SlackSandbox;
let client: WebClient;

beforeAll(async () => {
  slack = await startSlackSandbox();
  client = plainClient(slack, slack.botToken);
});

afterAll(() => slack.stop());

test.each([
  ['CPAYMENTS', { is_channel: true, is_private: false, is_member: true, is_ext_shared: false }],
  ['CGENERAL', { is_general: true, is_member: false }],
  ['CSECRET', { is_group: true, is_private: true, is_member: true }],
  ['CARCHIVED', { is_archived: true }],
  ['CSHARED', { is_ext_shared: true, connected_team_ids: ['TPARTNER'] }],
])('what the app may know of %s', async (channel, expected) => {
  expect((await client.conversations.info({ channel })).channel).toMatchObject({ id: channel, ...expected });
});

test('a private channel the app is not in does not exist for it', async () => {
  expect(await refusal(client.conversations.info({ channel: 'CHIDDEN' }))).toMatchObject({
    error: 'channel_not_found',
  });
  expect(await refusal(client.conversations.members({ channel: 'CHIDDEN' }))).toMatchObject({
    error: 'channel_not_found',
  });
  const { channels } = await client.conversations.list({ types: 'public_channel,private_channel' });
  expect(channels?.map((one) => one.id)).not.toContain('CHIDDEN');
});

test('of the channels of a person the app sees the public ones, and the private ones it is in as well', async () => {
  const of = async (user: string, types = 'public_channel,private_channel') =>
    (await client.users.conversations({ user, types })).channels?.map((one) => one.id);
  expect(await of('UADMIN')).toEqual(expect.arrayContaining(['CSECURITY', 'CSECRET']));
  expect(await of('UADMIN')).not.toContain('CHIDDEN');
  expect(await of('UDANA')).not.toContain('CSECRET');
  expect(await of('UGUEST', 'public_channel')).toEqual(['CSECURITY']);
  expect(await refusal(of('UNOBODY'))).toMatchObject({ error: 'user_not_found' });
  expect(await refusal(of('ULEA', 'secret'))).toMatchObject({ error: 'invalid_types' });
});

test('a public channel can be read only from within', async () => {
  expect(await refusal(client.conversations.history({ channel: 'CGENERAL' }))).toMatchObject({
    error: 'not_in_channel',
  });
});

test('members come in pages', async () => {
  const found: string[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const page: ConversationsMembersResponse = await client.conversations.members({
      channel: 'CSECURITY',
      limit: 3,
      cursor,
    });
    found.push(...(page.members ?? []));
    cursor = page.response_metadata?.next_cursor || undefined;
  }
  expect(found).toEqual([...(slack.channels.get('CSECURITY')?.members ?? [])]);
});

test('a thread comes in pages, its parent first, with metadata only when asked for', async () => {
  const metadata = { event_type: 'owner', event_payload: { key: 'o1' } };
  const { ts = '' } = await client.chat.postMessage({ channel: 'CSECRET', text: 'card', metadata });
  for (const text of ['one', 'two', 'three'])
    await client.chat.postMessage({ channel: 'CSECRET', text, thread_ts: ts, metadata });
  const first = await client.conversations.replies({ channel: 'CSECRET', ts, limit: 2 });
  expect(first.messages?.map((one) => one.text)).toEqual(['card', 'one']);
  expect(first.messages?.[0]).not.toHaveProperty('metadata');
  const cursor = first.response_metadata?.next_cursor ?? '';
  const second = await client.conversations.replies({ channel: 'CSECRET', ts, cursor, include_all_metadata: true });
  expect(second.messages?.map((one) => one.text)).toEqual(['two', 'three']);
  expect(second).toMatchObject({ has_more: false, messages: [{ metadata }, { metadata }] });
  expect((await client.conversations.history({ channel: 'CSECRET' })).messages).toMatchObject([{ ts, reply_count: 3 }]);
  const missing = client.conversations.replies({ channel: 'CSECRET', ts: '1.000001' });
  expect(await refusal(missing)).toMatchObject({ error: 'thread_not_found' });
});

test('history is read backwards and between two times', async () => {
  const times: string[] = [];
  for (const text of ['a', 'b', 'c'])
    times.push((await client.chat.postMessage({ channel: 'CSHARED', text })).ts ?? '');
  const read = async (bounds: object) => {
    const { messages } = await client.conversations.history({ channel: 'CSHARED', ...bounds });
    return messages?.map((one) => one.text);
  };
  const [first = '', , last = ''] = times;
  expect(await read({})).toEqual(['c', 'b', 'a']);
  expect(await read({ oldest: first, latest: last })).toEqual(['b']);
  expect(await read({ oldest: first, latest: last, inclusive: true })).toEqual(['c', 'b', 'a']);
  expect(await refusal(client.conversations.history({ channel: 'CSHARED', cursor: 'nonsense' }))).toMatchObject({
    error: 'invalid_cursor',
  });
});

test.each([
  ['someone who is not there', 'UNOBODY', 'user_not_found'],
  ['someone who left', 'UGONE', 'user_disabled'],
  ['a bot', 'UBOT', 'cannot_dm_bot'],
])('no direct conversation with %s', async (_case, users, error) => {
  expect(await refusal(client.conversations.open({ users }))).toMatchObject({ error });
});

test('a direct conversation is opened once and stays the same', async () => {
  const { channel } = await client.conversations.open({ users: 'UMAX' });
  const again = await client.conversations.open({ users: 'UMAX', return_im: true });
  expect(again).toMatchObject({ already_open: true, channel: { id: channel?.id, user: 'UMAX', is_im: true } });
});
