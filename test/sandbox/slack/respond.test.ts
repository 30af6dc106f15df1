import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Rig, startRig } from './test-app.ts';

let now = 0;
let rig: Rig;
const urls: string[] = [];

beforeEach(async () => {
  now = Date.now();
  urls.length = 0;
  rig = await startRig({ now: () => now }, (app) => {
    app.command('/api-review', async ({ ack, command }) => {
      urls.push(command.response_url);
      await ack(command.text);
    });
    app.action('press', async ({ ack, body }) => {
      if ('response_url' in body && body.response_url) urls.push(body.response_url);
      await ack();
    });
  });
});

afterEach(() => rig.stop());

const answer = async (body: object, url = urls.at(-1) ?? ''): Promise<[number, unknown]> => {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  return [response.status, await response.json()];
};
const command = (channel = '#payments') => rig.slack.command('/api-review', { as: 'ULEA', in: channel });
const button = [
  { type: 'section', text: { type: 'mrkdwn', text: 'Press it' } },
  { type: 'actions', elements: [{ type: 'button', action_id: 'press', text: { type: 'plain_text', text: 'Press' } }] },
];

test('an answer is private unless said otherwise, and works where the app is no member', async () => {
  await command('#general');
  expect(await answer({ text: 'for you' })).toEqual([200, { ok: true }]);
  expect(await answer({ text: 'for all', response_type: 'in_channel' })).toEqual([200, { ok: true }]);
  expect(rig.slack.screen('#general', { as: 'ULEA' })).toBe('(only ULEA) for you\nfor all');
  expect(rig.slack.screen('#general', { as: 'UDANA' })).toBe('for all');
});

test('five answers, and not a sixth', async () => {
  await command();
  for (let used = 0; used < 5; used++) expect(await answer({ text: 'x' })).toEqual([200, { ok: true }]);
  expect(await answer({ text: 'x' })).toEqual([404, { ok: false, error: 'used_url' }]);
});

test('no answer after half an hour', async () => {
  await command();
  now += 30 * 60_000 + 1;
  expect(await answer({ text: 'x' })).toEqual([404, { ok: false, error: 'expired_url' }]);
});

test.each([
  ['nothing to show', {}, 'no_text'],
  ['a field nobody knows', { text: 'x', colour: 'red' }, 'invalid_payload'],
  ['a type of answer nobody knows', { text: 'x', response_type: 'shout' }, 'invalid_response_type'],
  ['bad blocks', { blocks: [{ type: 'shout' }] }, 'invalid_blocks'],
])('an answer with %s is refused', async (_case, body, error) => {
  await command();
  expect(await answer(body)).toMatchObject([400, { error }]);
});

test('the answer to a click replaces or removes the message clicked on, for all who see it', async () => {
  await rig.client.apiCall('chat.postMessage', { channel: 'CPAYMENTS', text: 'Press it', blocks: button });
  await rig.slack.click('Press', { as: 'UDANA' });
  await answer({ text: 'Pressed', replace_original: true });
  expect(rig.slack.screen('#payments')).toBe('Pressed');
  await answer({ delete_original: true });
  expect(rig.slack.screen('#payments')).toBe('');
  expect(await answer({ delete_original: true })).toMatchObject([404, { error: 'message_not_found' }]);
});

test('a whisper can be changed only this way, and stays a whisper', async () => {
  await rig.client.apiCall('chat.postEphemeral', {
    channel: 'CPAYMENTS',
    user: 'UDANA',
    text: 'Press it',
    blocks: button,
  });
  await rig.slack.click('Press', { as: 'UDANA' });
  await answer({ text: 'Thank you', replace_original: true });
  await answer({ text: 'One more' });
  expect(rig.slack.whispers({ as: 'UDANA' })).toEqual(['Thank you', 'One more']);
  expect(rig.slack.messages).toEqual([]);
});

test('an answer to a click in a thread stays in the thread', async () => {
  const { ts } = await rig.client.chat.postMessage({ channel: 'CPAYMENTS', text: 'card' });
  await rig.client.apiCall('chat.postMessage', {
    channel: 'CPAYMENTS',
    thread_ts: ts,
    text: 'Press it',
    blocks: button,
  });
  await rig.slack.click('Press', { as: 'UDANA' });
  await answer({ text: 'noted' });
  expect(rig.slack.screen('#payments', { as: 'UDANA' })).toBe('card\n  Press it\n  [Press]\n  (only UDANA) noted');
});
