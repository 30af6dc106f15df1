/** A risk is accepted by two people until a day, and comes back on that day. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import endAcceptedRisks from '../../jobs/end-accepted-risks.ts';
import { CHANNEL, LEAD, type Stage, saying, setStage, startedReview } from './stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await setStage({ rateLimits: false });
  await startedReview(stage);
  await stage.slack.click('Accept risk', { as: LEAD, in: CHANNEL, on: 'to put right' });
  await stage.slack.until(() => stage.slack.modal({ as: LEAD }) !== undefined, { what: 'the form' });
  const values = { 'Why is it acceptable?': 'Only the health check answers there.', 'Until when?': '2099-06-30' };
  await stage.see('[Approve]', () => stage.slack.submit({ as: LEAD, values }));
  await stage.see('approved by <@UADMIN>', () => stage.slack.click('Approve', { as: 'UADMIN', in: CHANNEL }));
});

afterAll(() => stage.close());

const onThe = (day: string) => {
  const { opened } = stage.product;
  return endAcceptedRisks.run(
    {},
    {
      ...opened,
      now: () => new Date(`${day}T12:00:00Z`),
      cloudflare: opened.config.cloudflare,
      lastAttempt: false,
      signal: new AbortController().signal,
    },
  );
};

test('the day before, it is still accepted', async () => {
  await onThe('2099-06-29');
  expect(saying(stage, 'to put right')).toContain('*Accept risk* until 2099-06-30');
  expect(saying(stage, 'to put right')).not.toContain('that day has come');
});

test('on the day it is to be decided again, and the earlier decision is told', async () => {
  await onThe('2099-06-30');
  expect(saying(stage, 'to put right')).toMatch(/that day has come\)\s+\[Enforce now\]/);
  expect(await stage.rows('select state, second_by from decision')).toEqual([{ state: 'ended', second_by: 'UADMIN' }]);
});
