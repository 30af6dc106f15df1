import type { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SlackSandbox, startSlackSandbox } from '../sandbox.ts';
import { plainClient, refusal } from '../test-app.ts';

let slack: SlackSandbox;
let client: WebClient;

beforeEach(async () => {
  slack = await startSlackSandbox();
  client = plainClient(slack, slack.botToken);
});

afterEach(() => slack.stop());

test('a file uploaded by the real client stands in the thread with its comment', async () => {
  const { ts = '' } = await client.chat.postMessage({ channel: 'CPAYMENTS', text: 'card' });
  await client.filesUploadV2({
    channel_id: 'CPAYMENTS',
    thread_ts: ts,
    initial_comment: 'The inventory',
    file: Buffer.from('method,path\n'),
    filename: 'inventory.csv',
  });
  expect(slack.screen('#payments')).toBe('card\n  The inventory\n  (file inventory.csv)');
  expect([...slack.files.values()][0]?.content?.toString()).toBe('method,path\n');
});

test('bytes may come bare as well as in a form', async () => {
  const { upload_url = '', file_id = '' } = await client.files.getUploadURLExternal({ filename: 'a.txt', length: 3 });
  expect((await fetch(upload_url, { method: 'POST', body: 'abc' })).status).toBe(200);
  await client.files.completeUploadExternal({ files: [{ id: file_id, title: 'A' }] });
  expect(slack.files.get(file_id)).toMatchObject({ title: 'A', complete: true });
});

test('bytes that do not match the announced length are not taken', async () => {
  const { upload_url = '', file_id = '' } = await client.files.getUploadURLExternal({ filename: 'a.txt', length: 3 });
  expect((await fetch(upload_url, { method: 'POST', body: 'abcd' })).status).toBe(400);
  const complete = client.files.completeUploadExternal({ files: [{ id: file_id }] });
  expect(await refusal(complete)).toMatchObject({ error: 'file_not_found' });
});

test.each([
  ['CGENERAL', 'not_in_channel'],
  ['CHIDDEN', 'channel_not_found'],
  ['CARCHIVED', 'is_archived'],
])('a file is not shared in %s: %s', async (channel_id, error) => {
  const { upload_url = '', file_id = '' } = await client.files.getUploadURLExternal({ filename: 'a.txt', length: 3 });
  await fetch(upload_url, { method: 'POST', body: 'abc' });
  expect(await refusal(client.files.completeUploadExternal({ files: [{ id: file_id }], channel_id }))).toMatchObject({
    error,
  });
});
