/** Everything a person can get wrong is answered privately and clearly, and loses nothing. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { discovered } from '../sandbox/cloudflare/zones/build.ts';
import { CHANNEL, cardOf, LEAD, type Stage, saying, setStage, startedReview } from './stage.ts';

let stage: Stage;

/** Whatever goes wrong at a start: no card, no review, and no quote left open. */
async function refused(command: string, o: { in?: string } = {}): Promise<string> {
  const before = stage.slack.messages.length;
  const answer = await stage.ask(command, o);
  expect(stage.slack.messages.length, 'nothing public was posted').toBe(before);
  expect(await stage.rows('select from review')).toEqual([]);
  expect(await stage.rows(`select from quote where state = 'asked'`)).toEqual([]);
  return answer;
}

/** The first line of each answer. */
async function answersTo(commands: readonly string[], ask: (command: string) => Promise<string>): Promise<string> {
  const lines: string[] = [];
  for (const command of commands) lines.push(`${visible(command)} → ${(await ask(command)).split('\n')[0]}`);
  return lines.join('\n');
}

const visible = (text: string) => text.replace(/[\p{Cc}\p{Cf}]/gu, '▯');

describe('a token that is not there or no good', () => {
  test.each([
    [
      'no connection yet',
      null,
      /^Cloudflare is not connected yet\. A workspace admin can do it with `\/api-review connect`\. Nothing was started\.$/,
    ],
    [
      'an expired token',
      'expired',
      /^Cloudflare does not accept the API token\. It may have expired, .* Nothing was started\.$/,
    ],
    [
      'a revoked token',
      'revoked',
      /^Cloudflare does not accept the API token\. It may have expired, been revoked .* Nothing was started\.$/,
    ],
  ] as const)('%s', async (_, token, words) => {
    stage = await setStage({ token });
    expect(await refused('start shop.example')).toMatch(words);
    await stage.close();
  });
});

