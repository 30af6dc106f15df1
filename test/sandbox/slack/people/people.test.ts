import type { BlockAction, types, ViewOutput } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Rig, startRig } from '../test-app.ts';

let rig: Rig;
let submitted: ViewOutput | undefined;
let pressed: BlockAction[] = [];
/** What the app answers to the form, as JSON; nothing at all when empty. */
let answer = '';
let closed = 0;
const texts: string[] = [];

const plain = (text: string) => ({ type: 'plain_text', text }) as const;
const choices = ['Yes', 'No'].map((text) => ({ text: plain(text), value: text.toLowerCase() }));

beforeEach(async () => {
  pressed = [];
  texts.length = 0;
  submitted = undefined;
  answer = '';
  closed = 0;
  rig = await startRig({}, (app) => {
    app.action<BlockAction>(/.*/, async ({ ack, body }) => {
      pressed.push(body);
      await ack();
    });
    app.command('/form', async ({ ack, client, command }) => {
      await ack();
      await client.views.open({ trigger_id: command.trigger_id, view: form() });
    });
    app.view('form', async ({ ack, view }) => {
      submitted = view;
      await (answer ? ack(JSON.parse(answer)) : ack());
    });
    app.view({ type: 'view_closed', callback_id: 'form' }, async ({ ack }) => {
      closed += 1;
      await ack();
    });
    app.options('who', async ({ ack, payload }) => {
      await ack({ options: [{ text: plain(`${payload.value}!`), value: payload.value }] });
    });
    app.message(async ({ message }) => {
      if ('text' in message) texts.push(message.text ?? '');
    });
  });
});

afterEach(() => rig.stop());

const form = (more: Partial<types.ModalView> = {}): types.ModalView => ({
  type: 'modal',
  callback_id: 'form',
  notify_on_close: true,
  title: plain('Form'),
  submit: plain('Send'),
  blocks: [
    {
      type: 'input',
      block_id: 'why',
      label: plain('Why'),
      element: { type: 'plain_text_input', action_id: 'text', min_length: 3 },
    },
    {
      type: 'input',
      block_id: 'sure',
      label: plain('Sure'),
      optional: true,
      element: { type: 'radio_buttons', action_id: 'pick', options: choices },
    },
    {
      type: 'input',
      block_id: 'who',
      label: plain('Who'),
      optional: true,
      element: { type: 'multi_users_select', action_id: 'users' },
    },
    {
      type: 'input',
      block_id: 'team',
      label: plain('Team'),
      optional: true,
      element: { type: 'external_select', action_id: 'who', min_query_length: 0 },
    },
  ],
  ...more,
});

const post = (blocks: (types.KnownBlock | types.Block)[], more: object = {}) =>
  rig.client.chat.postMessage({ channel: 'CPAYMENTS', text: 'card', blocks, ...more });
const openForm = async () => {
  await rig.slack.command('/form', { as: 'ULEA', in: '#payments' });
  await rig.slack.until(() => rig.slack.modal({ as: 'ULEA' }) !== undefined);
};

