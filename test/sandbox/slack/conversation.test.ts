import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Rig, startRig } from './test-app.ts';

let rig: Rig;

beforeEach(async () => {
  rig = await startRig({}, (app) => {
    app.command('/api-review', async ({ command, ack, client }) => {
      await ack(`Starting ${command.text}`);
      await client.chat.postMessage({
        channel: command.channel_id,
        text: 'card',
        blocks: [
          { type: 'section', text: { type: 'mrkdwn', text: `*${command.text}* for <@${command.user_id}>` } },
          {
            type: 'actions',
            elements: [
              { type: 'button', action_id: 'ack', text: { type: 'plain_text', text: 'Acknowledge' }, value: 'e1' },
            ],
          },
        ],
      });
    });
    app.action('ack', async ({ ack, body, respond, client }) => {
      await ack();
      if (body.user.id !== 'UDANA') {
        await respond('Only <@UDANA> may do that.');
        return;
      }
      await client.views.open({
        trigger_id: 'trigger_id' in body ? body.trigger_id : '',
        view: {
          type: 'modal',
          callback_id: 'form',
          title: { type: 'plain_text', text: 'Why?' },
          submit: { type: 'plain_text', text: 'Send' },
          blocks: [
            {
              type: 'input',
              block_id: 'reason',
              label: { type: 'plain_text', text: 'Reason' },
              element: { type: 'plain_text_input', action_id: 'text' },
            },
          ],
        },
      });
    });
    app.view('form', async ({ ack, view, client, body }) => {
      const text = view.state.values.reason?.text?.value ?? '';
      if (text === 'no') {
        await ack({ response_action: 'errors', errors: { reason: 'Say more.' } });
        return;
      }
      await ack();
      await client.chat.postMessage({ channel: 'CPAYMENTS', text: `<@${body.user.id}> says ${text}` });
    });
    app.event('app_mention', async ({ event, say }) => {
      await say({ text: `You called, <@${event.user}>?`, thread_ts: event.ts });
    });
    app.event('app_home_opened', async ({ event, client }) => {
      await client.views.publish({
        user_id: event.user,
        view: { type: 'home', blocks: [{ type: 'header', text: { type: 'plain_text', text: 'My reviews' } }] },
      });
    });
  });
});

afterEach(() => rig.stop());

test('a person types a command, presses a button, fills in the form, and the channel shows it', async () => {
  const { slack } = rig;
  const seen = await slack.command('/api-review start shop.example', { as: 'ULEA', in: '#payments' });
  expect(seen).toMatchObject({ ok: true, text: 'Starting start <http://shop.example|shop.example>' });
  await slack.until(() => slack.screen('#payments').includes('Acknowledge'));
  expect(slack.screen('#payments', { as: 'ULEA' })).toMatchInlineSnapshot(`
    "(only ULEA) Starting start <http://shop.example|shop.example>
    *start <http://shop.example|shop.example>* for <@ULEA>
    [Acknowledge]"
  `);

  await slack.click('Acknowledge', { as: 'UEVE', on: 'shop.example' });
  await slack.until(() => slack.whispers({ as: 'UEVE' }).length > 0);
  expect(slack.whispers({ as: 'UEVE' })).toEqual(['Only <@UDANA> may do that.']);

  await slack.click('Acknowledge', { as: 'UDANA', in: '#payments' });
  await slack.until(() => slack.modal({ as: 'UDANA' }) !== undefined);
  expect(slack.modal({ as: 'UDANA' })).toMatchInlineSnapshot(`
    "*Why?*
    Reason: [____]
    [Send]"
  `);
  expect(await slack.submit({ as: 'UDANA', values: { Reason: 'no' } })).toMatchObject({
    errors: { reason: 'Say more.' },
  });
  expect(await slack.submit({ as: 'UDANA', values: { reason: 'it is mine' } })).toMatchObject({ ok: true });
  expect(slack.modal({ as: 'UDANA' })).toBeUndefined();
  await slack.until(() => slack.screen('#payments').includes('<@UDANA> says it is mine'));
});

test('a mention is answered in its thread', async () => {
  const { slack } = rig;
  const ts = await slack.say('hello @api-review & all', { as: 'UEVE', in: '#payments' });
  await slack.until(() => slack.screen('#payments', { thread: ts }).includes('You called'));
  expect(slack.screen('#payments')).toMatchInlineSnapshot(`
    "eve: hello <@UBOT> & all
      You called, <@UEVE>?"
  `);
});

test('opening the Home publishes it for that person alone', async () => {
  const { slack } = rig;
  await slack.openHome({ as: 'UMAX' });
  await slack.until(() => slack.home({ as: 'UMAX' }) !== undefined);
  expect(slack.home({ as: 'UMAX' })).toBe('*My reviews*');
  expect(slack.home({ as: 'ULEA' })).toBeUndefined();
});
