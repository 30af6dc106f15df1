/** Owners from files, documents, earlier reviews and neighbours: shown with reasons, applied by a click, never by themselves. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allScansPosted, CHANNEL, cardOf, LEAD, type Stage, setStage, startedReview, timeless } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ rateLimits: false });
  await startedReview(stage);
});
afterAll(() => stage.close());

/** What somebody is told that has this in it, beside other answers. */
async function told(as: string, words: string, act: () => Promise<unknown>): Promise<string> {
  const { slack } = stage;
  const before = slack.whispers({ as }).length;
  await act();
  const found = () =>
    slack
      .whispers({ as })
      .slice(before)
      .find((each) => each.includes(words));
  await slack.until(() => found() !== undefined, { what: words });
  return timeless(found() ?? '');
}
const drop = (content: string, name: string, as = LEAD) =>
  stage.slack.say('owners', { as, in: CHANNEL, thread: cardOf(stage), files: [{ name, content }] });
const ownersOf = async (pattern: string) =>
  (
    await stage.rows('select distinct owner_id from endpoint where key like $1 and gone_at is null order by 1', [
      pattern,
    ])
  ).map(({ owner_id }) => owner_id);

test('a CODEOWNERS file in the thread is shown as what it would change, and changes nothing before the click', async () => {
  const file = '/v1/customers/ @dana @eve\n/v1/orders/ @payments\n/v1/gone-long-ago/ @max\n/v1/carts/ @ghost\n';
  const shown = await told(LEAD, 'CODEOWNERS', () => drop(file, 'CODEOWNERS'));
  expect(shown).toContain('Nothing is applied yet');
  expect(shown).toContain('`api.shop.example/v1/customers/**` → <@UDANA>, deputy <@UEVE>');
  expect(shown).toContain('→ <!subteam^SPAYMENTS>');
  expect(shown).toContain('line 4: @ghost: nobody and no user group of this workspace is called so');
  expect(shown).toContain('About no endpoint of this review');
  expect(await ownersOf('% api.shop.example/v1/customers%')).toEqual([LEAD]);
  expect(await stage.rows('select from ownership_rule')).toEqual([]);
});

test('whoever may not assign owners gives no such file', async () => {
  expect(await told('UEVE', 'You may not assign owners', () => drop('/v1/ @eve', 'CODEOWNERS', 'UEVE'))).toContain(
    LEAD,
  );
});

test('some of it can be chosen in a form, and the proposal is answered once', async () => {
  const chosen = await told(LEAD, 'teams.txt', async () => {
    await stage.slack.command('/api-review assign', { as: LEAD, in: CHANNEL });
    await stage.slack.until(() => stage.slack.modal({ as: LEAD }) !== undefined, { what: 'the form' });
    const content = 'api.shop.example/v1/customers/** @max\napi.shop.example/v1/orders/** @max\n';
    await stage.slack.submit({ as: LEAD, files: { 'Or a file of owners': [{ name: 'teams.txt', content }] } });
  });
  expect(chosen).toContain('[Apply all 2] [Choose] [Not these]');
  await stage.slack.click('Not these', { as: LEAD, in: CHANNEL, on: 'teams.txt' });
  await stage.slack.until(() => stage.slack.whispers({ as: LEAD }).some((each) => each.includes('Put aside')), {
    what: 'that it was put aside',
  });
  expect(await stage.rows('select from ownership_rule')).toEqual([]);
});

test('one click applies all of it, and what was answered is answered', async () => {
  await stage.slack.click('Apply all 2', { as: LEAD, in: CHANNEL, on: 'CODEOWNERS' });
  await stage.slack.until(() => stage.slack.whispers({ as: LEAD }).some((each) => each.includes('2 rules applied')), {
    what: 'that it was applied',
  });
  expect(await ownersOf('% api.shop.example/v1/customers%')).toEqual(['UDANA']);
  expect(await ownersOf('% api.shop.example/v1/orders%')).toEqual(['SPAYMENTS']);
  const [row] = await stage.rows(`select deputy_id from endpoint where key like '% api.shop.example/v1/customers%'`);
  expect(row).toEqual({ deputy_id: 'UEVE' });
});

test('x-owner and tags of an OpenAPI document are proposed too', async () => {
  await allScansPosted(stage);
  const content = JSON.stringify({
    openapi: '3.0.3',
    servers: [{ url: 'https://api.shop.example' }],
    'x-owner': '@ghost',
    paths: {
      '/v1/brand-new': { get: { 'x-owner': '@eve' }, post: { tags: ['payments', 'things'] } },
      '/v1/brand-old': { get: {} },
    },
  });
  const shown = await told(LEAD, 'names owners', () => drop(content, 'owned.json'));
  expect(shown).toContain('`GET api.shop.example/v1/brand-new` → <@UEVE> · 1 endpoint · x-owner of its operation');
  expect(shown).toContain(
    '`POST api.shop.example/v1/brand-new` → <!subteam^SPAYMENTS> · 1 endpoint · its tag “payments”',
  );
  expect(shown).toContain('x-owner @ghost: nobody');
});

test('owners for the rest are proposed from neighbours, each with its reason', async () => {
  await allScansPosted(stage);
  await stage.ask('assign GET mobile.shop.example/v2/profile <@UMAX>');
  const shown = await told(LEAD, 'suggest', () =>
    stage.slack.command('/api-review assign suggest', { as: LEAD, in: CHANNEL }),
  );
  expect(shown).toMatch(/→ <@U\w+> · \d+ endpoints? · owns/);
  expect(shown).toContain('Nothing is applied yet');
});