describe('a review that cannot be started', () => {
  beforeAll(async () => {
    stage = await setStage();
  });
  afterAll(() => stage.close());

  test('an unknown zone is answered with the zones there are', async () => {
    expect(await refused('start shopp.example')).toMatchInlineSnapshot(
      `"No zone called shopp.example is visible to this token: it is not at Cloudflare, or not among the token’s zone resources. It sees shop.example, github-api.example, small-business.example. Nothing was started."`,
    );
  });

  test('a host is answered with the zone it is in', async () => {
    expect(await refused('start api.shop.example')).toMatchInlineSnapshot(
      `"No zone called api.shop.example is visible to this token: it is not at Cloudflare, or not among the token’s zone resources. Its parent is: did you mean shop.example? Nothing was started."`,
    );
  });

  test('a zone that the token cannot see is not said to be missing', async () => {
    expect(await refused('start quiet.example')).toMatchInlineSnapshot(
      `"No zone called quiet.example is visible to this token: it is not at Cloudflare, or not among the token’s zone resources. It sees shop.example, github-api.example, small-business.example. Nothing was started."`,
    );
  });

  test('Cloudflare down', async () => {
    const restore = stage.cloudflare.fail('*', { status: 502 });
    expect(await refused('start shop.example')).toMatchInlineSnapshot(
      `"Cloudflare gave no usable answer to the question for the zone (HTTP 502, code 10001: asked for by a test). Try again in a few minutes; https://www.cloudflarestatus.com says whether Cloudflare knows of a disturbance. Nothing was started."`,
    );
    restore();
  });

  test('a page of HTML where Cloudflare’s API should answer', async () => {
    const restore = stage.cloudflare.fail('*', { html: 403 });
    expect(await refused('start shop.example')).toMatchInlineSnapshot(
      `"Cloudflare gave no usable answer to the question for the zone (HTTP 403 without Cloudflare’s own error). Try again in a few minutes; https://www.cloudflarestatus.com says whether Cloudflare knows of a disturbance. Nothing was started."`,
    );
    restore();
  });

  test('a channel that the app is not in', async () => {
    expect(await refused('start shop.example', { in: 'CGENERAL' })).toMatchInlineSnapshot(
      `"I am not a member of this channel, so I could not post here. Nothing was started: type \`/invite @api-review\`, then the command again."`,
    );
    expect(await refused('start shop.example', { in: 'CHIDDEN' })).toMatch(/^I am not a member/);
  });

  test('a channel that is shared with another company', async () => {
    expect(await refused('start shop.example', { in: 'CSHARED' })).toMatchInlineSnapshot(
      `"This channel is shared with another company, and a review tells where your APIs are open. Nothing was started: please use a channel of your own."`,
    );
  });

  test('a digest where the app is not, or where another company reads along', async () => {
    for (const typed of ['digest now', 'digest on mon 09:00']) {
      expect(await refused(typed, { in: 'CGENERAL' })).toMatch(/^I am not a member of this channel/);
      expect(await refused(typed, { in: 'CSHARED' })).toMatch(/^This channel is shared with another company/);
    }
    expect(await stage.rows('select from digest_schedule')).toEqual([]);
  });

  test('a direct message', async () => {
    expect(await refused('start shop.example', { in: stage.slack.directMessage(LEAD) })).toMatchInlineSnapshot(
      `"A review lives in a channel, where the people who own endpoints can see it. Nothing was started: type the command in one."`,
    );
  });

  test('garbage arguments', async () => {
    const garbage = [
      'start --name',
      'start ;drop table review;--',
      'start shop.example other.example',
      'start shop.example --colour red',
      'start shop.example --due tomorrow',
      'start shop.example --due 2020-01-01',
      'start shop.example --hosts "api shop"/..',
      'start shop.example --hosts $(id)',
      'start 🦊',
      'start https://shop.example.evil/../zones?x=%00',
      'status',
      'decide 1 log',
      'digest on someday 25:99',
      'digest on mon 09:00 Mars/Olympus',
      'digest perhaps',
    ];
    expect(await answersTo(garbage, (command) => refused(command))).toMatchInlineSnapshot(`
      "start --name → Which zone? For example \`/api-review start shop.example\`. Nothing was started.
      start ;drop table review;-- → One zone at a time, please, and a name of several words in quotes: \`/api-review start shop.example --name "Q4 review"\`. Nothing was started.
      start shop.example other.example → One zone at a time, please, and a name of several words in quotes: \`/api-review start shop.example --name "Q4 review"\`. Nothing was started.
      start shop.example --colour red → I do not know \`--colour\`. There are \`--name\`, \`--due\` and \`--hosts\`. Nothing was started.
      start shop.example --due tomorrow → A due date looks like 2026-12-24. Nothing was started.
      start shop.example --due 2020-01-01 → 2020-01-01 is past. Nothing was started.
      start shop.example --hosts "api shop"/.. → One zone at a time, please, and a name of several words in quotes: \`/api-review start shop.example --name "Q4 review"\`. Nothing was started.
      start shop.example --hosts $(id) → Hosts are names separated by commas, as in api.shop.example,pay.shop.example. Nothing was started.
      start 🦊 → That is neither the name of a zone, as in shop.example, nor the 32 characters of a zone id. Nothing was started.
      start https://shop.example.evil/../zones?x=%00 → No zone called shop.example.evil is visible to this token: it is not at Cloudflare, or not among the token’s zone resources. It sees shop.example, github-api.example, small-business.example. Nothing was started.
      status → There is no review in this channel yet. Start one with \`/api-review start\` and the name of a zone.
      decide 1 log → There is no review in this channel yet. Start one with \`/api-review start\` and the name of a zone.
      digest on someday 25:99 → Please name a day and a time, as in \`/api-review digest on mon 09:00 Europe/Berlin\`. Nothing was changed.
      digest on mon 09:00 Mars/Olympus → I do not know that time zone. One looks like Europe/Berlin. Nothing was changed.
      digest perhaps → Please say \`/api-review digest on mon 09:00 Europe/Berlin\`, \`digest off\`, \`digest now\`, \`digest preview\` or \`digest filter\`. Nothing was changed."
    `);
  });

  test('a broadcast and control characters come back as harmless text', async () => {
    const typed = [
      'start <!channel>',
      '<!channel>',
      'start a\u202eb.example',
      'start shop\u0000.example',
      'st\u0000art',
    ];
    expect(await answersTo(typed, (command) => refused(command))).toMatchInlineSnapshot(`
      "start <!channel> → That is neither the name of a zone, as in shop.example, nor the 32 characters of a zone id. Nothing was started.
      <!channel> → There is no “&lt;!channel&gt;”. Nothing was done.
      start a▯b.example → That is neither the name of a zone, as in shop.example, nor the 32 characters of a zone id. Nothing was started.
      start shop▯.example → That is neither the name of a zone, as in shop.example, nor the 32 characters of a zone id. Nothing was started.
      st▯art → There is no “st�art”. Did you mean \`/api-review start\`?"
    `);
  });
});

