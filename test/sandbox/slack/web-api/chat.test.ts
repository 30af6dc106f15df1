import type { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SlackSandbox, startSlackSandbox } from '../sandbox.ts';
import { plainClient, refusal } from '../test-app.ts';

let slack: SlackSandbox;
let client: WebClient;

beforeEach(async () => {
  slack = await startSlackSandbox({ now: () => Date.UTC(2026, 10, 23, 9) });
  client = plainClient(slack, slack.botToken);
});

afterEach(() => slack.stop());

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } }) as const;
const post = async (more = {}) =>
  (await client.chat.postMessage({ channel: 'CPAYMENTS', text: 'hello', ...more })).ts ?? '';

test.each([
  ['a public channel the app is not in', 'CGENERAL', 'not_in_channel'],
  ['a private channel the app is not in', 'CHIDDEN', 'channel_not_found'],
  ['an archived channel', 'CARCHIVED', 'is_archived'],
  ['a channel that is not there', 'CNOWHERE', 'channel_not_found'],
  ['a person who left', 'UGONE', 'channel_not_found'],
])('nothing is posted to %s', async (_place, channel, error) => {
  expect(await refusal(client.chat.postMessage({ channel, text: 'x' }))).toMatchObject({ error });
  expect(await refusal(client.chat.postEphemeral({ channel, user: 'UEVE', text: 'x' }))).toMatchObject({ error });
});

test("a person's id stands for the direct conversation with them", async () => {
  const { channel } = await client.chat.postMessage({ channel: 'UEVE', text: 'psst' });
  expect(channel).toBe(slack.directMessage('UEVE'));
  expect(slack.screen('DEVE')).toBe('psst');
});

test.each<[string, Record<string, unknown>, string]>([
  ['no words and no blocks', { text: '' }, 'no_text'],
  ['too many words', { text: 'x'.repeat(40_001) }, 'msg_too_long'],
  ['blocks that are no list', { blocks: '{}' }, 'invalid_blocks_format'],
  ['both kinds of text', { text: 'x', markdown_text: 'x' }, 'markdown_text_conflict'],
  ['a thread that is not there', { text: 'x', thread_ts: '1.000001' }, 'thread_not_found'],
  ['metadata without a type', { text: 'x', metadata: { event_payload: {} } }, 'invalid_metadata_schema'],
  ['metadata that is no object', { text: 'x', metadata: '"x"' }, 'invalid_metadata_format'],
])('a message with %s: %s', async (_case, args, error) => {
  expect(await refusal(client.apiCall('chat.postMessage', { channel: 'CPAYMENTS', ...args }))).toMatchObject({ error });
});

test('bad blocks are refused with a pointer to what is wrong', async () => {
  const blocks = [section('fine'), { type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }];
  expect(await refusal(client.apiCall('chat.postMessage', { channel: 'CPAYMENTS', text: 'x', blocks }))).toMatchObject({
    error: 'invalid_blocks',
    errors: ['must be less than 151 characters [json-pointer:/blocks/1/text/text]'],
    response_metadata: { messages: ['[ERROR] must be less than 151 characters [json-pointer:/blocks/1/text/text]'] },
  });
  expect(slack.messages).toEqual([]);
});

test('a reply to a reply lands in the thread of its parent', async () => {
  const parent = await post();
  const reply = await post({ thread_ts: parent, text: 'one' });
  await post({ thread_ts: reply, text: 'two' });
  expect(slack.screen('#payments', { thread: parent })).toBe('hello\none\ntwo');
  expect(slack.screen('#payments')).toBe('hello\n  one\n  two');
});

test('a whisper reaches only someone in the channel, is in nobody’s history, and cannot be updated', async () => {
  const whisper = client.chat.postEphemeral({ channel: 'CPAYMENTS', user: 'UEVE', text: 'psst' });
  const { message_ts: ts = '' } = await whisper;
  expect(slack.screen('#payments', { as: 'UEVE' })).toBe('(only UEVE) psst');
  expect(slack.screen('#payments', { as: 'UDANA' })).toBe('');
  expect((await client.conversations.history({ channel: 'CPAYMENTS' })).messages).toEqual([]);
  expect(await refusal(client.chat.update({ channel: 'CPAYMENTS', ts, text: 'x' }))).toMatchObject({
    error: 'message_not_found',
  });
  expect(await refusal(client.chat.postEphemeral({ channel: 'CPAYMENTS', user: 'UGUEST', text: 'x' }))).toMatchObject({
    error: 'user_not_in_channel',
  });
});

