/** A decision that stands is changed by somebody who says so, and never by a click on what is out of date. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHANNEL, LEAD, type Stage, saying, setStage, startedReview } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ rateLimits: false });
  await startedReview(stage);
});
afterAll(() => stage.close());

const ITEM = 'Login, token and reset endpoints without a rate limit';
const rank = () => new RegExp(`^\\*(\\d+)\\. ${ITEM}`, 'm').exec(saying(stage, 'to put right'))?.[1];
const decisions = () => stage.rows('select choice, state from decision order by decided_at, id');
const requests = () => stage.slack.messages.filter(({ text }) => text.includes('decided *Enforce now*'));

/** The same button pressed again by somebody whose screen has not moved on. */
async function pressOnAnOldPage(label: string): Promise<string> {
  const page = stage.slack.ephemerals.findLast((one) => one.text.includes('to put right'));
  if (!page) throw new Error('nobody looked at the list');
  return stage.told(LEAD, () => stage.slack.click(label, { as: LEAD, in: CHANNEL, on: ITEM, ts: page.ts }));
}

test('a second click on the same button decides nothing, and quotes what stands', async () => {
  await stage.ask('remediation');
  await stage.see('[Approve]', () => stage.slack.click('Enforce now', { as: LEAD, in: CHANNEL, on: ITEM }));
  expect(await pressOnAnOldPage('Enforce now')).toMatchInlineSnapshot(
    `"This is decided: :hourglass_flowing_sand: *Enforce now*, decided by <@ULEA> (then); waiting for a second person. Nothing was changed. To change it, type \`/api-review decide 2 …\` with \`log\`, \`origin\`, \`accept\`."`,
  );
  expect(await decisions()).toEqual([{ choice: 'enforce-now', state: 'proposed' }]);
  expect(requests()).toHaveLength(1);
});

test('an old page undoes no decision that two people made, and opens no form for it', async () => {
  await stage.see('approved by <@UADMIN>', () => stage.slack.click('Approve', { as: 'UADMIN', in: CHANNEL }));
  for (const label of ['Log first', 'Accept risk']) {
    expect(await pressOnAnOldPage(label)).toContain('approved by <@UADMIN>. Nothing was changed.');
  }
  expect(stage.slack.modal({ as: LEAD })).toBeUndefined();
  expect(await decisions()).toEqual([{ choice: 'enforce-now', state: 'approved' }]);
});

test('a command changes it, and says what it replaces', async () => {
  expect(await stage.ask(`decide ${rank()} log`)).toMatchInlineSnapshot(
    `"Recorded in shop.example #1: Log first for 2. Login, token and reset endpoints without a rate limit. It stands in the review’s thread. It replaces :white_check_mark: *Enforce now*, decided by <@ULEA> (then), approved by <@UADMIN>."`,
  );
  expect(await stage.ask(`decide ${rank()} log`)).toContain('Nothing was changed.');
  expect(await decisions()).toEqual([
    { choice: 'enforce-now', state: 'superseded' },
    { choice: 'log-first', state: 'approved' },
  ]);
});

test('a request for a second person that was replaced has no buttons any more', async () => {
  await stage.see('[Approve]', () =>
    stage.slack.command(`/api-review decide ${rank()} enforce`, { as: LEAD, in: CHANNEL }),
  );
  await stage.ask(`decide ${rank()} origin`);
  await stage.slack.until(() => !stage.slack.screen(CHANNEL).includes('[Approve]'), { what: 'no buttons' });
  expect(stage.slack.screen(CHANNEL)).toContain('replaced since');
  expect((await decisions()).at(-1)).toEqual({ choice: 'fix-at-origin', state: 'approved' });
});

test('accepting the risk instead takes the form, and only if nothing else was decided meanwhile', async () => {
  const open = async () => {
    await stage.slack.command(`/api-review decide ${rank()} accept`, { as: LEAD, in: CHANNEL });
    await stage.slack.until(() => stage.slack.modal({ as: LEAD }) !== undefined, { what: 'the form' });
  };
  const values = { 'Why is it acceptable?': 'Only the health check answers there.', 'Until when?': '2099-06-30' };
  await open();
  await stage.ask(`decide ${rank()} log`);
  await stage.slack.submit({ as: LEAD, values });
  expect(stage.slack.modal({ as: LEAD })).toContain('*Log first*, decided by');
  await stage.slack.dismiss({ as: LEAD });
  await open();
  await stage.see('*Accept risk* until 2099-06-30', () => stage.slack.submit({ as: LEAD, values }));
  expect((await decisions()).at(-1)).toEqual({ choice: 'accept', state: 'proposed' });
});
