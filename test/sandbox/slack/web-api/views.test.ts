import type { types } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Rig, refusal, startRig } from '../test-app.ts';

let now = 0;
let rig: Rig;
let client: WebClient;
let triggers: string[] = [];

const input = (id: string): types.InputBlock => ({
  type: 'input',
  block_id: id,
  label: { type: 'plain_text', text: id },
  element: { type: 'plain_text_input', action_id: 'text' },
});
const modal = (more: Partial<types.ModalView> = {}): types.ModalView => ({
  type: 'modal',
  title: { type: 'plain_text', text: 'Form' },
  submit: { type: 'plain_text', text: 'Send' },
  blocks: [input('why')],
  ...more,
});

beforeEach(async () => {
  now = Date.now();
  triggers = [];
  rig = await startRig({ now: () => now }, (app) => {
    app.command('/api-review', async ({ ack, command }) => {
      triggers.push(command.trigger_id);
      await ack();
    });
  });
  client = rig.client;
});

afterEach(() => rig.stop());

/** A fresh trigger of Lea's. */
async function trigger(): Promise<string> {
  await rig.slack.command('/api-review', { as: 'ULEA', in: '#payments' });
  return triggers.at(-1) ?? '';
}

test('a trigger opens one form, and only one', async () => {
  const trigger_id = await trigger();
  const { view } = await client.views.open({ trigger_id, view: modal() });
  expect(view).toMatchObject({
    type: 'modal',
    title: { text: 'Form' },
    root_view_id: view?.id,
    previous_view_id: null,
  });
  expect(await refusal(client.views.open({ trigger_id, view: modal() }))).toMatchObject({
    error: 'exchanged_trigger_id',
  });
});

test('a trigger is worth nothing after three seconds', async () => {
  const trigger_id = await trigger();
  now += 3_001;
  expect(await refusal(client.views.open({ trigger_id, view: modal() }))).toMatchObject({
    error: 'expired_trigger_id',
  });
});

test('a made-up trigger is an invalid argument', async () => {
  expect(await refusal(client.views.open({ trigger_id: '1.2.3', view: modal() }))).toMatchObject({
    error: 'invalid_arguments',
    response_metadata: { messages: ['[ERROR] invalid `trigger_id`'] },
  });
});

test('a bad view is refused with a pointer, and leaves the trigger unused', async () => {
  const trigger_id = await trigger();
  const bad = modal({ title: { type: 'plain_text', text: 'x'.repeat(25) } });
  expect(await refusal(client.views.open({ trigger_id, view: bad }))).toMatchObject({
    error: 'invalid_arguments',
    response_metadata: { messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'] },
  });
  await client.views.open({ trigger_id, view: modal() });
});

test('a view may weigh 250 kilobytes and no more', async () => {
  const blocks = Array.from({ length: 99 }, () => ({
    type: 'section' as const,
    text: { type: 'mrkdwn' as const, text: 'x'.repeat(3000) },
  }));
  const opened = client.views.open({ trigger_id: await trigger(), view: modal({ blocks }) });
  expect(await refusal(opened)).toMatchObject({ error: 'view_too_large' });
});

test('three forms may lie on each other, not four', async () => {
  await client.views.open({ trigger_id: await trigger(), view: modal() });
  await client.views.push({ trigger_id: await trigger(), view: modal() });
  const third = await client.views.push({ trigger_id: await trigger(), view: modal({ blocks: [input('third')] }) });
  expect(third.view?.previous_view_id).not.toBe(third.view?.root_view_id);
  expect(await refusal(client.views.push({ trigger_id: await trigger(), view: modal() }))).toMatchObject({
    error: 'push_limit_reached',
  });
  expect(rig.slack.modal({ as: 'ULEA' })).toContain('third');
  await rig.slack.dismiss({ as: 'ULEA' });
  expect(rig.slack.modal({ as: 'ULEA' })).toContain('why');
});

test('nothing can be pushed where nothing is open', async () => {
  expect(await refusal(client.views.push({ trigger_id: await trigger(), view: modal() }))).toMatchObject({
    error: 'not_found',
  });
});

test('an update from an old drawing is refused; one from the current drawing keeps what was typed', async () => {
  const opened = await client.views.open({ trigger_id: await trigger(), view: modal() });
  const { id: view_id = '', hash = '' } = opened.view ?? {};
  await client.views.update({ view_id, hash, view: modal({ blocks: [input('why'), input('more')] }) });
  expect(await refusal(client.views.update({ view_id, hash, view: modal() }))).toMatchObject({
    error: 'hash_conflict',
  });
  expect(await rig.slack.submit({ as: 'ULEA', values: { why: 'kept' } })).toMatchObject({
    errors: { more: 'Please complete this required field.' },
  });
  const { view } = await client.views.update({ view_id, view: modal({ blocks: [input('why'), input('else')] }) });
  expect(view?.state).toMatchObject({
    values: { why: { text: { value: 'kept' } }, else: { text: { value: null } } },
  });
});

test('a closed form cannot be updated', async () => {
  const { view } = await client.views.open({ trigger_id: await trigger(), view: modal() });
  await rig.slack.dismiss({ as: 'ULEA' });
  expect(await refusal(client.views.update({ view_id: view?.id ?? '', view: modal() }))).toMatchObject({
    error: 'not_found',
  });
});

test('an external id names one view only', async () => {
  const view = modal({ external_id: 'review-1' });
  await client.views.open({ trigger_id: await trigger(), view });
  expect(await refusal(client.views.push({ trigger_id: await trigger(), view }))).toMatchObject({
    error: 'duplicate_external_id',
  });
  await client.views.update({ external_id: 'review-1', view: modal({ blocks: [input('by name')] }) });
  expect(rig.slack.modal({ as: 'ULEA' })).toContain('by name');
});

test('a Home is published for people of the workspace, and guarded by its hash', async () => {
  const home: types.HomeView = { type: 'home', blocks: [{ type: 'divider' }] };
  const { view } = await client.views.publish({ user_id: 'ULEA', view: home });
  await client.views.publish({ user_id: 'ULEA', view: home, hash: view?.hash ?? '' });
  expect(await refusal(client.views.publish({ user_id: 'ULEA', view: home, hash: view?.hash ?? '' }))).toMatchObject({
    error: 'hash_conflict',
  });
  expect(await refusal(client.views.publish({ user_id: 'USTRANGER', view: home }))).toMatchObject({
    error: 'invalid_arguments',
  });
  expect(await refusal(client.apiCall('views.publish', { user_id: 'ULEA', view: modal() }))).toMatchObject({
    response_metadata: { messages: ['[ERROR] must be home [json-pointer:/view/type]'] },
  });
});
