/** A risk is accepted by two people until a day, and comes back on that day. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import endAcceptedRisks from '../../jobs/end-accepted-risks.ts';
import { CHANNEL, cardOf, jobContext, LEAD, type Stage, saying, setStage, startedReview, timeless } from './stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await setStage({ rateLimits: false });
  await startedReview(stage);
  await accept(LEAD, CHANNEL, '2099-06-30');
});

async function accept(as: string, channel: string, until: string, second = 'UOWNER'): Promise<void> {
  await stage.slack.click('Accept risk', { as, in: channel, on: 'to put right' });
  await stage.slack.until(() => stage.slack.modal({ as }) !== undefined, { what: 'the form' });
  const values = { 'Why is it acceptable?': 'Only the health check answers there.', 'Until when?': until };
  await stage.see('[Approve]', () => stage.slack.submit({ as, values }), { in: channel });
  const approve = () => stage.slack.click('Approve', { as: second, in: channel });
  await stage.see(`until ${until}, decided by <@${as}>`, approve, { in: channel });
  await stage.see(`<@${second}> approved your *Accept risk* until ${until}`, async () => undefined, { in: channel });
}

const ended = () => stage.slack.messages.filter(({ text }) => text.includes('that day has come'));

afterAll(() => stage.close());

const onThe = (day: string) => endAcceptedRisks.run({}, jobContext(stage, new Date(`${day}T12:00:00Z`)));

test('the day before, it is still accepted', async () => {
  await onThe('2099-06-29');
  expect(saying(stage, 'to put right')).toContain('*Accept risk* until 2099-06-30');
  expect(saying(stage, 'to put right')).not.toContain('that day has come');
});

test('on the day it is to be decided again, and the earlier decision is told', async () => {
  await onThe('2099-06-30');
  expect(saying(stage, 'to put right')).toMatch(/that day has come\)\s+\[Enforce now\]/);
  expect(await stage.rows('select state, second_by from decision')).toEqual([{ state: 'ended', second_by: 'UOWNER' }]);
  expect(ended()).toHaveLength(1);
  expect(ended()[0]?.threadTs).toBe(cardOf(stage));
  expect(saying(stage, 'that day has come. ')).toMatchInlineSnapshot(`
    "<@ULEA>: The risk of *1. Endpoints answer in production that nobody has saved* was accepted until 2099-06-30, and that day has come. It stands in the list again: please decide anew, there or with \`/api-review decide 1 …\`.
    Accepted by <@ULEA> (then), approved by <@UOWNER>: Only the health check answers there."
  `);
});

test('it is said once, however often the day is looked at', async () => {
  await onThe('2099-06-30');
  await onThe('2099-07-01');
  expect(ended()).toHaveLength(1);
});

test('in a closed review it is said too, to whoever decided and to the lead, and the record stays true', async () => {
  await startedReview(stage, { in: 'CPAYMENTS' });
  await accept('UADMIN', 'CPAYMENTS', '2099-08-31');
  await stage.see('closed by', () => stage.slack.click('Close review', { as: LEAD, in: 'CPAYMENTS' }), {
    in: 'CPAYMENTS',
  });
  expect(stage.slack.screen('CPAYMENTS')).toContain('Decisions: 1 of');
  await onThe('2099-08-31');
  expect(saying(stage, 'This review is closed')).toMatchInlineSnapshot(`
    "<@UADMIN>, <@ULEA>: The risk of *1. Endpoints answer in production that nobody has saved* was accepted until 2099-08-31, and that day has come. This review is closed, so nothing more is decided in it: \`/api-review start shop.example\` begins a new one.
    Accepted by <@UADMIN> (then), approved by <@UOWNER>: Only the health check answers there."
  `);
  const list = stage.slack.screen('CPAYMENTS');
  expect(timeless(list)).toContain(
    ':alarm_clock: *Accept risk* until 2099-08-31, decided by <@UADMIN> (then); that day has come',
  );
  expect(list.match(/Not decided when the review ended/g)?.length).toBe(9);
  expect(list).toContain('Decisions: 1 of');
});

test('one review that cannot be drawn does not keep the others from hearing', async () => {
  await startedReview(stage, { in: 'CSECRET' });
  await accept(LEAD, 'CSECRET', '2099-10-31', 'UADMIN');
  await accept(LEAD, CHANNEL, '2099-10-31');
  const before = ended().length;
  const broken = `review_id = (select id from review where channel_id = 'CSECRET')`;
  await stage.rows(`update remediation_item set body = body || '{"rank": "first"}' where ${broken}`);
  await onThe('2099-10-31');
  expect(ended().length - before).toBe(1);
  await stage.rows(`update remediation_item set body = body || jsonb_build_object('rank', rank) where ${broken}`);
  await onThe('2099-10-31');
  expect(ended().length - before).toBe(2);
});

test('where nobody can be told in the thread any more, the lead hears directly', async () => {
  await accept(LEAD, 'CSECRET', '2099-11-30', 'UADMIN');
  stage.slack.workspace.channel('CSECRET').isArchived = true;
  await onThe('2099-11-30');
  expect(saying(stage, 'I could not post')).toMatchInlineSnapshot(
    `"I could not post the end of the risk accepted until 2099-11-30 of shop.example #3 in <#CSECRET>: <#CSECRET> is archived. What it says is saved; it is only not shown, and other messages may be missing for the same reason. Please unarchive it and type \`/api-review status\` in <#CSECRET>, and I post what is missing."`,
  );
});
