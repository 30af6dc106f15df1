/** What was answered in the last review has to be confirmed, all at one click, and counts for nothing before. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allScansPosted, CHANNEL, LEAD, type Stage, setStage, startedReview, timeless } from './stage.ts';

const ZONE = 'small-business.example';
let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ rateLimits: false });
  await startedReview(stage, { zone: ZONE });
});
afterAll(() => stage.close());

const card = () => {
  const cards = stage.slack.messages.filter(
    (one) => one.channel === CHANNEL && one.byApp && one.threadTs === undefined,
  );
  return cards.at(-1)?.ts ?? '';
};
const reply = (text: string) => stage.slack.say(text, { as: LEAD, in: CHANNEL, thread: card() });
const sees = (words: string) => stage.slack.until(() => shown().includes(words), { what: words });
const shown = () => timeless(stage.slack.screen(CHANNEL, { thread: card() }));
/** From what was answered before to the end of all that is asked. */
const asked = () => /<@ULEA> (?:you answered|Does)[\s\S]*?(?=\n\*small-business)/.exec(shown())?.[0];
const click = (label: string) => stage.slack.click(label, { as: LEAD, in: CHANNEL });

const answersIn = (number: number) =>
  stage.rows(
    `select question.asks, answer.value from answer
       join question on question.id = answer.question_id join review on review.id = question.review_id
      where review.number = $1 order by answer.said_at, asks`,
    [number],
  );
const authorization = async (number: number) => {
  await allScansPosted(stage);
  const rows = await stage.rows(
    `select distinct facts #>> '{authorization,status}' as status from endpoint
       join review on review.id = review_id where key like '%bookings/{%' and number = $1`,
    [number],
  );
  return rows.map(({ status }) => status);
};

async function nextReview(): Promise<void> {
  await allScansPosted(stage);
  await stage.see('closed by', () => click('Close review'));
  const last = card();
  await stage.slack.command(`/api-review start ${ZONE}`, { as: LEAD, in: CHANNEL });
  await stage.slack.until(() => card() !== last, { what: 'the next card' });
  await sees('to put right');
}

test('what was answered by button, by reply or in doubt', async () => {
  await click('Yes, with tests');
  await sees('Where does the code keep one customer’s data');
  await reply('In one place');
  await sees('It counts once you press Correct');
  await click('Correct');
  await sees('takes listed fields only'.replace('takes', 'take'));
  await click('Not sure');
  await sees('be counted up');
  await click('Random');
  await sees('Random*');
  await allScansPosted(stage);
});

test('comes together in the next review, and counts for nothing yet', async () => {
  await nextReview();
  expect(asked()).toMatchInlineSnapshot(`
    "<@ULEA> you answered 3 questions before, and nothing that we see speaks of a change. Is it still so? It counts once you say so.
    *Random*, (then): Can the ids in the paths of 2 endpoints be counted up, or are they random? [Answer anew]
    *Yes, with tests*, (then): Does the application itself check that a caller may reach the very object named in the path, on 2 endpoints with an id in the path? Cloudflare cannot see this; only your code can know who owns what. [Answer anew]
    *In one place* from “In one place”, (then): Where does the code keep one customer’s data from another’s, on 2 endpoints for partners or with an id: in one shared place, as row-level security or a scoped repository, or anew in each handler? [Answer anew]
    [Still so, all 3]
    <@ULEA> Does the application take listed fields only, on 3 endpoints for changing data, so that a caller cannot set a role, a price or an owner by adding it to the body?
    [Yes] [No] [Not sure] [Answer in a form]
    Or simply reply in this thread."
  `);
  expect(await authorization(2)).toEqual(['unknown']);
  expect(await answersIn(2)).toEqual([]);
});

test('one is answered anew, the question in turn by a plain reply, and the rest is confirmed at one click', async () => {
  await reply('Yes');
  await sees('It counts once you press Correct');
  expect((await answersIn(2)).map(({ asks }) => asks)).toEqual(['authz.accepted-fields']);
  await stage.slack.click('Answer anew', { as: LEAD, in: CHANNEL, on: '*Random*' });
  await stage.slack.until(() => stage.slack.modal({ as: LEAD })?.includes('Random'), { what: 'the form' });
  await stage.slack.submit({ as: LEAD, values: { Answer: 'Counted up' } });
  await sees('[Still so, all 2]');
  await click('Still so, all 2');
  await stage.slack.until(() => !shown().includes('Still so'), { what: 'nothing left to confirm' });
  expect(await answersIn(2)).toEqual([
    { asks: 'authz.accepted-fields', value: 'yes' },
    { asks: 'authz.guessable-ids', value: 'counted' },
    { asks: 'authz.object-checks', value: 'tested' },
    { asks: 'authz.tenant-isolation', value: 'shared' },
  ]);
  expect(await authorization(2)).toEqual(['tested']);
});

test('what has expired, or rests on something that has changed, is asked anew, and says why', async () => {
  await click('Correct');
  await stage.slack.until(() => !shown().includes('[Correct]'), { what: 'the confirmation' });
  await allScansPosted(stage);
  await stage.rows(
    `update answer set said_at = said_at - interval '181 days' from question
      where question.id = question_id and asks = 'authz.object-checks'`,
  );
  const zone = stage.cloudflare.zones[ZONE];
  zone?.operations
    .find(({ method, endpoint }) => method === 'POST' && endpoint === '/bookings')
    ?.labels.push('cf-risk-mixed-auth');
  await nextReview();
  expect(asked()).toMatchInlineSnapshot(`
    "<@ULEA> you answered 3 questions before, and nothing that we see speaks of a change. Is it still so? It counts once you say so.
    *Yes* from “Yes”, (then): Does the application take listed fields only, on 3 endpoints for changing data, so that a caller cannot set a role, a price or an owner by adding it to the body? It was said of 2 of them. [Answer anew]
    *Counted up*, (then): Can the ids in the paths of 2 endpoints be counted up, or are they random? [Answer anew]
    *In one place* from “In one place”, (then): Where does the code keep one customer’s data from another’s, on 2 endpoints for partners or with an id: in one shared place, as row-level security or a scoped repository, or anew in each handler? [Answer anew]
    [Still so, all 3]
    <@ULEA> Does the application itself check that a caller may reach the very object named in the path, on 2 endpoints with an id in the path? Cloudflare cannot see this; only your code can know who owns what.
    The answer in small-business.example #2, (then), was *Yes, with tests*. It is asked anew: that is more than 180 days ago.
    [Yes, with tests] [Yes, untested] [No] [Not sure] [Answer in a form]
    Or simply reply in this thread, also with a link to the test."
  `);
  await reply('Yes, all of it is still so');
  await sees('*Counted up*: Can the ids');
  expect(await authorization(3)).toEqual(['unknown']);
  expect((await answersIn(3)).map(({ asks }) => asks)).toEqual([
    'authz.accepted-fields',
    'authz.guessable-ids',
    'authz.tenant-isolation',
  ]);
  await click('Yes, with tests');
  await sees('The others have changed since');
  expect(shown()).toContain('was said of 2 of them. The others have changed since: please answer for all of them.');
});
