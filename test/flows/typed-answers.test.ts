/** Some questions take more than one of their choices: a link by reply, and the same in the form, which says what it does not take. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allScansPosted, CHANNEL, cardOf, LEAD, type Stage, setStage, startedReview, timeless } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ rateLimits: false });
  await startedReview(stage, { zone: 'small-business.example' });
});
afterAll(() => stage.close());

const thread = () => timeless(stage.slack.screen(CHANNEL, { thread: cardOf(stage) }));
const tests = () =>
  stage.rows(`select distinct facts -> 'authorization' as cell from endpoint where key like '%bookings/{%'`);
const answer = (values: Record<string, string>) => stage.slack.submit({ as: LEAD, values });

test('a reply with a link to the test is understood, and counts once it is confirmed', async () => {
  expect(thread()).toContain('Or simply reply in this thread, also with a link to the test.');
  await stage.see('Understood as *Yes, see https://git.example/access?run=7*', () =>
    stage.slack.say('Yes: https://git.example/access?run=7', { as: LEAD, in: CHANNEL, thread: cardOf(stage) }),
  );
  await allScansPosted(stage);
  expect(await tests()).toEqual([{ cell: { status: 'unknown', evidence: 'none' } }]);
  await stage.slack.click('Correct', { as: LEAD, in: CHANNEL });
  await stage.slack.until(() => !thread().includes('[Correct]'), { what: 'the confirmation' });
  await allScansPosted(stage);
  expect(await tests()).toEqual([
    { cell: { status: 'tested', evidence: 'stated', test: 'https://git.example/access?run=7' } },
  ]);
});

test('the form shows it, takes another, and says what is none', async () => {
  await stage.slack.click('Edit', { as: LEAD, in: CHANNEL, on: 'Yes, see' });
  await stage.slack.until(() => stage.slack.modal({ as: LEAD }) !== undefined, { what: 'the form' });
  expect(stage.slack.modal({ as: LEAD })).toContain('https://git.example/access?run=7');
  const link = 'Or a link to the test, with https';
  expect((await answer({ [link]: 'http://git.example/x' })).errors).toEqual({
    typed: 'Please give one link that begins with https:// and holds neither a name nor a password.',
  });
  expect((await answer({ Answer: 'No', [link]: 'https://git.example/other' })).errors).toEqual({
    typed: 'Please choose one of the answers or fill this in, not both.',
  });
  await stage.slack.dismiss({ as: LEAD });
  await stage.slack.click('Edit', { as: LEAD, in: CHANNEL, on: 'Yes, see' });
  await stage.slack.until(() => stage.slack.modal({ as: LEAD }) !== undefined, { what: 'the form' });
  await answer({ [link]: 'https://git.example/other' });
  await stage.see('Understood as *Yes, see https://git.example/other*', async () => undefined);
  await allScansPosted(stage);
  expect(await tests()).toMatchObject([{ cell: { test: 'https://git.example/other' } }]);
});
