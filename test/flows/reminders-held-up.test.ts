/** Reminders that an outage holds up, that cannot be delivered at all, and that are about somebody who has left. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import deliverPost from '../../jobs/deliver-post.ts';
import sendReminders from '../../jobs/send-reminders.ts';
import { contentText } from '../sandbox/slack/screen.ts';
import { allScansPosted, jobContext, type Stage, setStage, startedReview, timeless } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ rateLimits: false });
  await startedReview(stage);
  await startedReview(stage, { zone: 'small-business.example', in: 'CPAYMENTS' });
  await stage.rows(`insert into person (workspace_id, user_id, name, kind, timezone, looked_up_at)
                    select workspace_id, id, id, 'member', 'Europe/Amsterdam', now() from workspace, unnest(array['UDANA', 'ULEA', 'UEVE']) as id
                        on conflict (workspace_id, user_id) do update set timezone = 'Europe/Amsterdam'`);
});
afterAll(() => stage.close());

/** In 2099 the fifth of January is a Monday: so far ahead that the product's own clock finds nothing due. */
const MONDAY = '2099-01-05T10:00Z';
const [TUESDAY_MORNING, TUESDAY_NOON, TUESDAY_NIGHT] = ['2099-01-06T08:00Z', '2099-01-06T12:00Z', '2099-01-06T21:00Z'];
const WEDNESDAY_MORNING = '2099-01-07T08:30Z';

beforeEach(async () => {
  await stage.rows('delete from reminder');
  await stage.rows(`update person set looked_up_at = now() - interval '1 day'`);
  await stage.rows(`delete from post where key like 'reminder-%'`);
  await stage.rows(`delete from reminder_settings`);
  await stage.rows(`update review set state = 'answering'`);
  await stage.rows(`update question set endpoint_keys = '{}'`);
  await stage.rows(`update endpoint set acknowledged_by = 'ULEA', acknowledged_at = now(), owner_id = 'ULEA'`);
});

const inReview = (zone: string) => `review_id = (select id from review where zone_name = '${zone}')`;

/** Endpoints of a zone wait for somebody since Monday. */
const wait = (userId: string, zone = 'shop.example', many = 3) =>
  stage.rows(
    `update endpoint set owner_id = $1, acknowledged_by = null, acknowledged_at = null, owned_since = $2
      where ${inReview(zone)} and key in (select key from endpoint where ${inReview(zone)} order by key limit ${many})`,
    [userId, MONDAY],
  );
const acknowledged = (keep = 0) =>
  stage.rows(
    `update endpoint set acknowledged_by = owner_id, acknowledged_at = now()
      where key not in (select key from endpoint where acknowledged_by is null order by key limit ${keep})`,
  );

// The product's own clock is not asked to come back in 2099.
const at = (moment: string) => ({ ...jobContext(stage, new Date(moment)), enqueue: async () => {} });
const remindAt = (moment: string) => sendReminders.run({}, at(moment));
const outage = () => stage.slack.fail('chat.postMessage', { error: 'ratelimited', status: 429, retryAfter: 1 });

async function slackIsBackAt(moment: string): Promise<void> {
  const [post] = await stage.rows(`select id, workspace_id from post where key like 'reminder-%' and state <> 'sent'`);
  if (!post) throw new Error('no reminder was held up');
  await deliverPost.run({ workspaceId: post.workspace_id, postId: post.id }, at(moment));
}

const since = () => {
  const before = stage.slack.messages.length;
  return () =>
    stage.slack.messages
      .slice(before)
      .filter((one) => one.byApp)
      .map((one) => `${toWhom(one.channel)}${one.threadTs ? ' (in the thread)' : ''}: ${contentText(one)}`);
};
const toWhom = (channel: string) =>
  ['UDANA', 'ULEA', 'UEVE', 'UADMIN'].find((id) => stage.slack.directMessage(id) === channel) ?? channel;

test('held up until the evening it is dropped, and said anew on the next working morning', async () => {
  await wait('UDANA');
  const said = since();
  outage();
  await remindAt(TUESDAY_MORNING);
  await slackIsBackAt(TUESDAY_NIGHT);
  expect(said()).toEqual([]);
  await remindAt(WEDNESDAY_MORNING);
  expect(said()).toMatchInlineSnapshot(`
    [
      "UDANA: Waiting for you in the review shop.example #1, in <#CSECURITY>: 3 endpoints to acknowledge. You are asked as the owner: please press Acknowledge, Not mine or Reassign under what I wrote to you, and answer the questions there.
    [Remind me later]",
    ]
  `);
});

test('what is done meanwhile is not said, and does not count as said', async () => {
  await wait('UDANA');
  const said = since();
  outage();
  await remindAt(TUESDAY_MORNING);
  await acknowledged();
  await slackIsBackAt(TUESDAY_NOON);
  expect(said()).toEqual([]);
  expect(await stage.rows('select from reminder')).toEqual([]);
});

test('of what is done in part only the rest is said', async () => {
  await wait('UDANA');
  const said = since();
  outage();
  await remindAt(TUESDAY_MORNING);
  await acknowledged(1);
  await slackIsBackAt(TUESDAY_NOON);
  expect(said()).toEqual([expect.stringContaining('1 endpoint to acknowledge')]);
});

test('one that may have been posted before a crash is looked for, and not said twice', async () => {
  await wait('UDANA');
  const said = since();
  stage.slack.fail('chat.postMessage', { after: true });
  await remindAt(TUESDAY_MORNING);
  expect(said()).toHaveLength(1);
  await slackIsBackAt(TUESDAY_NIGHT);
  expect(said()).toHaveLength(1);
  expect(await stage.rows('select from reminder')).toHaveLength(1);
});

