/** What people say counts when it was understood and confirmed, for what is theirs, and never by an accident. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  allScansPosted,
  CHANNEL,
  cardOf,
  LEAD,
  type Stage,
  saying,
  setStage,
  startedReview,
  timeless,
} from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ rateLimits: false });
  await startedReview(stage);
});
afterAll(() => stage.close());

const ORDERS = 'api.shop.example/v1/orders/**';
const asked = (of: string) => saying(stage, `<@${of}> Does the application`);
const reply = (text: string, as: string) => stage.slack.say(text, { as, in: CHANNEL, thread: cardOf(stage) });
const card = () => saying(stage, '[Close review]');

/** What the inventory says of somebody’s endpoints with an id once nothing is left to be judged; traffic speaks against one of them. */
async function authorization(ownerId: string): Promise<Record<string, number>> {
  await allScansPosted(stage);
  const rows = await stage.rows(
    `select facts #>> '{authorization,status}' as status, count(*)::int as n from endpoint
      where owner_id = $1 and key like '%{%' and facts #>> '{authorization,status}' <> 'suspect' group by 1 order by 1`,
    [ownerId],
  );
  return Object.fromEntries(rows.map(({ status, n }) => [status, n]));
}

test('words that are no answer are kept, and the question stays open with its buttons', async () => {
  await stage.see('Kept as you said it', () => reply('Let me ask the team first', LEAD));
  expect(asked(LEAD)).toMatchInlineSnapshot(`
    "<@ULEA> Does the application itself check that a caller may reach the very object named in the path, on 11 endpoints with an id in the path? Cloudflare cannot see this; only your code can know who owns what.
    :grey_question: Kept as you said it: “Let me ask the team first”. It is not clear yet which of the answers that is, so the question stays open. When you know, press a button or reply again.
    Said by <@ULEA> (then)
    [Yes, with tests] [Yes, untested] [No] [Not sure] [Answer in a form]
    Or simply reply in this thread, also with a link to the test."
  `);
  await allScansPosted(stage);
  expect(card()).toContain('1 question');
  await stage.slack.openHome({ as: LEAD });
  await stage.slack.until(() => stage.slack.home({ as: LEAD })?.includes('1 question to answer'), { what: 'App Home' });
  expect(await stage.ask('answer')).toContain('[Yes, with tests]');
  await stage.slack.click('Acknowledge', { as: LEAD, in: CHANNEL });
  await stage.see('Acknowledged by', async () => undefined);
  expect(await stage.rows('select state from review')).toEqual([{ state: 'answering' }]);
});

test('the next reply is the next version, and lets nothing go before it is confirmed', async () => {
  await stage.see('It counts once you press Correct', () => reply('Yes, with tests', LEAD));
  expect(await stage.rows('select version, value, confirmed from answer order by version')).toEqual([
    { version: 1, value: null, confirmed: false },
    { version: 2, value: 'tested', confirmed: false },
  ]);
  expect(await authorization(LEAD)).toEqual({ unknown: 10 });
  await stage.slack.click('Correct', { as: LEAD, in: CHANNEL });
  await stage.slack.until(() => !stage.slack.screen(CHANNEL).includes('[Correct]'), { what: 'the confirmation' });
  expect(await authorization(LEAD)).toEqual({ tested: 10 });
});

test('editing an earlier reply does not undo the later one', async () => {
  const first = stage.slack.messages.find(({ text }) => text === 'Let me ask the team first');
  expect(
    await stage.told(LEAD, () =>
      stage.slack.edit(first?.ts ?? '', 'Let me ask my team first', { as: LEAD, in: CHANNEL }),
    ),
  ).toMatchInlineSnapshot(
    `"You have answered anew since you wrote this, and that stands. What you changed here was not saved."`,
  );
  expect(await stage.rows('select count(*)::int as n from answer')).toEqual([{ n: 3 }]);
});

