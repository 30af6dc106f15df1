/** A team owns endpoints, somebody stands in for it, and the workspace says who may do what. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reviewsWithOwners } from '../../db/reviews.ts';
import { openThings } from '../../src/publish/open-things.ts';
import { CHANNEL, cardOf, LEAD, type Stage, setStage } from './stage.ts';

const PAYMENTS = '<!subteam^SPAYMENTS|@payments>'; // Dana and Max

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
  await stage.slack.command('/api-review start shop.example', { as: LEAD, in: CHANNEL });
  await stage.slack.until(() => stage.slack.screen(CHANNEL).includes('seem to be yours'), {
    what: 'the owner message',
  });
});
afterAll(() => stage.close());

const assign = (words: string) => stage.ask(`assign api.shop.example/v1/** ${words}`);

test('a user group is given endpoints, with a deputy, and is asked in the thread', async () => {
  expect(await assign(`${PAYMENTS} deputy <@UEVE>`)).toContain('may act for them. The rule');
  await stage.slack.until(
    () => /SPAYMENTS>, 20 endpoints of shop.example seem to be yours/.test(stage.slack.screen(CHANNEL)),
    {
      what: 'the message to the group',
    },
  );
});

test('whoever is neither in the group nor its deputy is told who may, and that is kept for admins', async () => {
  expect(await stage.press('Acknowledge', { as: 'UADMIN', in: CHANNEL, on: 'SPAYMENTS>, 20 endpoints' })).toContain(
    'You may not acknowledge endpoints. Who may: the owner <!subteam^SPAYMENTS> or the deputy <@UEVE> or the review’s lead <@ULEA>',
  );
  expect(await stage.ask('settings permissions', { as: 'UADMIN' })).toContain(
    '<@UADMIN> wanted to acknowledge endpoints',
  );
  expect(await stage.ask('settings permissions')).not.toContain('wanted to');
});

test('what waits for the group waits for its members, in the status and in words', async () => {
  expect(await stage.ask('status', { as: 'UDANA' })).toContain('Waiting for you: 20 endpoints to acknowledge');
  expect(await stage.ask('what waits for me?', { as: 'UDANA' })).toContain('<!subteam^SPAYMENTS>: 20 endpoints');
  expect(await stage.ask('what waits for me?', { as: 'UADMIN' })).not.toContain('SPAYMENTS');
});

test('a question of the group that a member hands on is one question, of whom it was handed to', async () => {
  await stage.slack.until(() => stage.slack.screen(CHANNEL).includes('<!subteam^SPAYMENTS> Does the application'));
  const thread = cardOf(stage);
  await stage.told('UDANA', () => stage.slack.say('ask <@UOWNER>', { as: 'UDANA', in: CHANNEL, thread }));
  const { db } = stage.product.opened;
  const open = await db.inWorkspace(stage.slack.teamId, async (tx) => {
    const [review] = await reviewsWithOwners(tx);
    return review && openThings(tx, review);
  });
  expect(open?.work.openQuestions).toContainEqual({ ownerId: 'UOWNER', questions: 1 });
});

test('any member of the group acknowledges for it', async () => {
  await stage.see('Acknowledged by <@UMAX>', () =>
    stage.slack.click('Acknowledge', { as: 'UMAX', in: CHANNEL, on: 'SPAYMENTS>, 20 endpoints' }),
  );
});

test('whoever leaves the group loses the right at once, and whoever comes to it has it', async () => {
  await stage.ask('assign api.shop.example/v1/** <@UEVE>');
  await assign(`${PAYMENTS} deputy <@UEVE>`);
  await stage.slack.changeGroup('SPAYMENTS', ['UDANA', 'UADMIN']);
  await expect
    .poll(() => stage.rows(`select array(select unnest(members) order by 1) as members from user_group`))
    .toEqual([{ members: ['UADMIN', 'UDANA'] }]);
  expect(await stage.press('Not mine', { as: 'UMAX', in: CHANNEL, on: 'SPAYMENTS>, 20 endpoints' })).toContain(
    'You may not assign owners',
  );
  await stage.see('Acknowledged by <@UADMIN>', () =>
    stage.slack.click('Acknowledge', { as: 'UADMIN', in: CHANNEL, on: 'SPAYMENTS>, 20 endpoints' }),
  );
  await stage.slack.changeGroup('SPAYMENTS', ['UDANA', 'UMAX']);
  await expect
    .poll(() => stage.rows(`select array(select unnest(members) order by 1) as members from user_group`))
    .toEqual([{ members: ['UDANA', 'UMAX'] }]);
});

test('the deputy acknowledges what is given to the group anew', async () => {
  await stage.ask(`assign api.shop.example/v1/** <@UEVE>`);
  await assign(`${PAYMENTS} deputy <@UEVE>`);
  await stage.see('Acknowledged by <@UEVE>', () =>
    stage.slack.click('Acknowledge', { as: 'UEVE', in: CHANNEL, on: 'SPAYMENTS>, 20 endpoints' }),
  );
});

test('what a more specific rule gave to somebody stays theirs when everything around it is given', async () => {
  expect(await stage.ask('assign api.shop.example/v1/customers/** <@UDANA>')).toContain('owns');
  expect(await stage.ask('assign api.shop.example <@UMAX>')).toMatch(
    /\d+ endpoints stay with whom a more specific rule names/,
  );
  const [row] = await stage.rows(
    `select owner_id from endpoint where key = 'GET api.shop.example/v1/customers/{var1}'`,
  );
  expect(row).toEqual({ owner_id: 'UDANA' });
});

test('with nothing behind it, assign opens a form for many patterns at once, which says beside its field what is wrong', async () => {
  await stage.slack.command('/api-review assign', { as: LEAD, in: CHANNEL });
  await stage.slack.until(() => stage.slack.modal({ as: LEAD }) !== undefined, { what: 'the form' });
  const values = { owner: 'UEVE', deputy: 'UMAX', patterns: 'api.shop.example/v1/nothing/**' };
  expect((await stage.slack.submit({ as: LEAD, values })).errors).toEqual({
    patterns: 'No endpoint of this review matches api.shop.example/v1/nothing/**.',
  });
  const patterns = 'GET api.shop.example/v1/invoices/*\napi.shop.example/v1/gift-cards/**';
  const own = stage.slack.directMessage(LEAD);
  await stage.see('<@UEVE> owns', () => stage.slack.submit({ as: LEAD, values: { ...values, patterns } }), { in: own });
  expect(stage.slack.screen(own)).toMatch(
    /<@UEVE> owns \d+ endpoints? of shop\.example #1 now.*<@UMAX> may act for them\. The rules .* are kept/,
  );
});

test('the status proves that each endpoint has one owner, or says which has not', async () => {
  const status = await stage.ask('status');
  expect(status).toMatch(/[1-9]\d* unowned, 0 owned twice, over \d+ endpoints of \d+ owners\./);
  expect(status).toContain('Unowned, so the lead’s: `');
});

test('a group that Slack does not know owns nothing', async () => {
  expect(await assign('<!subteam^SNOBODY|@nobody>')).toBe(
    'Slack knows no such user group. Please choose a person, or another group. Nothing was changed.',
  );
});

test('once reviewers are named, others start no review; once admins are named, Slack’s own are none', async () => {
  const admin = { as: 'UADMIN' };
  expect(await stage.ask('settings reviewers @lea')).toContain('You may not change settings');
  expect(await stage.ask('settings reviewers lea', admin)).toContain('Please name people or user groups');
  expect(await stage.ask('settings reviewers <@UEVE>', admin)).toContain(
    'The reviewers of api-review are now: <@UEVE>',
  );
  expect(await stage.ask('start second.example', { as: 'UMAX', in: 'CPAYMENTS' })).toContain(
    'You may not start a review. Who may: a reviewer (<@UEVE>)',
  );
  expect(await stage.ask('settings reviewers everyone', admin)).toContain('all full members of this workspace');
  expect(await stage.ask(`settings admins ${PAYMENTS}`, admin)).toContain(
    'The admins of api-review are now: <!subteam^SPAYMENTS>',
  );
  expect(await stage.ask('settings admins slack', admin)).toContain('You may not change settings');
  expect(await stage.ask('settings admins slack', { as: 'UDANA' })).toContain('Slack’s own admins');
});

test('a user group can be chosen in the forms, and an endpoint has one owner', async () => {
  await stage.slack.command('/api-review assign', { as: LEAD, in: CHANNEL });
  await stage.slack.until(() => stage.slack.modal({ as: LEAD }) !== undefined, { what: 'the form' });
  const values = { owner: 'UEVE', group: '@payments', patterns: 'api.shop.example/v1/gift-cards/**' };
  expect((await stage.slack.submit({ as: LEAD, values })).errors).toEqual({
    group: 'A person or a user group, please: an endpoint has one owner.',
  });
  await stage.slack.dismiss({ as: LEAD });
  await stage.slack.click('Reassign', { as: LEAD, in: CHANNEL, on: '<@ULEA>, ' });
  await stage.slack.until(() => stage.slack.modal({ as: LEAD })?.includes('Who owns these?') === true, {
    what: 'the form',
  });
  await stage.see('Handed over to <!subteam^SPAYMENTS>', () =>
    stage.slack.submit({ as: LEAD, values: { group: '@payments' } }),
  );
});