test('what waits in two reviews is one message', async () => {
  await wait('UDANA');
  await wait('UDANA', 'small-business.example', 1);
  const said = since();
  await remindAt(TUESDAY_MORNING);
  expect(said()).toMatchInlineSnapshot(`
    [
      "UDANA: Waiting for you in the review shop.example #1, in <#CSECURITY>: 3 endpoints to acknowledge. You are asked as the owner: please press Acknowledge, Not mine or Reassign under what I wrote to you, and answer the questions there.
    [Remind me later]
    Waiting for you in the review small-business.example #1, in <#CPAYMENTS>: 1 endpoint to acknowledge. You are asked as the owner: please press Acknowledge, Not mine or Reassign under what I wrote to you, and answer the questions there.
    [Remind me later]",
    ]
  `);
});

test('somebody who cannot be written to is not taken for told: the lead hears, with a way to hand over', async () => {
  await wait('UDANA');
  const said = since();
  stage.slack.fail('chat.postMessage', { error: 'user_disabled' });
  await remindAt(TUESDAY_MORNING);
  await remindAt('2099-01-08T08:00Z');
  expect(said()).toMatchInlineSnapshot(`
    [
      "ULEA: Nobody is asked any more in the review shop.example #1, in <#CSECURITY>, for what is held by <@UDANA> (3 endpoints to acknowledge). Nobody can write to them. Please give it to somebody else.
    What is held by <@UDANA>: [Hand over]",
    ]
  `);
});

test('an owner whose account was deactivated is not reminded at all: the lead hears, and hands over by the button', async () => {
  await wait('UEVE');
  const eve = stage.slack.workspace.users.get('UEVE');
  if (!eve) throw new Error('nobody');
  eve.deleted = true;
  const said = since();
  await remindAt(TUESDAY_MORNING);
  expect(said()).toMatchInlineSnapshot(`
    [
      "ULEA: Nobody is asked any more in the review shop.example #1, in <#CSECURITY>, for what is held by <@UEVE> (3 endpoints to acknowledge). Accounts that were deactivated cannot own endpoints. Please give it to somebody else.
    What is held by <@UEVE>: [Hand over]",
    ]
  `);
  await stage.slack.click('Hand over', { as: 'ULEA', in: stage.slack.directMessage('ULEA') });
  await stage.slack.until(() => stage.slack.modal({ as: 'ULEA' }) !== undefined, { what: 'the form' });
  await stage.slack.submit({ as: 'ULEA', values: { owner: 'UDANA' } });
  const owners = () => stage.rows(`select distinct owner_id from endpoint where acknowledged_by is null`);
  await expect.poll(owners).toEqual([{ owner_id: 'UDANA' }]);
  await allScansPosted(stage);
  const unsent = () => stage.rows(`select from post where state in ('waiting', 'sending')`);
  await expect.poll(unsent).toEqual([]); // Dana was written to
  eve.deleted = false;
});

test('in the thread, where the workspace chose it', async () => {
  await stage.ask('settings reminders place thread', { as: 'UADMIN' });
  await wait('UDANA');
  const said = since();
  await remindAt(TUESDAY_MORNING);
  expect(
    said()
      .filter((one) => one.includes('Waiting for you'))
      .map((one) => one.slice(0, 60)),
  ).toMatchInlineSnapshot(`
    [
      "CSECURITY (in the thread): <@UDANA> Waiting for you in the r",
    ]
  `);
});

test('the security lead hears when the lead was told in vain', async () => {
  await stage.ask('settings security-lead @eve', { as: 'UADMIN' });
  await wait('UDANA');
  const said = since();
  for (const day of ['06', '08', '12', '14']) await remindAt(`2099-01-${day}T15:00Z`);
  expect(said().map((one) => one.split(':')[0])).toEqual(['UDANA', 'UDANA', 'ULEA', 'UEVE']);
  expect(said().at(-1)).toMatchInlineSnapshot(
    `"UEVE: Not answered yet in the review shop.example #1, in <#CSECURITY>, though reminded twice: <@UDANA> (3 endpoints to acknowledge). You are told because you are the security lead: please see to it with <@ULEA>, who leads the review."`,
  );
  expect(timeless(await stage.ask('status'))).toMatchInlineSnapshot(`
    "*shop.example #1* · :speech_balloon: waiting for answers
    Led by <@ULEA>, begun (then).
    31 of 34 endpoints acknowledged, 0 questions open.
    0 unowned, 0 owned twice, over 34 endpoints of 2 owners.
    Waiting for you: 68 decisions to make.
    *Reminders so far*
    • <@UDANA> was reminded (then), (then); <@ULEA> told (then), <@UEVE> told (then)"
  `);
});

test('a decision that waits for a second person is reminded of', async () => {
  await stage.rows(
    `insert into decision (workspace_id, review_id, item_id, choice, state, decided_by, decided_at, state_since, snapshot_id)
     select workspace_id, review_id, id, 'enforce-now', 'proposed', 'UDANA', $1, $1,
            (select snapshot_id from scan where scan.review_id = remediation_item.review_id limit 1)
       from remediation_item where ${inReview('shop.example')} limit 1`,
    [MONDAY],
  );
  const said = since();
  await remindAt(TUESDAY_MORNING);
  expect(said()).toMatchInlineSnapshot(`
    [
      "ULEA: Waiting for you in the review shop.example #1, in <#CSECURITY>: 1 decision to approve or decline. A decision needs a second person, who did not make it: please press Approve or Decline in the review’s thread, or ask somebody to.
    [Remind me later]",
    ]
  `);
});