test('a doubt takes back what was said before', async () => {
  const second = stage.slack.messages.find(({ text }) => text === 'Yes, with tests');
  await stage.see('Understood as *Not sure*', () =>
    stage.slack.edit(second?.ts ?? '', 'Not sure', { as: LEAD, in: CHANNEL }),
  );
  expect(await authorization(LEAD)).toEqual({ unknown: 10 });
  await stage.see('Understood as *Yes, with tests*', async () => {
    await stage.slack.edit(second?.ts ?? '', 'Yes, with tests', { as: LEAD, in: CHANNEL });
  });
  await stage.slack.click('Correct', { as: LEAD, in: CHANNEL });
  await stage.slack.until(() => !stage.slack.screen(CHANNEL).includes('[Correct]'), { what: 'the confirmation' });
  expect(await authorization(LEAD)).toEqual({ tested: 10 });
});

test('what traffic speaks against is told to whoever said it, and is something to put right', async () => {
  await stage.see(
    ':warning: Against it stands of 1 endpoint: a scan with two accounts got what belongs to the other one. Until the answer or the configuration is corrected it counts for nothing there.',
    async () => undefined,
  );
  const [conflict, ...others] = await stage.rows(
    `select body -> 'subjects' as subjects, body #>> '{evidence,answer}' as answer from finding
      where body ->> 'check' = 'authz.answer-contradicted'`,
  );
  expect([conflict, others]).toEqual([{ subjects: ['GET api.shop.example/v1/orders/{var1}'], answer: 'tested' }, []]);
});

test('whoever is contradicted is asked again, and not a third time when they stand by it', async () => {
  const { slack } = stage;
  await stage.see('was said, and what was read at Cloudflare says otherwise', async () => undefined);
  const open = async () => (await stage.ask('status')).includes('question');
  expect(await open()).toBe(true);
  await slack.click('Yes, with tests', { as: LEAD, in: CHANNEL, on: 'says otherwise' });
  await slack.until(() => !slack.screen(CHANNEL).includes('says otherwise'), { what: 'that it was taken' });
  await allScansPosted(stage);
  expect(slack.screen(CHANNEL)).toContain(':warning: Against it stands of 1 endpoint');
  expect(slack.screen(CHANNEL)).not.toContain('says otherwise');
  const held = `select from finding where body ->> 'check' = 'authz.answer-contradicted'`;
  expect(await stage.rows(held)).toHaveLength(1);
});

test('what is given to somebody else is asked anew', async () => {
  await stage.see('<@UDANA> Does the application', () => stage.ask(`assign ${ORDERS} @dana`));
  expect(await authorization('UDANA')).toEqual({ unknown: 1 });
  expect(await authorization(LEAD)).toEqual({ tested: 9 });
  await stage.see('Understood as *No* from', () => reply('Not yet', 'UDANA'));
  expect(await authorization('UDANA')).toEqual({ none: 1 });
});

test('who owned it before can change nothing any more', async () => {
  await stage.see('<@UEVE> Does the application', () => stage.ask(`assign ${ORDERS} @eve`));
  await allScansPosted(stage);
  expect(saying(stage, '<@UDANA> here has gone')).toContain('to someone else');
  expect(timeless(stage.slack.screen(CHANNEL))).toContain(
    'Said before by <@UDANA> (then): *No* from “Not yet”. It counts no more.',
  );
  expect(await authorization('UEVE')).toEqual({ unknown: 1 });
  const said = stage.slack.messages.find(({ text }) => text === 'Not yet');
  expect(
    await stage.told('UDANA', () => stage.slack.edit(said?.ts ?? '', 'Yes, with tests', { as: 'UDANA', in: CHANNEL })),
  ).toMatchInlineSnapshot(`"This has gone to someone else, who is asked now. What you changed was not saved."`);
  expect(await authorization('UEVE')).toEqual({ unknown: 1 });
});

