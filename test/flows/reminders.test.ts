/** A silent owner is reminded in working hours, then the lead hears of it; whoever has answered hears nothing more. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import sendReminders from '../../jobs/send-reminders.ts';
import { contentText } from '../sandbox/slack/screen.ts';
import { allScansPosted, jobContext, type Stage, setStage, startedReview } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ rateLimits: false });
  await startedReview(stage);
  // So far ahead that the product's own clock finds nothing due. In 2099 the fifth of January is a Monday.
  await stage.rows(`update endpoint set owner_id = 'UDANA', owned_since = '2099-01-05T10:00Z'`);
  await stage.rows(`update question set owner_id = 'UDANA', asked_at = '2099-01-05T10:00Z'`);
  await stage.rows(`insert into person (workspace_id, user_id, name, kind, timezone, looked_up_at)
                    select workspace_id, id, id, 'member', 'Europe/Berlin', now() from workspace, unnest(array['UDANA', 'ULEA']) as id
                        on conflict (workspace_id, user_id) do update set timezone = 'Europe/Berlin'`);
  // In a zone that nobody knows of somebody is taken to be where the lead is.
  await stage.rows(`update person set timezone = 'Nowhere/Land' where user_id = 'UDANA'`);
  const dana = stage.slack.workspace.users.get('UDANA');
  if (dana) dana.tz = 'Nowhere/Land';
});
afterAll(() => stage.close());

const remindAt = (at: string) => sendReminders.run({}, jobContext(stage, new Date(at)));

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
      "Waiting for you in the review shop.example #1, in <#CSECURITY>: 34 endpoints to acknowledge and 1 question to answer. You are asked as the owner: please press Acknowledge, Not mine or Reassign under what I wrote to you, and answer the questions there.
    [Remind me later]",
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

test('what comes later begins anew: the lead does not hear of somebody who had finished', async () => {
  await stage.rows(
    `update question set asked_at = '2099-02-02T10:00Z', endpoint_keys = array(select key from endpoint order by key limit 2)`,
  );
  await remindAt('2099-02-02T15:00:00Z');
  expect(told('UDANA')).toHaveLength(2);
  await remindAt('2099-02-03T08:00:00Z');
  expect(told('UDANA').at(-1)).toMatch(
    /^Waiting for you in the review shop\.example #1, in <#CSECURITY>: 1 question to answer\./,
  );
  expect(told('ULEA')).toHaveLength(1);
});

test('a question that is still open beside the decisions is reminded of too', async () => {
  await stage.rows(`update review set state = 'deciding'`);
  await remindAt('2099-02-05T08:00:00Z');
  expect(told('UDANA')).toHaveLength(4);
});

test('whoever is given endpoints is reminded on the next working morning after that, not at once', async () => {
  await stage.rows(`update question set endpoint_keys = '{}'`);
  await stage.rows(`update endpoint set owned_since = '2020-01-01T00:00Z'`);
  await stage.ask('assign partner.shop.example/** @eve');
  const given = await stage.rows(
    `select distinct owned_since > now() - interval '1 hour' as anew from endpoint where owner_id = 'UEVE'`,
  );
  expect(given).toEqual([{ anew: true }]);
  await allScansPosted(stage); // which asks her too
  await stage.rows(`update endpoint set owned_since = '2099-03-02T10:00Z' where owner_id = 'UEVE'`);
  await stage.rows(`update question set asked_at = '2099-03-02T10:00Z' where owner_id = 'UEVE'`);
  await remindAt('2099-03-02T15:00:00Z');
  expect(told('UEVE')).toEqual([]);
  await remindAt('2099-03-03T08:00:00Z'); // night where she is
  expect(told('UEVE')).toEqual([]);
  await remindAt('2099-03-03T15:00:00Z');
  expect(told('UEVE')).toHaveLength(1);
});
