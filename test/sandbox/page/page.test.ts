import type { BlockAction, types, ViewOutput } from '@slack/bolt';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chromiumHere, type OpenPage, openPage } from '../../support/browser.ts';
import { type Rig, startRig } from '../slack/test-app.ts';
import { startPage } from './server.ts';

const plain = (text: string) => ({ type: 'plain_text', text }) as const;
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text }) as const;
const choices = (...texts: string[]) => texts.map((text) => ({ text: plain(text), value: text.toLowerCase() }));
const button = (text: string, more: Partial<types.Button> = {}): types.Button => ({
  type: 'button',
  action_id: text.toLowerCase().replaceAll(' ', '-'),
  text: plain(text),
  value: 'v',
  ...more,
});

let rig: Rig;
let site: Awaited<ReturnType<typeof startPage>>;
let open: OpenPage;
const pressed: BlockAction[] = [];
let submitted: ViewOutput['state']['values'] | undefined;
/** What the app answers to the form, when not with closing it. */
let refusal: Record<string, string> | undefined;

const form = (): types.ModalView => {
  const input = (
    id: string,
    label: string,
    element: types.InputBlock['element'],
    optional = false,
  ): types.InputBlock => ({
    type: 'input',
    block_id: id,
    label: plain(label),
    optional,
    element,
  });
  return {
    type: 'modal',
    callback_id: 'form',
    title: plain('Question'),
    submit: plain('Send answer'),
    blocks: [
      input('why', 'Why', { type: 'plain_text_input', action_id: 'a', multiline: true }),
      input('sure', 'Sure', { type: 'radio_buttons', action_id: 'a', options: choices('Yes', 'No') }),
      input('often', 'How often', { type: 'static_select', action_id: 'a', options: choices('Monthly', 'Never') }),
      input('who', 'Who', { type: 'users_select', action_id: 'a' }),
      input('when', 'When', { type: 'datepicker', action_id: 'a', initial_date: '2026-12-01' }),
      input('where', 'Where', { type: 'checkboxes', action_id: 'a', options: choices('Edge', 'Origin') }, true),
    ],
  };
};

const fileForm: types.ModalView = {
  type: 'modal',
  callback_id: 'form',
  title: plain('Documents'),
  submit: plain('Read'),
  blocks: [
    {
      type: 'input',
      block_id: 'documents',
      label: plain('Documents'),
      element: { type: 'file_input', action_id: 'a', filetypes: ['yaml', 'json'], max_files: 5 },
    },
  ],
};

beforeAll(async () => {
  rig = await startRig({}, (app) => {
    app.command('/api-review', async ({ ack, client, command, respond }) => {
      await ack();
      if (command.text === 'form') await client.views.open({ trigger_id: command.trigger_id, view: form() });
      else if (command.text === 'spec') await client.views.open({ trigger_id: command.trigger_id, view: fileForm });
      else await respond(`You asked for ${command.text}`);
    });
    app.view('form', async ({ ack, view }) => {
      submitted = view.state.values;
      await (refusal ? ack({ response_action: 'errors', errors: refusal }) : ack());
    });
    app.action<BlockAction>(/.*/, async ({ ack, body }) => {
      pressed.push(body);
      await ack();
    });
    app.event('app_home_opened', async ({ event, client }) => {
      if (event.tab !== 'home') return;
      const blocks = [{ type: 'actions', elements: [button('Start review')] }] satisfies types.KnownBlock[];
      await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
    });
  });
  site = await startPage({ slack: rig.slack, welcome: 'Welcome to the sandbox.' });
});

afterAll(async () => {
  await site.stop();
  await rig.stop();
});

const post = (text: string, blocks: types.KnownBlock[] = [], more: object = {}) =>
  rig.client.chat.postMessage({ channel: 'CSECURITY', text, ...(blocks.length > 0 && { blocks }), ...more });

/** What somebody's browser is told of a conversation. */
async function told(person: string, conversation: string): Promise<string> {
  const answer = await fetch(`${site.url}api/state?as=${person}&in=${conversation}`);
  return answer.text();
}