test('what comes to somebody who has answered is asked too', async () => {
  await stage.see('Understood as *Yes, untested*', () =>
    stage.slack.click('Yes, untested', { as: 'UEVE', in: CHANNEL, on: '<@UEVE> Does the application' }),
  );
  expect(await authorization('UEVE')).toEqual({ untested: 1 });
  await stage.see('<@UEVE> Does the application check the caller’s role', async () => undefined);
  await stage.see('More have come since', () => stage.ask('assign api.shop.example @eve'));
  expect(asked('UEVE')).toMatchInlineSnapshot(`
    "<@UEVE> Does the application itself check that a caller may reach the very object named in the path, on 10 endpoints with an id in the path? Cloudflare cannot see this; only your code can know who owns what.
    :heavy_plus_sign: *Yes, untested* was said of 2 of them. More have come since: please answer for all of them.
    Said by <@UEVE> (then)
    [Yes, with tests] [Yes, untested] [No] [Not sure] [Answer in a form]
    Or simply reply in this thread, also with a link to the test.
    <@UEVE> Does the application check the caller’s role before it acts, on 2 endpoints for deleting or administering? Hiding the button in the interface is no check.
    [Yes, with tests] [Yes, untested] [No] [Not sure] [Answer in a form]
    Or simply reply in this thread."
  `);
  expect(await authorization('UEVE')).toMatchObject({ untested: 1 });
  await stage.slack.until(() => card().includes('<@UEVE> (21 endpoints to acknowledge, 2 questions)'), {
    what: 'the card',
  });
});

test('what does not apply is said with a reason, ends the question, and is no pass', async () => {
  await stage.see('<@UMAX> Does the application', () => stage.ask(`assign ${ORDERS} @max`));
  await stage.see('Please say why it does not apply', () => reply('n/a', 'UMAX'));
  await stage.see('Understood as *Not applicable* from “n/a, served from files”', () =>
    reply('n/a, served from files', 'UMAX'),
  );
  await stage.slack.click('Correct', { as: 'UMAX', in: CHANNEL });
  await stage.slack.until(() => !asked('UMAX').includes('[Correct]'), { what: 'the confirmation' });
  expect(await authorization('UMAX')).toEqual({ unknown: 1 });
});

test('“ask @dana” hands the question on, says so to both, and leaves the endpoints with their owner', async () => {
  await stage.see('<@UMAX> Does the application check the caller', async () => undefined);
  expect(await stage.told('UMAX', () => reply('ask <@UGUEST>', 'UMAX'))).toContain('Guests cannot own endpoints');
  expect(await stage.told('UMAX', () => reply('ask <@UMAX>', 'UMAX'))).toContain('That is who is asked already');
  expect(await stage.told('UMAX', () => reply('Ask <@UADMIN>', 'UMAX'))).toContain(
    '<@UADMIN> is asked now instead of you: Does the application check the caller',
  );
  await stage.see('<@UADMIN> Does the application check the caller', async () => undefined);
  expect(saying(stage, '<@UADMIN> Does the application check the caller')).toMatchInlineSnapshot(`
    "<@UADMIN> Does the application check the caller’s role before it acts, on 1 endpoint for deleting or administering? Hiding the button in the interface is no check.
    [Yes, with tests] [Yes, untested] [No] [Not sure] [Answer in a form]
    Or simply reply in this thread.
    Whoever was asked before said that you know this, (then)."
  `);
  expect(await stage.rows('select handed_to, handed_by from handed_question')).toEqual([
    { handed_to: 'UADMIN', handed_by: 'UMAX' },
  ]);
  await stage.slack.until(() => card().includes('<@UADMIN> (1 question)'), { what: 'the card' });
  expect(
    await stage.press('Yes, with tests', {
      as: 'UEVE',
      in: CHANNEL,
      on: '<@UADMIN> Does the application check the caller',
    }),
  ).toContain('You may not answer a question');
  await reply('Yes, with tests', 'UADMIN');
  await stage.slack.until(() => saying(stage, '<@UADMIN> Does').includes('[Correct]'), { what: 'the echo' });
  await stage.slack.click('Correct', { as: 'UADMIN', in: CHANNEL });
  await stage.see(':arrow_right: *Yes, with tests*: <@UADMIN> was asked instead', async () => undefined);
  await stage.see('<@UMAX> Where does the code keep', async () => undefined);
  expect(
    await stage.rows(`select distinct owner_id from endpoint where key like '%orders%' and owner_id = 'UMAX'`),
  ).toEqual([{ owner_id: 'UMAX' }]);
});