describe('in a review', () => {
  beforeAll(async () => {
    stage = await setStage();
    stage.cloudflare.zones['shop.example']?.discovered.push(discovered('GET api.shop.example/<!channel>/`*x*`', 50));
    await startedReview(stage);
  });
  afterAll(() => stage.close());

  const rows = async () => ({
    answers: await stage.rows('select question_id, version from answer'),
    decisions: await stage.rows('select id, state from decision'),
    owners: await stage.rows('select key, owner_id, acknowledged_by from endpoint order by key'),
  });

  /** The private answer to something that must change nothing. */
  async function unchanged(act: () => Promise<string>): Promise<string> {
    const [screen, before] = [stage.slack.screen(CHANNEL), await rows()];
    const answer = await act();
    expect(stage.slack.screen(CHANNEL)).toBe(screen);
    expect(await rows()).toEqual(before);
    return answer;
  }

  test('a path that Cloudflare saw in an attack rings nobody and formats nothing', () => {
    const shown = JSON.stringify(stage.slack.messages.map(({ text, blocks }) => [text, blocks]));
    expect(shown).toContain('`GET api.shop.example/%3C!channel%3E/%60*x*%60`');
    expect(shown).not.toMatch(/<!(?:channel|here|everyone)/);
  });

  test('a click by someone who may not is refused, and who may is named', async () => {
    const clicks = [
      ['Acknowledge', '<@ULEA>, '],
      ['Not mine', '<@ULEA>, '],
      ['No', 'Does the application'],
      ['Answer in a form', 'Does the application'],
      ['Log first', 'Login, token and reset endpoints'],
      ['Accept risk', 'Login, token and reset endpoints'],
      ['Close review', '*shop.example*'],
    ] as const;
    const lines: string[] = [];
    for (const [label, on] of clicks) {
      lines.push(`${label}: ${await unchanged(() => stage.press(label, { as: 'UEVE', in: CHANNEL, on }))}`);
    }
    expect(lines.join('\n')).toMatchInlineSnapshot(`
      "Acknowledge: You may not acknowledge endpoints. Who may: the review’s lead <@ULEA>. Nothing was changed.
      Not mine: You may not assign owners. Who may: the review’s lead <@ULEA> or a workspace admin. Nothing was changed.
      No: You may not answer a question. Who may: the review’s lead <@ULEA>. Nothing was changed.
      Answer in a form: You may not answer a question. Who may: the review’s lead <@ULEA>. Nothing was changed.
      Log first: You may not decide on an item. Who may: the review’s lead <@ULEA> or a workspace admin. Nothing was changed.
      Accept risk: You may not decide on an item. Who may: the review’s lead <@ULEA> or a workspace admin. Nothing was changed.
      Close review: You may not close a review. Who may: the review’s lead <@ULEA> or a workspace admin. Nothing was changed."
    `);
    expect(stage.slack.modal({ as: 'UEVE' })).toBeUndefined();
  });

  test('a guest may not even look', async () => {
    const press = () => stage.press('Inventory', { as: 'UGUEST', in: CHANNEL });
    expect(await unchanged(press)).toMatchInlineSnapshot(
      `"Guests cannot use api-review. Please ask the review’s lead <@ULEA>. Nothing was changed."`,
    );
    expect(await unchanged(() => stage.ask('status', { as: 'UGUEST' }))).toMatch(
      /^Guests cannot use api-review\. Please ask the review’s lead <@ULEA>/,
    );
  });

  test('garbage arguments', async () => {
    const garbage = [
      'inventory -1',
      'inventory two',
      'inventory 9999',
      'remediation 99999999',
      'assign api.shop.example',
      'assign nothing.example @dana',
      'assign api.shop.example @nobody',
      'assign api.shop.example @gone',
      'assign api.shop.example @api-review',
      'decide',
      'decide 0 log',
      'decide 1 nothing',
      'decide 1 canary',
    ];
    expect(await answersTo(garbage, (command) => unchanged(() => stage.ask(command)))).toMatchInlineSnapshot(`
      "inventory -1 → Pages are counted from 1, as in \`2\`.
      inventory two → Pages are counted from 1, as in \`2\`.
      inventory 9999 → There is no page 9,999: the list has 2 pages. \`/api-review inventory 2\` shows the last.
      remediation 99999999 → Pages are counted from 1, as in \`2\`.
      assign api.shop.example → Please name endpoints and an owner, as in \`/api-review assign api.shop.example/v1/refunds/** @dana\`. Nothing was changed.
      assign nothing.example @dana → No endpoint of shop.example #1 matches \`nothing.example/**\`. Nothing was changed.
      assign api.shop.example @nobody → Please name endpoints and an owner, as in \`/api-review assign api.shop.example/v1/refunds/** @dana\`. Nothing was changed.
      assign api.shop.example @gone → Accounts that were deactivated cannot own endpoints. Please choose a full member of this workspace. Nothing was changed.
      assign api.shop.example @api-review → Apps cannot own endpoints. Please choose a full member of this workspace. Nothing was changed.
      decide → Please say which item and what, as in \`/api-review decide 3 log\` (or \`enforce\`, \`canary\`, \`origin\`, \`accept\`, \`planned\`, \`false-positive\`). Nothing was decided.
      decide 0 log → There is no item 0: the list has 68 items. \`/api-review remediation\` shows them. Nothing was decided.
      decide 1 nothing → Please say which item and what, as in \`/api-review decide 3 log\` (or \`enforce\`, \`canary\`, \`origin\`, \`accept\`, \`planned\`, \`false-positive\`). Nothing was decided.
      decide 1 canary → Canary first does not fit this item on this plan. There are: Enforce now, Fix at origin, Accept risk. Nothing was decided."
    `);
  });

  test('a reply of 5,000 characters', async () => {
    const say = () => stage.slack.say('x'.repeat(5_000), { as: LEAD, in: CHANNEL, thread: cardOf(stage) });
    expect(await stage.told(LEAD, say)).toMatchInlineSnapshot(
      `"That is 5,000 characters long, and an answer may have 3,000. Nothing was saved: please say it shorter, or press “Answer in a form”."`,
    );
    expect(stage.slack.ephemerals.at(-1)?.threadTs, 'told where it was said').toBe(cardOf(stage));
    expect((await rows()).answers).toEqual([]);
  });

  test('a form sent twice has one effect', async () => {
    await stage.slack.click('Answer in a form', { as: LEAD, in: CHANNEL });
    await stage.slack.until(() => stage.slack.modal({ as: LEAD }) !== undefined);
    await stage.see('Understood as *Yes, with tests*', () =>
      stage.slack.submit({ as: LEAD, values: { Answer: 'Yes, with tests', 'In your own words': 'Tested' } }),
    );
    const sent = stage.slack.deliveries.findLast(({ payload }) => payload.type === 'view_submission');
    if (sent) await stage.slack.deliverAgain(sent);
    expect(await stage.rows('select version, value, words from answer')).toEqual([
      { version: 1, value: 'tested', words: 'Tested' },
    ]);
  });

  test('a form whose words contradict its choice stays open, with the reason beside the field', async () => {
    await stage.slack.click('Edit', { as: LEAD, in: CHANNEL });
    await stage.slack.until(() => stage.slack.modal({ as: LEAD }) !== undefined);
    const seen = await stage.slack.submit({ as: LEAD, values: { 'In your own words': 'No, not at all' } });
    expect(seen.errors).toMatchInlineSnapshot(`
      {
        "words": "That reads like “No”, but “Yes, with tests” is chosen. Please change one of them.",
      }
    `);
    await stage.slack.dismiss({ as: LEAD });
  });

  test('a broadcast and control characters in a reply are repeated as harmless text', async () => {
    await stage.ask('assign api.shop.example/v1/orders/** @dana');
    await stage.see('<@UDANA> Does the application', async () => undefined);
    await stage.see('Kept as you said it', () =>
      stage.slack.say('<!channel> *well*\u0000\u202e <https://evil.example|click>', {
        as: 'UDANA',
        in: CHANNEL,
        thread: cardOf(stage),
      }),
    );
    expect(saying(stage, 'Kept as you said it')).toMatchInlineSnapshot(`
      "<@UDANA> Does the application itself check that a caller may reach the very object named in the path, on 2 endpoints with an id in the path? Cloudflare cannot see this; only your code can know who owns what.
      :grey_question: Kept as you said it: “&lt;!channel&gt; ∗well∗�· click”. It is not clear yet which of the answers that is, so the question stays open. When you know, press a button or reply again.
      Said by <@UDANA> (then)
      [Yes, with tests] [Yes, untested] [No] [Not sure] [Answer in a form]
      Or simply reply in this thread, also with a link to the test."
    `);
    expect(JSON.stringify(stage.slack.messages.filter(({ byApp }) => byApp))).not.toMatch(/<!(?!date)|<https:\/\/evil/);
  });

  test('a click on a card of a review that has ended meanwhile', async () => {
    const outdated = structuredClone(stage.slack.messages.filter(({ byApp }) => byApp));
    await stage.see(':lock: closed by', () => stage.slack.click('Close review', { as: LEAD, in: CHANNEL }));
    await stage.slack.until(() => !stage.slack.screen(CHANNEL).includes('[Enforce now]'));
    // Somebody’s phone still shows the message as it was.
    for (const old of outdated) {
      const shown = stage.slack.messages.find(({ ts, channel }) => ts === old.ts && channel === old.channel);
      if (shown && old.blocks) shown.blocks = old.blocks;
    }
    const clicks = ['Acknowledge', 'Log first', 'Edit', 'Close review'];
    const lines: string[] = [];
    for (const label of clicks) {
      lines.push(`${label}: ${await unchanged(() => stage.press(label, { as: LEAD, in: CHANNEL }))}`);
    }
    expect(lines.join('\n')).toMatchInlineSnapshot(`
      "Acknowledge: This review is closed. Nothing was changed: start a new one with \`/api-review start\`.
      Log first: This review is closed. Nothing was changed: start a new one with \`/api-review start\`.
      Edit: This review is closed. Nothing was changed: start a new one with \`/api-review start\`.
      Close review: This review is closed. Nothing was changed: start a new one with \`/api-review start\`."
    `);
  });

  test('a reply in the thread of a closed review is answered once', async () => {
    const say = () => stage.slack.say('One more thing', { as: 'UDANA', in: CHANNEL, thread: cardOf(stage) });
    expect(await stage.told('UDANA', say)).toMatchInlineSnapshot(
      `"This review is closed, so what is said here is not recorded. Start a new one with \`/api-review start\`."`,
    );
    const told = stage.slack.whispers({ as: 'UDANA' }).length;
    await say();
    await stage.ask('status', { as: 'UDANA' });
    expect(stage.slack.whispers({ as: 'UDANA' }).length).toBe(told + 1);
  });
});
