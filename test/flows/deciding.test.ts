/** Deciding: what is recorded is said, to whom it matters, wherever the button or the command was. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHANNEL, LEAD, type Stage, saying, setStage, startedReview } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
  await startedReview(stage);
});
afterAll(() => stage.close());

const press = (label: string, on: string, as = LEAD) => stage.press(label, { as, in: CHANNEL, on });

describe('on a later page', () => {
  test('a button of a private page answers, and the page shows the decision afterwards', async () => {
    expect(await stage.ask('remediation 2')).toMatch(/\*12\. /);
    expect(await press('Fix at origin', '*12. ')).toMatch(
      /^Recorded in shop\.example #1: Fix at origin for 12\. .*\. It stands on page 2 of the list: `\/api-review remediation 2`\.$/,
    );
    expect(await stage.ask('remediation 2')).toMatch(
      /\*12\. [\s\S]*?:white_check_mark: \*Fix at origin\*, decided by <@ULEA>/,
    );
  });

  test('a command says where it stands', async () => {
    expect(await stage.ask('decide 13 origin')).toContain('It stands on page 2 of the list');
    expect(await stage.ask('decide 99 log')).toMatchInlineSnapshot(
      `"There is no item 99: the list has 68 items. \`/api-review remediation\` shows them. Nothing was decided."`,
    );
    expect(await stage.ask('remediation 9')).toMatchInlineSnapshot(
      `"There is no page 9: the list has 7 pages. \`/api-review remediation 7\` shows the last."`,
    );
  });
});

test('a button of the first page, shown privately by the card, answers too', async () => {
  expect(await press('Remediation', 'Owners: ')).toMatch(/page 1 of 7/);
  expect(await press('Log first', '*2. ')).toMatch(
    /^Recorded in shop\.example #1: Log first for 2\. .*\. It stands in the review’s thread\.$/,
  );
});

describe('a second person', () => {
  const ITEM = 'Endpoints where nothing at the edge';

  test('whoever decides is told to ask somebody, when nobody could be notified', async () => {
    expect(await press('Enforce now', ITEM)).toMatch(
      /^Recorded in shop\.example #1: Enforce now for \d+\. .* Nobody was notified: please ask a full member of this workspace to press Approve in the review’s thread\.$/,
    );
    await stage.see('[Approve] [Decline]', async () => undefined);
  });

  test('whoever decided is told of the answer in a message of its own', async () => {
    await stage.see('declined your *Enforce now*', () => stage.slack.click('Decline', { as: 'UADMIN', in: CHANNEL }));
    expect(saying(stage, 'declined your')).toMatchInlineSnapshot(
      `"<@ULEA>, <@UADMIN> declined your *Enforce now* for 3. Endpoints where nothing at the edge asks who is calling. Nothing of it is done, and the item waits for another decision: \`/api-review decide 3\`."`,
    );
  });

  test('an admin who has been here is asked by name, and the lead when somebody else decides', async () => {
    await stage.see('for example <@UADMIN>', () =>
      stage.slack.click('Enforce now', { as: LEAD, in: CHANNEL, on: ITEM }),
    );
    await stage.see('approved your *Enforce now*', () => stage.slack.click('Approve', { as: 'UADMIN', in: CHANNEL }));
    expect(saying(stage, 'approved your')).toMatchInlineSnapshot(
      `"<@ULEA>, <@UADMIN> approved your *Enforce now* for 3. Endpoints where nothing at the edge asks who is calling. It stands."`,
    );
  });
});

describe('handing over', () => {
  test('whoever does not know whose it is gives it back to the lead', async () => {
    await stage.see('<@UDANA>, 1 endpoint', () =>
      stage.slack.command('/api-review assign POST api.shop.example/v1/refunds @dana', { as: LEAD, in: CHANNEL }),
    );
    await stage.slack.click('Not mine', { as: 'UDANA', in: CHANNEL, on: '<@UDANA>, ' });
    await stage.slack.until(() => stage.slack.modal({ as: 'UDANA' }) !== undefined, { what: 'the form' });
    expect((await stage.slack.submit({ as: 'UDANA', values: {} })).errors).toEqual({
      owner: 'Please choose somebody.',
    });
    await stage.see('Handed over to <@ULEA>', () =>
      stage.slack.submit({
        as: 'UDANA',
        values: { 'If you cannot tell': 'I don’t know, give it back to the lead' },
      }),
    );
  });
});
