/** Streams and the agent pane are refused what Slack refuses. */
import type { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SlackSandbox, startSlackSandbox } from '../sandbox.ts';
import { plainClient, refusal } from '../test-app.ts';

let slack: SlackSandbox;
let client: WebClient;
let channel: string;
let thread: string;

beforeAll(async () => {
  slack = await startSlackSandbox();
  client = plainClient(slack, slack.botToken);
  channel = slack.directMessage('ULEA');
  thread = await slack.say('hello', { as: 'ULEA', in: channel });
});

afterAll(() => slack.stop());

const begun = async () => (await client.chat.startStream({ channel, thread_ts: thread, markdown_text: 'a' })).ts ?? '';

test('a stream is begun in a thread, added to, and ended with its blocks', async () => {
  const ts = await begun();
  await client.chat.appendStream({ channel, ts, markdown_text: 'b' });
  const section = { type: 'section', text: { type: 'mrkdwn', text: 'c' } };
  await client.chat.stopStream({ channel, ts, blocks: [section], session_status: 'active' });
  expect(slack.workspace.message(channel, ts)).toMatchObject({
    text: 'ab',
    blocks: [section],
    threadTs: thread,
    stream: { over: true },
  });
  expect(slack.workspace.sessions.get(`${channel} ${thread}`)).toBe('active');
});

test('what is being written can be changed by nothing else, and what is ended not be gone on with', async () => {
  const ts = await begun();
  expect(await refusal(client.chat.update({ channel, ts, text: 'x' }))).toMatchObject({
    error: 'streaming_state_conflict',
  });
  await client.chat.stopStream({ channel, ts });
  for (const call of [
    client.chat.appendStream({ channel, ts, markdown_text: 'x' }),
    client.chat.stopStream({ channel, ts }),
  ])
    expect(await refusal(call)).toMatchObject({ error: 'message_not_in_streaming_state' });
});

test.each([
  [{ markdown_text: 'x', chunks: [] }, 'markdown_text_conflict'],
  [{ markdown_text: 'x'.repeat(12_001) }, 'msg_too_long'],
  [{ chunks: [{ type: 'picture' }] }, 'invalid_chunks'],
  [{ chunks: [{ type: 'task_update', id: '1', title: 'x', status: 'done' }] }, 'invalid_chunks'],
  [{ chunks: [{ type: 'plan_update', title: 'x', colour: 'red' }] }, 'invalid_chunks'],
  [{}, 'no_text'],
])('%j is refused: %s', async (written, error) => {
  const call = client.chat.startStream({ channel, thread_ts: thread, ...(written as { markdown_text?: string }) });
  expect(await refusal(call)).toMatchObject({ error });
});

test('outside of a direct conversation a stream is for somebody', async () => {
  const { ts = '' } = await client.chat.postMessage({ channel: 'CSECURITY', text: 'x' });
  const start = (more: object) =>
    client.chat.startStream({ channel: 'CSECURITY', thread_ts: ts, markdown_text: 'x', ...more });
  expect(await refusal(start({}))).toMatchObject({ error: 'invalid_arguments' });
  await start({ recipient_user_id: 'ULEA', recipient_team_id: slack.teamId });
});

test('a session has one of four statuses, and a thread', async () => {
  const set = (status: string, more: object = { thread_ts: thread }) =>
    client.agents.sessions.setStatus({ channel_id: channel, status, ...more });
  await set('processing');
  expect(slack.workspace.sessions.get(`${channel} ${thread}`)).toBe('processing');
  expect(await refusal(set('thinking'))).toMatchObject({ error: 'invalid_status' });
  expect(await refusal(set('active', {}))).toMatchObject({ error: 'invalid_arguments' });
  expect(await refusal(set('active', { thread_ts: '1.000001' }))).toMatchObject({ error: 'thread_not_found' });
});

test('up to four prompts are suggested, to one person', async () => {
  const suggest = (n: number, channel_id = channel) => {
    const [first, ...others] = Array.from({ length: n }, (_, at) => ({ title: `${at}`, message: 'x' }));
    return client.assistant.threads.setSuggestedPrompts({ channel_id, prompts: [first, ...others] as never });
  };
  await suggest(4);
  expect(await refusal(suggest(5))).toMatchObject({ error: 'invalid_arguments' });
  expect(await refusal(suggest(1, 'CSECURITY'))).toMatchObject({ error: 'channel_type_not_supported' });
});
