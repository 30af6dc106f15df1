/** A silent owner is reminded in working hours, then the lead hears of it; whoever has answered hears nothing more. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLimiters } from '../../jobs/limiters.ts';
import sendReminders from '../../jobs/send-reminders.ts';
import { openShares } from '../../jobs/shares.ts';
import { contentText } from '../sandbox/slack/screen.ts';
import { type Stage, setStage, startedReview } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ rateLimits: false });
  await startedReview(stage);
  // So far ahead that the product's own clock finds nothing due. In 2099 the fifth of January is a Monday.
  await stage.rows(`update review set started_at = '2099-01-05T10:00Z'`);
  await stage.rows(`update endpoint set owner_id = 'UDANA'`);
  await stage.rows(`update question set owner_id = 'UDANA'`);
  await stage.rows(`insert into person (workspace_id, user_id, name, kind, timezone, looked_up_at)
                    select workspace_id, id, id, 'member', 'Europe/Berlin', now() from workspace, unnest(array['UDANA', 'ULEA']) as id
                        on conflict (workspace_id, user_id) do update set timezone = 'Europe/Berlin'`);
  // In a zone that nobody knows of somebody is taken to be where the lead is.
  await stage.rows(`update person set timezone = 'Nowhere/Land' where user_id = 'UDANA'`);
});
afterAll(() => stage.close());

const remindAt = (at: string) => {
  const { opened } = stage.product;
  return sendReminders.run(
    {},
    {
      ...opened,
      now: () => new Date(at),
      cloudflare: opened.config.cloudflare,
      limiters: openLimiters(opened.db),
      shares: openShares(2),
      lastAttempt: false,
      signal: new AbortController().signal,
    },
  );
};

const told = (userId: string) =>
  stage.slack.messages
    .filter((one) => one.channel === stage.slack.directMessage(userId) && one.byApp)
    .map(contentText)
    .filter((text) => text.includes('in the review'));

test('not on the same day and not at night, but on the next working morning, once', async () => {
  await remindAt('2099-01-05T15:00:00Z');
  await remindAt('2099-01-06T03:00:00Z');
  expect(told('UDANA')).toEqual([]);
  await Promise.all(Array.from({ length: 3 }, () => remindAt('2099-01-06T08:00:00Z')));
  await remindAt('2099-01-06T12:00:00Z');
  expect(told('UDANA')).toMatchInlineSnapshot(`
    [
      "Waiting for you in the review shop.example #1, in <#CSECURITY>: 34 endpoints to acknowledge and 1 question to answer. You are asked as the owner: please press Acknowledge, Not mine or Reassign under what I wrote to you, and answer the questions there.",
    ]
  `);
});

test('still silent, the owner hears again, and then the lead', async () => {
  await remindAt('2099-01-08T08:00:00Z');
  expect(told('UDANA')).toHaveLength(2);
  expect(told('ULEA')).toEqual([]);
  await remindAt('2099-01-12T08:00:00Z');
  expect(told('UDANA')).toHaveLength(2);
  expect(told('ULEA')).toMatchInlineSnapshot(`
    [
      "Not answered yet in the review shop.example #1, in <#CSECURITY>, though reminded twice: <@UDANA> (34 endpoints to acknowledge and 1 question to answer). You are told because you lead it: please ask them, or give their endpoints to somebody else with \`/api-review assign\`.",
    ]
  `);
});

test('once all is acknowledged and answered nobody hears of it any more', async () => {
  await stage.rows(`update endpoint set acknowledged_by = 'UDANA', acknowledged_at = now()`);
  await stage.rows(`update question set endpoint_keys = '{}'`);
  await remindAt('2099-01-19T08:00:00Z');
  expect(told('UDANA')).toHaveLength(2);
  expect(told('ULEA')).toHaveLength(1);
});
