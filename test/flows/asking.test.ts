/** People ask in a channel, in a thread and in private, and hear of nothing that they may not see. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contentText } from '../sandbox/slack/screen.ts';
import { CHANNEL, cardOf, LEAD, type Stage, setStage, startedReview, timeless } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
  await startedReview(stage);
  await startedReview(stage, { zone: 'small-business.example', in: 'CSECRET' });
});
afterAll(() => stage.close());

/** By mentioning the app in a channel: only who asks sees the answer. */
const mention = (words: string, o: { as?: string; in?: string; thread?: string } = {}) => {
  const { as = LEAD, in: channel = CHANNEL, ...more } = o;
  return stage.told(as, () => stage.slack.say(`<@UBOT> ${words}`, { as, in: channel, ...more }));
};

/** In the direct conversation with the app. */
async function inPrivate(words: string, as = LEAD): Promise<string> {
  const channel = stage.slack.directMessage(as);
  const ts = await stage.slack.say(words, { as, in: channel });
  const answer = () => stage.slack.screen(channel, { thread: ts }).split('\n').slice(1).join('\n');
  await stage.slack.until(() => answer() !== '', { what: 'an answer' });
  return timeless(answer());
}

describe('in a channel', () => {
  test('a mention is answered to the one who asks, with what was understood', async () => {
    expect(await mention('show shadow APIs on shop.example')).toMatchInlineSnapshot(`
      "*4 shadow endpoints*
      • :ghost: \`POST api.shop.example/v1/gift-cards/redeem\` · critical · sensitivity: payment · <@ULEA>
      • :ghost: \`POST api.shop.example/v1/login/legacy\` · critical · sensitivity: login · <@ULEA>
      • :ghost: \`GET api.shop.example/v1/export/{var1}\` · critical · sensitivity: reads data · <@ULEA>
      • :ghost: \`GET api.shop.example/internal/metrics\` · critical · sensitivity: reads data · <@ULEA>
      [Any source] [Any severity] [Any state]
      [Clear filters]
      Understood: endpoints, shadow, on shop.example, in shop.example #1."
    `);
  });

  test('in a thread it is about that review', async () => {
    expect(await mention('what is blocking us?', { thread: cardOf(stage) })).toMatchInlineSnapshot(`
      "*What still has to happen*
      • <@ULEA>: 34 endpoints to acknowledge, 1 question to answer, 68 decisions to make
      Understood: what still has to happen, in shop.example #1."
    `);
  });

  test('what is not understood is said so, with what is nearest', async () => {
    expect(await mention('sing me a song')).toMatchInlineSnapshot(`
      "I did not understand that. Nothing was changed. You can ask for example:
      • what is blocking the payments review?
      • how far are we?
      • show shadow APIs on shop.example
      \`/api-review help\` shows the commands."
    `);
  });
});

describe('behind the command', () => {
  test('what is no subcommand and can be understood is answered', async () => {
    expect(await stage.ask('show shadow apis')).toMatch(/^\*4 shadow endpoints\*/);
    expect(await stage.ask('what is the weather')).toContain('There is no “what”.');
  });
});

describe('in private', () => {
  test.each([
    'which endpoints have no owner?',
    "who hasn't acknowledged?",
    'critical findings',
    'what did we decide last week?',
    'which questions are open?',
    'rate limit coverage on api.shop.example',
    'coverage',
    'status',
    'what changed?',
    'who owns /v1/login?',
    'help',
  ])('%s', async (words) => {
    expect(await inPrivate(words)).toMatchSnapshot();
  });

  test('nothing of a private channel shows to who is not in it', async () => {
    const lead = await inPrivate('list reviews');
    expect(lead).toContain('small-business.example #1');
    const dana = await inPrivate('list reviews', 'UDANA');
    expect(dana).toContain('shop.example #1');
    expect(dana).not.toContain('small-business');
    expect(await inPrivate('status of the small-business review', 'UDANA')).not.toMatch(/small-business\.example/);
    expect(await inPrivate('endpoints on small-business.example', 'UDANA')).toMatch(/^\W*No endpoint fits/);
  });
});