const deed = (body: object, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  fetch(`${site.url}api/do`, { method: 'POST', headers, body: JSON.stringify(body) });

describe('what the server tells', () => {
  test("nobody is told of another person's whispers, direct messages and private channels", async () => {
    await rig.client.chat.postEphemeral({ channel: 'CSECURITY', user: 'UDANA', text: 'whispered to dana' });
    await post('written to dana', [], { channel: rig.slack.directMessage('UDANA') });
    await post('in the private channel', [], { channel: 'CSECRET' });
    const places = ['CSECURITY', 'CSECRET', 'DDANA'];
    const heardBy = async (person: string) => (await Promise.all(places.map((one) => told(person, one)))).join();
    expect(await heardBy('UDANA')).toMatch(/whispered to dana.*written to dana/s);
    expect(await heardBy('ULEA')).toContain('in the private channel');
    expect(await heardBy('UEVE')).not.toMatch(/whispered to dana|written to dana|private channel|secret-plans/);
    expect(await heardBy('ULEA')).not.toMatch(/whispered to dana|written to dana/);
  });

  test('what the app suggests to ask, and that it is at work, is told to whom it concerns', async () => {
    const conversation = rig.slack.directMessage('UMAX');
    const thread = await rig.slack.say('hello', { as: 'UMAX', in: conversation });
    const prompts = [{ title: 'What waits for me', message: 'What waits for me?' }] as const;
    await rig.client.assistant.threads.setSuggestedPrompts({ channel_id: conversation, prompts: [...prompts] });
    await rig.client.agents.sessions.setStatus({
      channel_id: conversation,
      thread_ts: thread,
      status: 'processing',
    });
    const app = async (person: string) => JSON.parse(await told(person, conversation)).app;
    expect(await app('UMAX')).toMatchObject({ prompts, working: true });
    expect(await app('UEVE')).toMatchObject({ prompts: [], working: false });
    await rig.client.agents.sessions.setStatus({ channel_id: conversation, thread_ts: thread, status: 'active' });
    expect(await app('UMAX')).toMatchObject({ working: false });
  });

  test.each(['UBOT', 'UGONE', 'USTRANGER', 'UNOBODY', ''])(
    'nobody can look through the eyes of "%s"',
    async (person) => {
      const answer = await fetch(`${site.url}api/state?as=${person}&in=CSECURITY`);
      expect(answer.status).toBe(404);
    },
  );

  test('a file is handed to those who were sent it, and only as a download', async () => {
    await rig.client.filesUploadV2({ channel_id: 'CSECRET', filename: 'plans "1".html', content: '<script>' });
    const [id] = [...rig.slack.files.keys()].slice(-1);
    const mine = await fetch(`${site.url}api/file?as=ULEA&id=${id}`);
    expect(await mine.text()).toBe('<script>');
    expect(mine.headers.get('content-type')).toBe('application/octet-stream');
    expect(mine.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''plans%20%221%22.html");
    expect((await fetch(`${site.url}api/file?as=UDANA&id=${id}`)).status).toBe(404);
  });

  test('other sites in the same browser cannot act here', async () => {
    const said = { do: 'say', as: 'ULEA', in: 'CSECURITY', text: 'forged' };
    expect((await deed(said, { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await deed({ ...said, do: 'dance' })).status).toBe(400);
    expect(rig.slack.screen('#api-security')).not.toContain('forged');
  });

  test('what the workspace does not allow is said in its own words', async () => {
    const answer = await deed({ do: 'say', as: 'UDANA', in: 'CSECRET', text: 'let me in' });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toEqual({ ok: false, error: 'UDANA is not in CSECRET.' });
  });
});

describe.skipIf(!chromiumHere)('in a browser', { timeout: 180_000 }, () => {
  beforeAll(async () => {
    open = await openPage('about:blank');
    open.page.setDefaultTimeout(60_000);
  });

  afterAll(() => open.close());

  beforeEach(async () => {
    pressed.length = 0;
    submitted = undefined;
    refusal = undefined;
    open.complaints.length = 0;
    await open.page.setViewportSize({ width: 1280, height: 800 });
    await open.page.goto('about:blank');
    await open.page.goto(`${site.url}#/ULEA/CSECURITY`);
    await composer().waitFor();
  });

  afterEach(() => {
    expect(open.complaints).toEqual([]);
  });

  const composer = () => open.page.getByRole('textbox', { name: 'Message to #api-security' });
  const article = (text: string): Locator => open.page.getByRole('article').filter({ hasText: text }).last();
  const openForm = async () => {
    await composer().fill('/api-review form');
    await composer().press('Enter');
    const dialog = open.page.getByRole('dialog', { name: 'Question' });
    await dialog.waitFor();
    return dialog;
  };

  test('a command is answered privately, and only its author sees the answer', async () => {
    await composer().fill('/api-review start shop.example');
    await composer().press('Enter');
    const answer = article('You asked for start shop.example');
    await answer.getByText('Only visible to you').waitFor();
    await open.page.getByRole('button', { name: /Dana Example/ }).click();
    await open.page.getByRole('button', { name: /Dana Example/, pressed: true }).waitFor();
    await composer().waitFor();
    expect(await open.page.getByText('You asked for start').count()).toBe(0);
  });

  test('the command is suggested while it is typed, and Tab takes the suggestion', async () => {
    await composer().pressSequentially('/api-review rem');
    await open.page.getByRole('option', { name: /\/api-review remediation/ }).waitFor();
    await composer().press('Tab');
    expect(await composer().inputValue()).toBe('/api-review remediation ');
  });

  test('a button tells the app who pressed it, after the question that guards it', async () => {
    const confirm = {
      title: plain('Really?'),
      text: mrkdwn('It is *gone* then.'),
      confirm: plain('Do it'),
      deny: plain('No'),
    };
    await post('card', [
      { type: 'section', text: mrkdwn('First row'), accessory: button('Mine', { value: 'first' }) },
      { type: 'section', text: mrkdwn('Second row'), accessory: button('Mine', { value: 'second' }) },
      { type: 'actions', elements: [button('Drop', { confirm })] },
    ]);
    const card = article('First row');
    await card.getByRole('button', { name: 'Mine' }).nth(1).click();
    await card.getByRole('button', { name: 'Drop' }).click();
    await open.page.getByRole('dialog', { name: 'Really?' }).getByRole('button', { name: 'No' }).click();
    await card.getByRole('button', { name: 'Drop' }).click();
    await open.page.getByRole('dialog', { name: 'Really?' }).getByRole('button', { name: 'Do it' }).click();
    await rig.slack.until(() => pressed.length === 2);
    expect(pressed).toMatchObject([
      { user: { id: 'ULEA' }, actions: [{ action_id: 'mine', value: 'second' }] },
      { user: { id: 'ULEA' }, actions: [{ action_id: 'drop' }] },
    ]);
  });

  test('a menu and the entries behind three dots tell what was chosen', async () => {
    await post('menus', [
      {
        type: 'section',
        text: mrkdwn('Menus'),
        accessory: { type: 'overflow', action_id: 'more', options: choices('Assign', 'Snooze') },
      },
      {
        type: 'actions',
        elements: [
          { type: 'static_select', action_id: 'pick', placeholder: plain('Sort by'), options: choices('Risk', 'Name') },
        ],
      },
    ]);
    const card = article('Menus');
    await card.getByLabel('More actions').click();
    await card.getByRole('button', { name: 'Snooze' }).click();
    await card.getByRole('combobox', { name: 'Sort by' }).selectOption('Name');
    await rig.slack.until(() => pressed.length === 2);
    expect(pressed.map((one) => one.actions[0])).toMatchObject([
      { action_id: 'more', selected_option: { value: 'snooze' } },
      { action_id: 'pick', selected_option: { value: 'name' } },
    ]);
  });

  test('a form is filled in and sent, with every kind of field', async () => {
    const dialog = await openForm();
    await dialog.getByRole('textbox', { name: 'Why' }).fill('because');
    await dialog.getByRole('radio', { name: 'No' }).check();
    await dialog.getByRole('combobox', { name: 'How often' }).selectOption('Never');
    await dialog.getByRole('combobox', { name: 'Who' }).selectOption('Max Example');
    await dialog.getByRole('checkbox', { name: 'Origin' }).check();
    await dialog.getByRole('button', { name: 'Send answer' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(submitted).toMatchObject({
      why: { a: { value: 'because' } },
      sure: { a: { selected_option: { value: 'no' } } },
      often: { a: { selected_option: { value: 'never' } } },
      who: { a: { selected_user: 'UMAX' } },
      when: { a: { selected_date: '2026-12-01' } },
      where: { a: { selected_options: [{ value: 'origin' }] } },
    });
  });

  test('a form says what is wrong with it and keeps what was typed; Escape closes it', async () => {
    const dialog = await openForm();
    await dialog.getByRole('button', { name: 'Send answer' }).click();
    await dialog.getByText('Please complete this required field.').first().waitFor();
    refusal = { why: 'Say a little more.' };
    await dialog.getByRole('textbox', { name: 'Why' }).fill('x');
    await dialog.getByRole('radio', { name: 'Yes' }).check();
    await dialog.getByRole('combobox', { name: 'How often' }).selectOption('Never');
    await dialog.getByRole('combobox', { name: 'Who' }).selectOption('Max Example');
    await dialog.getByRole('button', { name: 'Send answer' }).click();
    await dialog.getByText('Say a little more.').waitFor();
    expect(await dialog.getByRole('textbox', { name: 'Why' }).inputValue()).toBe('x');
    await open.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(rig.slack.modal({ as: 'ULEA' })).toBeUndefined();
  });

  test('a reply goes into the thread, and editing it edits it', async () => {
    await post('What limits login?');
    await article('What limits login?').hover();
    await article('What limits login?').getByRole('button', { name: 'Reply in thread' }).click();
    const thread = open.page.getByRole('complementary', { name: 'Thread' });
    await thread.getByRole('textbox', { name: 'Reply in thread' }).fill('Five per minute & *nothing* else');
    await thread.getByRole('textbox', { name: 'Reply in thread' }).press('Enter');
    const reply = thread.getByRole('article').filter({ hasText: 'Five per minute & nothing else' });
    await reply.hover();
    await reply.getByRole('button', { name: 'Edit message' }).click();
    const editor = thread.getByRole('textbox', { name: 'Edit message' });
    expect(await editor.inputValue()).toBe('Five per minute & *nothing* else');
    await editor.fill('Six per minute');
    await editor.press('Enter');
    await thread.getByText('Six per minute').waitFor();
    await open.page.getByRole('button', { name: /1 reply/ }).waitFor();
    expect(rig.slack.screen('#api-security')).toContain('  lea: Six per minute (edited)');
  });

  test('text that looks like a page stays text, wherever it stands', async () => {
    const attack = '<img src=x onerror=alert(1)>';
    const escaped = '&lt;img src=x onerror=alert(1)&gt;';
    await rig.slack.say(`typed ${attack} [a](javascript:alert(1))`, { as: 'UDANA', in: '#api-security' });
    await post('hostile', [
      { type: 'header', text: plain(`header ${attack}`) },
      { type: 'section', text: mrkdwn(`section ${escaped} \`${escaped}\` ${attack} <javascript:alert(1)|press>`) },
      { type: 'context', elements: [mrkdwn(`context ${escaped}`)] },
      { type: 'markdown', text: `markdown ${attack} ![picture](https://elsewhere.example/p.png)` },
      { type: 'actions', elements: [button(`press ${attack}`)] },
    ]);
    await article('header')
      .getByRole('button', { name: `press ${attack}` })
      .waitFor();
    expect(await article('header').textContent()).toContain(
      `section ${attack} ${attack} ${attack} <javascript:alert(1)|press>`,
    );
    expect(await article('typed').textContent()).toContain(`typed ${attack} [a](javascript:alert(1))`);
    expect(await open.page.locator('[onerror], [href^="javascript"]').count()).toBe(0);
  });

  test('mentions read as names, dates as local time, known emoji as pictures', async () => {
    await post('words', [
      {
        type: 'section',
        text: mrkdwn(
          ':white_check_mark: <@UDANA> and <!subteam^SPAYMENTS> in <#CPAYMENTS>, `/v1/*/a` and `/v1/*/b`, due <!date^1764000000^{date_short} {time}|2025-11-24>, at 10:30:45 *bold* _it_ ~st~',
        ),
      },
    ]);
    expect(await article('Dana Example and').textContent()).toContain(
      '✅ @Dana Example and @payments in #payments, /v1/*/a and /v1/*/b, due 24 Nov 2025 17:00, at 10:30:45 bold it st',
    );
  });

  test('files are chosen in a form and reach the app whole; too large ones are refused with what to do', async () => {
    await composer().fill('/api-review spec');
    await composer().press('Enter');
    const dialog = open.page.getByRole('dialog', { name: 'Documents' });
    await dialog.getByRole('button', { name: 'Read' }).click();
    await dialog.getByText('Please complete this required field.').waitFor();
    const content = Buffer.from([0, 255, 0xc3, 0xa9]);
    await dialog
      .getByLabel('Documents')
      .setInputFiles({ name: 'huge.yaml', mimeType: 'text/yaml', buffer: Buffer.alloc(2_000_001) });
    await dialog.getByText('Choose smaller files.').waitFor();
    await dialog.getByLabel('Documents').setInputFiles({ name: 'shop.yaml', mimeType: 'text/yaml', buffer: content });
    await open.page.setViewportSize({ width: 390, height: 844 });
    expect(await open.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await dialog.getByRole('button', { name: 'Read' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(submitted?.documents?.a).toMatchObject({ type: 'file_input', files: [{ name: 'shop.yaml', size: 4 }] });
    expect([...rig.slack.files.values()].at(-1)?.content).toEqual(content);
  });

  test("the app's Home can be opened and its buttons pressed", async () => {
    await open.page.getByRole('button', { name: 'API Review' }).click();
    await open.page.getByRole('button', { name: 'Home', exact: true }).click();
    await open.page.getByRole('button', { name: 'Start review' }).click();
    await rig.slack.until(() => pressed.length === 1);
    expect(pressed[0]).toMatchObject({ view: { type: 'home' }, user: { id: 'ULEA' } });
  });

  test('on a phone nothing sticks out, the channels fold away and a thread takes the whole width', async () => {
    const path = `/v1/${'a-very-long-segment-without-end-'.repeat(8)}`;
    const { ts } = await post('wide', [
      { type: 'section', text: mrkdwn(`\`GET ${path}\` ${path}`), accessory: button('Not mine') },
      {
        type: 'table',
        rows: [
          ['Path', 'Owner'].map((text) => ({ type: 'raw_text', text })),
          [path, path].map((text) => ({ type: 'raw_text', text })),
        ],
      },
    ]);
    await open.page.setViewportSize({ width: 390, height: 844 });
    const overhang = () => open.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    await article('GET /v1/').waitFor();
    expect(await overhang()).toBeLessThanOrEqual(0);
    await open.page.getByRole('navigation', { name: 'People and channels' }).waitFor({ state: 'hidden' });
    await open.page.getByRole('button', { name: 'Open menu' }).click();
    await open.page.getByRole('button', { name: 'payments' }).click();
    await open.page.getByText('Nothing here yet in #payments').waitFor();
    await open.page.goto(`${site.url}#/ULEA/CSECURITY/${ts}`);
    const thread = open.page.getByRole('complementary', { name: 'Thread' });
    await thread.getByRole('article').first().waitFor();
    expect((await thread.boundingBox())?.width).toBe(390);
    expect(await overhang()).toBeLessThanOrEqual(0);
    await open.page.getByRole('button', { name: 'Back to the channel' }).click();
    await composer().waitFor();
  });

  test('everything that can be pressed has a name', async () => {
    await post('named', [{ type: 'actions', elements: [button('Export')] }]);
    await article('Export').waitFor();
    const nameless = await open.page.evaluate(() =>
      [...document.querySelectorAll('button, a, summary, input, select, textarea')]
        .filter((one) => !one.getAttribute('aria-label') && !one.closest('label') && one.textContent?.trim() === '')
        .map((one) => one.outerHTML),
    );
    expect(nameless).toEqual([]);
  });
});