describe('pressing', () => {
  test('a button on a message says who pressed what where, and how to answer', async () => {
    const { ts } = await post([
      {
        type: 'actions',
        block_id: 'row',
        elements: [{ type: 'button', action_id: 'go', text: plain('Go'), value: 'e1' }],
      },
    ]);
    expect(await rig.slack.click('Go', { as: 'UDANA', in: '#payments' })).toMatchObject({ ok: true, status: 200 });
    expect(pressed[0]).toMatchObject({
      type: 'block_actions',
      user: { id: 'UDANA', username: 'dana', team_id: 'TSANDBOX' },
      team: { id: 'TSANDBOX', domain: 'sandbox' },
      enterprise: null,
      is_enterprise_install: false,
      channel: { id: 'CPAYMENTS', name: 'payments' },
      container: { type: 'message', message_ts: ts, channel_id: 'CPAYMENTS', is_ephemeral: false },
      message: { ts, bot_id: 'BSANDBOX', blocks: [{ block_id: 'row' }] },
      actions: [{ type: 'button', action_id: 'go', block_id: 'row', value: 'e1', text: { text: 'Go' } }],
    });
    expect(pressed[0]?.response_url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/actions\/TSANDBOX\//);
  });

  test('of a whisper the app is shown neither words nor blocks', async () => {
    const blocks = [{ type: 'actions', elements: [{ type: 'button', action_id: 'go', text: plain('Go') }] }];
    await rig.client.apiCall('chat.postEphemeral', { channel: 'CPAYMENTS', user: 'UDANA', text: 'psst', blocks });
    await rig.slack.click('Go', { as: 'UDANA' });
    expect(pressed[0]?.container).toMatchObject({ is_ephemeral: true });
    expect(pressed[0]?.message).not.toHaveProperty('text');
    await expect(rig.slack.click('Go', { as: 'UEVE' })).rejects.toThrow('UEVE finds no "Go"');
  });

  test('a menu, and what else was filled in on the message', async () => {
    await post([
      {
        type: 'input',
        block_id: 'note',
        label: plain('Note'),
        element: { type: 'plain_text_input', action_id: 'text' },
      },
      {
        type: 'actions',
        block_id: 'row',
        elements: [{ type: 'static_select', action_id: 'pick', placeholder: plain('Sure?'), options: choices }],
      },
    ]);
    await rig.slack.click('Sure?', { as: 'UDANA', value: 'Yes', values: { Note: 'hm' } });
    expect(pressed[0]?.actions[0]).toMatchObject({ type: 'static_select', selected_option: { value: 'yes' } });
    expect(pressed[0]?.state?.values).toMatchObject({
      note: { text: { value: 'hm' } },
      row: { pick: { selected_option: { value: 'yes' } } },
    });
    await expect(rig.slack.click('Sure?', { as: 'UDANA', value: 'Perhaps' })).rejects.toThrow('No option "Perhaps"');
  });

  test('an entry of an overflow menu is pressed by its own words', async () => {
    await post([
      { type: 'section', text: plain('x'), accessory: { type: 'overflow', action_id: 'more', options: choices } },
    ]);
    await rig.slack.click('No', { as: 'UDANA' });
    expect(pressed[0]?.actions[0]).toMatchObject({ type: 'overflow', selected_option: { value: 'no' } });
  });

  test('where many rows carry the same label, the words of the row decide', async () => {
    const row = (name: string): types.KnownBlock => ({
      type: 'section',
      text: plain(name),
      accessory: { type: 'button', action_id: 'mine', text: plain('Mine'), value: name },
    });
    await post([row('/v1/balance'), row('/v1/refunds')]);
    await rig.slack.click('Mine', { as: 'UDANA', on: '/v1/refunds' });
    expect(pressed[0]?.actions[0]).toMatchObject({ value: '/v1/refunds' });
  });

  test('where words leave a doubt, the block id decides', async () => {
    const row = (name: string): types.KnownBlock => ({
      type: 'actions',
      block_id: name,
      elements: [{ type: 'button', action_id: 'go', text: plain('Go') }],
    });
    await post([row('one'), row('two')]);
    await rig.slack.click('Go', { as: 'UDANA', block: 'two' });
    expect(pressed[0]?.actions[0]).toMatchObject({ block_id: 'two' });
  });

  test('the newest message is meant, and only one the person can read', async () => {
    const go = (value: string): types.KnownBlock[] => [
      { type: 'actions', elements: [{ type: 'button', action_id: 'go', text: plain('Go'), value }] },
    ];
    await post(go('old'));
    await post(go('new'));
    await post(go('secret'), { channel: 'CSECRET' });
    await rig.slack.click('Go', { as: 'UEVE' });
    expect(pressed[0]?.actions[0]).toMatchObject({ value: 'new' });
    await rig.slack.click('Go', { as: 'ULEA' });
    expect(pressed[1]?.actions[0]).toMatchObject({ value: 'secret' });
  });
});

describe('forms', () => {
  test('what was filled in arrives under block and action ids', async () => {
    await openForm();
    expect(await rig.slack.suggestions('Team', 'pay', { as: 'ULEA', view: true })).toEqual(['pay!']);
    const values = { Why: 'because', Sure: 'No', Who: ['UEVE', 'UMAX'], Team: 'pay' };
    expect(await rig.slack.submit({ as: 'ULEA', values })).toMatchObject({ ok: true });
    expect(submitted?.state.values).toMatchObject({
      why: { text: { type: 'plain_text_input', value: 'because' } },
      sure: { pick: { type: 'radio_buttons', selected_option: { value: 'no' } } },
      who: { users: { type: 'multi_users_select', selected_users: ['UEVE', 'UMAX'] } },
      team: { who: { type: 'external_select', selected_option: { value: 'pay' } } },
    });
    expect(rig.slack.modal({ as: 'ULEA' })).toBeUndefined();
  });

  test.each([
    [{}, 'Please complete this required field.'],
    [{ Why: 'x' }, 'Please enter at least 3 characters.'],
  ])("Slack's own client does not send %j", async (values, error) => {
    await openForm();
    expect(await rig.slack.submit({ as: 'ULEA', values })).toMatchObject({ ok: false, errors: { why: error } });
    expect(submitted).toBeUndefined();
  });

  test.each<[string, object, string | undefined]>([
    ['update', { response_action: 'update', view: form({ title: plain('Second') }) }, 'Second'],
    ['push', { response_action: 'push', view: form({ title: plain('On top') }) }, 'On top'],
    ['clear', { response_action: 'clear' }, undefined],
    ['errors', { response_action: 'errors', errors: { why: 'No.' } }, 'Form'],
  ])('the answer %s is followed', async (_name, body, title) => {
    answer = JSON.stringify(body);
    await openForm();
    expect(await rig.slack.submit({ as: 'ULEA', values: { Why: 'because' } })).toMatchObject({ ok: true });
    if (title === undefined) expect(rig.slack.modal({ as: 'ULEA' })).toBeUndefined();
    else expect(rig.slack.modal({ as: 'ULEA' })).toContain(`*${title}*`);
  });

  test.each<[string, object]>([
    ['errors for a block that is no input', { response_action: 'errors', errors: { nothing: 'No.' } }],
    ['no errors at all', { response_action: 'errors', errors: {} }],
    ['a bad view', { response_action: 'update', view: form({ title: plain('x'.repeat(25)) }) }],
    ['an action nobody knows', { response_action: 'dance' }],
  ])('an answer with %s looks like a failure, and the form stays', async (_case, body) => {
    answer = JSON.stringify(body);
    await openForm();
    const seen = await rig.slack.submit({ as: 'ULEA', values: { Why: 'because' } });
    expect(seen).toMatchObject({ ok: false, error: expect.stringContaining('We had some trouble connecting.') });
    expect(rig.slack.modal({ as: 'ULEA' })).toContain('*Form*');
  });

  test('closing a form tells the app when it asked for that', async () => {
    await openForm();
    await rig.slack.dismiss({ as: 'ULEA' });
    expect(closed).toBe(1);
    expect(rig.slack.modal({ as: 'ULEA' })).toBeUndefined();
  });
});

describe('talking', () => {
  const events = () => rig.slack.deliveries.map((one) => one.payload.event);

  test('what is typed arrives escaped, with mentions and links marked', async () => {
    await rig.slack.say('@dana see <b> & #payments, https://a.example/?a=1&b=2', { as: 'UEVE', in: '#payments' });
    expect(texts).toEqual(['<@UDANA> see &lt;b&gt; &amp; <#CPAYMENTS>, <https://a.example/?a=1&amp;b=2>']);
    expect(rig.slack.deliveries[0]?.payload).toMatchObject({
      type: 'event_callback',
      team_id: 'TSANDBOX',
      api_app_id: 'ASANDBOX',
      is_ext_shared_channel: false,
      authorizations: [{ team_id: 'TSANDBOX', user_id: 'UBOT', is_bot: true }],
      event: {
        type: 'message',
        channel: 'CPAYMENTS',
        channel_type: 'channel',
        user: 'UEVE',
        blocks: [{ type: 'rich_text' }],
      },
    });
  });

  test.each([
    ['see shop.example.', 'see <http://shop.example|shop.example>.'],
    ['api.shop.com/v1/**?a&b,', '<http://api.shop.com/v1/**?a&amp;b|api.shop.com/v1/**?a&amp;b>,'],
    ['a.shop.com,b.shop.com', '<http://a.shop.com|a.shop.com>,<http://b.shop.com|b.shop.com>'],
    ['dana@shop.com', '<mailto:dana@shop.com|dana@shop.com>'],
    ['https://shop.example', '<https://shop.example>'],
    ['readme.txt v1.2 e.g. shop.example.evil', 'readme.txt v1.2 e.g. shop.example.evil'],
  ])('%s is linked as Slack does, in messages and commands alike', async (typed, arrives) => {
    await rig.slack.say(typed, { as: 'UEVE', in: '#payments' });
    expect(texts).toEqual([arrives]);
    await rig.slack.command(`/form ${typed}`, { as: 'ULEA', in: '#payments' });
    expect(rig.slack.deliveries.at(-1)?.payload).toMatchObject({ text: arrives });
  });

  test('events may arrive late and in another order', async () => {
    const release = rig.slack.holdEvents();
    await rig.slack.say('one', { as: 'UEVE', in: '#payments' });
    await rig.slack.say('two', { as: 'UEVE', in: '#payments' });
    expect(texts).toEqual([]);
    await release('reversed');
    await rig.slack.say('three', { as: 'UEVE', in: '#payments' });
    expect(texts).toEqual(['two', 'one', 'three']);
  });

  test("the app's address passes Slack's own check", async () => {
    expect(await rig.slack.verifyAddress()).toBe(true);
  });

  test('a command carries its mentions with names', async () => {
    await rig.slack.command('/form assign @dana <@UMAX> #payments', { as: 'ULEA', in: '#secret-plans' });
    expect(rig.slack.deliveries[0]?.payload).toMatchObject({
      text: 'assign <@UDANA|dana> <@UMAX|max> <#CPAYMENTS|payments>',
      channel_id: 'CSECRET',
      channel_name: 'privategroup',
    });
  });

  test('an edited message and a removed one', async () => {
    const ts = await rig.slack.say('one', { as: 'UEVE', in: '#payments' });
    await rig.slack.edit(ts, 'two', { as: 'UEVE', in: '#payments' });
    expect(rig.slack.screen('#payments')).toBe('eve: two (edited)');
    await rig.slack.remove(ts, { as: 'UEVE', in: '#payments' });
    expect(rig.slack.screen('#payments')).toBe('');
    expect(events()).toMatchObject([
      { type: 'message', text: 'one' },
      {
        subtype: 'message_changed',
        message: { ts, text: 'two', edited: { user: 'UEVE' } },
        previous_message: { text: 'one' },
      },
      { subtype: 'message_deleted', deleted_ts: ts, previous_message: { text: 'two' } },
    ]);
  });

  test('a reply in a thread, and a word to the app alone', async () => {
    const { ts = '' } = await post([]);
    await rig.slack.say('in the thread', { as: 'UEVE', in: '#payments', thread: ts });
    await rig.slack.say('hello', { as: 'UEVE', in: rig.slack.directMessage('UEVE') });
    expect(events().slice(-2)).toMatchObject([
      { thread_ts: ts, parent_user_id: 'UBOT', text: 'in the thread' },
      { channel: 'DEVE', channel_type: 'im', text: 'hello' },
    ]);
  });

  test('a stranger is heard in the shared channel, and the event says it is shared', async () => {
    await rig.slack.say('hi', { as: 'USTRANGER', in: '#with-partner' });
    expect(rig.slack.deliveries[0]?.payload).toMatchObject({
      is_ext_shared_channel: true,
      event: { team: 'TPARTNER' },
    });
    await expect(rig.slack.command('/form', { as: 'USTRANGER', in: '#with-partner' })).rejects.toThrow(
      'another workspace',
    );
  });

  test.each([
    ['someone who is not in the channel', { as: 'UGUEST', in: '#payments' }, 'UGUEST is not in #payments'],
    ['someone in an archive', { as: 'ULEA', in: '#archived' }, 'is archived'],
    ['someone who left', { as: 'UGONE', in: '#payments' }, 'cannot do anything'],
    ['nobody', { as: 'UNOBODY', in: '#payments' }, 'There is no person UNOBODY'],
  ])('%s cannot talk', async (_who, o, error) => {
    await expect(rig.slack.say('hello', o)).rejects.toThrow(error);
  });

  test('waiting in vain shows what was there to see', async () => {
    await rig.slack.say('hello', { as: 'UEVE', in: '#payments' });
    const waited = rig.slack.until(() => false, { withinMs: 1, what: 'a miracle' });
    await expect(waited).rejects.toThrow('Waited in vain for a miracle\n#payments\neve: hello');
  });
});