describe('below an answer', () => {
  /** The newest answer in the direct conversation with the app. */
  const newest = (as: string) =>
    stage.slack.messages.findLast(({ channel, byApp }) => byApp && channel === stage.slack.directMessage(as));
  const shown = (as = LEAD) => timeless(newest(as) ? contentText(newest(as) as never) : '');
  const press = (label: string, as = LEAD, value?: string) =>
    stage.slack.click(label, { as, in: stage.slack.directMessage(as), ...(value !== undefined && { value }) });

  test('a page is turned in place', async () => {
    await inPrivate('inventory of shop.example #1');
    expect(shown()).toContain('34 endpoints, page 1 of 4');
    const before = stage.slack.messages.length;
    await press('Next');
    await stage.slack.until(() => shown().includes('page 2 of 4'));
    await press('Previous');
    await stage.slack.until(() => shown().includes('page 1 of 4'));
    expect(stage.slack.messages.length).toBe(before);
  });

  test('a menu narrows it in place', async () => {
    await press('Any source', LEAD, 'shadow');
    await stage.slack.until(() => shown().includes('*4 shadow endpoints*'));
    expect(shown()).toContain('Understood: endpoints, shadow, in shop.example #1.');
  });

  test('the full list comes as a file to who asked', async () => {
    await inPrivate('inventory of shop.example #1');
    await press('Full list as a file');
    const file = () => [...stage.slack.files.values()].find(({ name }) => name.startsWith('endpoints-'));
    await stage.slack.until(() => file()?.complete);
    expect(String(file()?.content).split('\r\n')).toHaveLength(34 + 2);
  });

  test('who has left the channel meanwhile is shown no more of it', async () => {
    expect(await inPrivate('findings of the small-business review', 'UADMIN')).toContain('page 1 of 3');
    const members = stage.slack.channels.get('CSECRET')?.members;
    members?.delete('UADMIN');
    await press('Next', 'UADMIN');
    await stage.slack.until(() => shown('UADMIN').startsWith('I know no review called “small-business”'));
    expect(shown('UADMIN')).toMatchInlineSnapshot(
      `"I know no review called “small-business” that you may see. There is: shop.example #1."`,
    );
    members?.add('UADMIN');
  });

  test('nobody goes on with what somebody else asked', async () => {
    await inPrivate('inventory of shop.example #1');
    await stage.rows(`update inquiry set asked_by = 'UDANA'`);
    expect(await stage.told(LEAD, () => press('Next'))).toMatchInlineSnapshot(
      `"Only whoever asked can go on with this answer. Ask anew, in your own words."`,
    );
  });

  test('while Slack does not say who is in which channel, nothing is shown', async () => {
    stage.slack.fail('users.conversations', { status: 500 });
    expect(await inPrivate('status')).toMatchInlineSnapshot(
      `"Slack does not say just now which channels you may see, so nothing is shown. Please ask again in a minute."`,
    );
  });
});

describe('the lists of a review', () => {
  const list = () => timeless(stage.slack.whispers({ as: LEAD }).at(-1) ?? '');
  const choose = (label: string, value: string) =>
    stage.slack.click(label, { as: LEAD, in: CHANNEL, on: 'page', value });
  const shows = (words: string) => stage.slack.until(() => list().includes(words), { what: words });

  test('the inventory is turned over and narrowed in place', async () => {
    expect(await stage.ask('inventory')).toMatch(/^\*shop\.example #1: 34 endpoints, page 1 of 2\*/);
    const told = stage.slack.whispers({ as: LEAD }).length;
    await stage.slack.click('Next', { as: LEAD, in: CHANNEL, on: '34 endpoints' });
    await shows('page 2 of 2');
    await choose('Any host', 'auth.shop.example');
    await shows('5 endpoints, page 1 of 1');
    await stage.slack.click('Clear filters', { as: LEAD, in: CHANNEL, on: '5 endpoints, page' });
    await shows('34 endpoints, page 1 of 2');
    await choose('Any owner', 'UDANA');
    await shows('0 endpoints');
    expect(stage.slack.whispers({ as: LEAD }).length).toBe(told);
  });

  test('the remediation list keeps its order and its buttons, whatever it is narrowed to', async () => {
    expect(await stage.ask('remediation')).toContain('page 1 of 7');
    await stage.slack.click('Any severity', { as: LEAD, in: CHANNEL, on: '68 things', value: 'critical' });
    await shows('5 things to put right');
    expect(list()).toContain('[Enforce now]');
    await stage.slack.click('Full list as a file', { as: LEAD, in: CHANNEL, on: '5 things to put right' });
    const file = () => [...stage.slack.files.values()].find(({ name }) => name.startsWith('findings-'));
    await stage.slack.until(() => file()?.complete);
    expect(String(file()?.content)).toMatch(/^"rank","score"/);
  });
});

test('whoever is asked something there may ask back, and has answered nothing by it', async () => {
  await mention('who owns what?', { thread: cardOf(stage) });
  expect(await stage.rows('select from answer')).toEqual([]);
  const said = stage.slack.say('<@UBOT> Yes, with tests', { as: LEAD, in: CHANNEL, thread: cardOf(stage) });
  await stage.see('It counts once you press Correct', () => said);
  await mention('who owns what?', { thread: cardOf(stage) });
  expect(await stage.rows('select value from answer')).toEqual([{ value: 'tested' }]);
});
