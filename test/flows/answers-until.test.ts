/** An answer can hold until a day: then it says nothing any more, and the question is asked anew. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import endSaidUntil from '../../jobs/end-said-until.ts';
import {
  allScansPosted,
  CHANNEL,
  cardOf,
  jobContext,
  LEAD,
  type Stage,
  setStage,
  startedReview,
  timeless,
} from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ rateLimits: false });
  await startedReview(stage, { zone: 'small-business.example' });
});
afterAll(() => stage.close());

const thread = () => timeless(stage.slack.screen(CHANNEL, { thread: cardOf(stage) }));
const cell = async () =>
  (
    await stage.rows(
      `select distinct facts -> 'authorization' ->> 'status' as status from endpoint where key like '%bookings/{%'`,
    )
  )[0];
const inYears = new Date().getUTCFullYear() + 2;
const endOn = (day: string) => endSaidUntil.run({}, jobContext(stage, new Date(`${day}T12:00:00Z`)));

test('the day is read, echoed and kept', async () => {
  await stage.see(`Understood as *Yes, with tests* until ${inYears}-06-30`, () =>
    stage.slack.say(`yes, tested, until 30 June ${inYears}`, { as: LEAD, in: CHANNEL, thread: cardOf(stage) }),
  );
  await stage.slack.click('Correct', { as: LEAD, in: CHANNEL });
  await stage.slack.until(() => !thread().includes('[Correct]'), { what: 'the confirmation' });
  await allScansPosted(stage);
  expect(thread()).toContain(`until ${inYears}-06-30`);
  expect(await cell()).toEqual({ status: 'tested' });
});

test('the day before it still counts; on the day it does not, and the question waits again', async () => {
  await endOn(`${inYears}-06-29`);
  await allScansPosted(stage);
  expect(await cell()).toEqual({ status: 'tested' });
  await endOn(`${inYears}-06-30`);
  await endOn(`${inYears}-06-30`);
  await allScansPosted(stage);
  expect(await cell()).toEqual({ status: 'unknown' });
  expect(await stage.rows('select value, until::text from answer order by version')).toMatchObject([
    { value: 'tested' },
    { value: 'tested', until: `${inYears}-06-30` },
    { value: null },
  ]);
  await stage.slack.until(() => thread().includes(`It held until ${inYears}-06-30.`), { what: 'the question again' });
});