test('an update that sends only text takes the blocks away and keeps the metadata', async () => {
  const metadata = { event_type: 'card', event_payload: { key: 'r1' } };
  const ts = await post({ blocks: [section('*card*')], metadata });
  await client.chat.update({ channel: 'CPAYMENTS', ts, text: 'plain' });
  expect(slack.messages[0]).toMatchObject({ text: 'plain', metadata, edited: { user: 'UBOT' } });
  expect(slack.messages[0]?.blocks).toBeUndefined();
});

test('an update with blocks shows no mark of editing; empty metadata removes what was there', async () => {
  const ts = await post({ metadata: { event_type: 'card', event_payload: {} } });
  await client.apiCall('chat.update', { channel: 'CPAYMENTS', ts, text: 'x', blocks: [section('new')], metadata: {} });
  expect(slack.messages[0]?.edited).toBeUndefined();
  expect(slack.messages[0]?.metadata).toBeUndefined();
  expect(slack.screen('#payments')).toBe('new');
});

test('only the app’s own messages can be changed or removed', async () => {
  const ts = await slack.say('mine', { as: 'UEVE', in: '#payments' });
  const args = { channel: 'CPAYMENTS', ts };
  expect(await refusal(client.chat.update({ ...args, text: 'x' }))).toMatchObject({ error: 'cant_update_message' });
  expect(await refusal(client.chat.delete(args))).toMatchObject({ error: 'cant_delete_message' });
});

test.each([
  ['a message that is not there', { channel: 'CPAYMENTS', ts: '1.000001' }, 'message_not_found'],
  ['a person instead of a conversation', { channel: 'UEVE', ts: '1.000001' }, 'channel_not_found'],
  ['an archived channel', { channel: 'CARCHIVED', ts: '1.000001' }, 'is_inactive'],
])('no update of %s', async (_case, args, error) => {
  expect(await refusal(client.chat.update({ ...args, text: 'x' }))).toMatchObject({ error });
});

test('an update has room for 4,000 characters only', async () => {
  const ts = await post();
  const long = client.chat.update({ channel: 'CPAYMENTS', ts, text: 'x'.repeat(4001) });
  expect(await refusal(long)).toMatchObject({ error: 'msg_too_long' });
});

test('a removed message is gone, and can be removed only once', async () => {
  const ts = await post();
  await client.chat.delete({ channel: 'CPAYMENTS', ts });
  expect(slack.screen('#payments')).toBe('');
  expect(await refusal(client.chat.delete({ channel: 'CPAYMENTS', ts }))).toMatchObject({ error: 'message_not_found' });
});

test('a permalink names channel, message and thread', async () => {
  const ts = await post();
  const reply = await post({ thread_ts: ts });
  const { permalink } = await client.chat.getPermalink({ channel: 'CPAYMENTS', message_ts: reply });
  expect(permalink).toBe(
    `https://sandbox.slack.com/archives/CPAYMENTS/p${reply.replace('.', '')}?thread_ts=${ts}&cid=CPAYMENTS`,
  );
  expect(await refusal(client.chat.getPermalink({ channel: 'CPAYMENTS', message_ts: '1.000001' }))).toMatchObject({
    error: 'message_not_found',
  });
});

test('where replies hang on a removed message a stone stays in its place, and the thread goes on', async () => {
  const ts = await post();
  await post({ thread_ts: ts, text: 'reply' });
  await client.chat.delete({ channel: 'CPAYMENTS', ts });
  await post({ thread_ts: ts, text: 'another' });
  expect(slack.screen('#payments')).toBe('USLACKBOT: This message was deleted.\n  reply\n  another');
  expect(await refusal(client.chat.update({ channel: 'CPAYMENTS', ts, text: 'x' }))).toMatchObject({
    error: 'cant_update_message',
  });
});
