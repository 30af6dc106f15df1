/** An item can be planned, or be said to be wrong: the first stays in the list, the second leaves it until a day or until something else is found. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import endSaidUntil from '../../jobs/end-said-until.ts';
import { allScansPosted, CHANNEL, jobContext, LEAD, type Stage, saying, setStage, startedReview } from './stage.ts';

const DAY_MS = 24 * 60 * 60_000;
let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
  await startedReview(stage);
});
afterAll(() => stage.close());

const day = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
const items = async () =>
  (await stage.rows('select body from remediation_item order by rank')).map(({ body }) => body as Item);
interface Item {
  id: string;
  rank: number;
  title: string;
}
const rankOf = async (title: string) => (await items()).find((each) => each.title.startsWith(title))?.rank;
async function fill(word: string, title: string, values: Record<string, string>, as = LEAD) {
  await stage.slack.command(`/api-review decide ${await rankOf(title)} ${word}`, { as, in: CHANNEL });
  await stage.slack.until(() => stage.slack.modal({ as }) !== undefined, { what: 'the form' });
  const { reason = '', until = '' } = values;
  const why = word === 'planned' ? 'What is planned, and where?' : 'Why is it wrong?';
  return stage.slack.submit({ as, values: { [why]: reason, 'Until when?': until } });
}
const first = async () => (await items())[0]?.title ?? '';

describe('a false positive', () => {
  test('needs a reason that can be understood, and a day within half a year', async () => {
    const title = await first();
    expect((await fill('false-positive', title, { reason: 'it is wrong, really', until: day(400) })).errors).toEqual({
      until: `Please choose a day up to ${day(180)}.`,
    });
  });

  test('leaves the list, which counts it and says until when', async () => {
    const title = await first();
    const before = (await items()).length;
    await fill('false-positive', title, { reason: 'the limit stands at the origin', until: day(30) });
    await stage.see('1 said to be false positives', async () => undefined);
    await allScansPosted(stage);
    expect(saying(stage, 'to put right')).toContain(`${title}, until ${day(30)}`);
    expect((await items()).length).toBe(before - 1);
    expect((await items()).map(({ rank }) => rank)).toEqual(Array.from({ length: before - 1 }, (_, n) => n + 1));
    const [finding] = await stage.rows(
      `select body ->> 'outcome' as outcome from finding where body ->> 'title' = $1`,
      [title],
    );
    expect(finding?.outcome).toBe('fail'); // a word is no proof
  });

  test('can be taken back by whoever may decide', async () => {
    expect(await stage.ask('remediation')).toContain('the limit stands at the origin');
    const told = await stage.press('Back into the list', {
      as: LEAD,
      in: CHANNEL,
      on: 'the limit stands at the origin',
    });
    expect(told).toMatch(/comes back into the list\.$/);
    await allScansPosted(stage);
    expect(await stage.rows('select 1 from item_mark where ended_at is null')).toEqual([]);
  });

  test('comes back on its day, and whoever said it is told once', async () => {
    const title = await first();
    await fill('false-positive', title, { reason: 'the limit stands at the origin', until: day(10) });
    await allScansPosted(stage);
    expect(await rankOf(title)).toBeUndefined();
    await endSaidUntil.run({}, jobContext(stage, new Date(Date.now() + 9 * DAY_MS)));
    expect(stage.slack.screen(CHANNEL)).not.toContain('that day has come');
    await stage.rows('update item_mark set until = current_date');
    await endSaidUntil.run({}, jobContext(stage, new Date()));
    await stage.see(
      'was said to be a false positive, and that day has come. It stands in the list again.',
      async () => undefined,
    );
    await endSaidUntil.run({}, jobContext(stage, new Date()));
    await allScansPosted(stage);
    expect(stage.slack.screen(CHANNEL).split('that day has come')).toHaveLength(2);
    expect(await rankOf(title)).toBe(1);
  });

  test('comes back when something else is found than it was about', async () => {
    const title = await first();
    await fill('false-positive', title, { reason: 'the limit stands at the origin', until: day(10) });
    await allScansPosted(stage);
    await stage.rows(`update item_mark set basis = 'of another time' where ended_at is null`);
    await stage.rows(`update scan set state = 'read'`); // as after an answer
    await stage.see('something else is found there now', async () => undefined);
  });
});

test('what is planned stays in the list, with until when and what', async () => {
  await allScansPosted(stage);
  const title = await first();
  await fill('planned', title, { reason: 'the platform team, in January', until: day(60) }, 'UADMIN');
  await allScansPosted(stage);
  await stage.see(`Planned until ${day(60)} by <@UADMIN>: the platform team, in January`, async () => undefined);
  expect(await rankOf(title)).toBe(1);
});

test('whoever may not decide may not say so either', async () => {
  expect(await stage.ask('decide 1 false-positive', { as: 'UEVE' })).toMatch(
    /^You may not decide on an item\. Who may: /,
  );
});
