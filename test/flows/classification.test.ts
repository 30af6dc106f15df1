/** Whom endpoints are for, what is at stake and what callers show: what people say stands above words, labels and documents, now and later. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allScansPosted, CHANNEL, type Stage, setStage, startedReview } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ rateLimits: false });
  await startedReview(stage);
});
afterAll(() => stage.close());

const audiences = async () =>
  (
    await stage.rows(
      `select distinct facts ->> 'audience' as audience, facts ->> 'exposure' as exposure from endpoint
        where key like '% api.shop.example/v1/orders%'`,
    )
  ).map(({ audience, exposure }) => `${audience} ${exposure}`);
const SAY = 'inventory audience internal api.shop.example/v1/orders/**';

test('what is no audience or no pattern is told with an example', async () => {
  for (const words of ['inventory audience', 'inventory audience secret api.shop.example', 'inventory audience public'])
    expect(await stage.ask(words)).toMatch(/^Please say whom they are for \(public, partner, internal, mobile\)/);
  expect(await stage.ask('inventory audience public api.nowhere.example')).toMatch(/^No endpoint of .* matches/);
});

test('somebody who neither leads nor administers is refused', async () => {
  expect(await stage.ask(SAY, { as: 'UEVE' })).toMatch(/^You may not classify endpoints. Who may: the review’s lead/);
  expect(await stage.rows('select from classification_rule')).toEqual([]);
});

test('the lead says it for a pattern, and the endpoints are judged by it', async () => {
  expect(await audiences()).not.toEqual(['internal 1']);
  expect(await stage.ask(SAY)).toBe(
    '4 endpoints of shop.example #1 are internal now, and what is to put right is ordered anew. The rule `api.shop.example/v1/orders/**` is kept for the reviews to come.',
  );
  await allScansPosted(stage);
  expect(await audiences()).toEqual(['internal 1']);
});

test('the narrower rule wins, and the same pattern said anew replaces what was said', async () => {
  await stage.ask('inventory audience partner POST api.shop.example/v1/orders');
  await stage.ask('inventory audience mobile api.shop.example/v1/orders/**');
  await allScansPosted(stage);
  expect((await audiences()).toSorted()).toEqual(['mobile 4', 'partner 3']);
});

test('a later review knows it', async () => {
  await startedReview(stage, { in: 'CPAYMENTS' });
  expect((await audiences()).toSorted()).toEqual(['mobile 4', 'partner 3']);
});

test('what is at stake and what callers show can be said as well, and why it is thought so is kept', async () => {
  const FEED = 'GET mobile.shop.example/v2/feed';
  const known = () =>
    stage.rows(
      `select facts ->> 'sensitivity' as sensitivity, facts #>> '{authentication,credential}' as credential,
              facts -> 'because' as because
         from endpoint join review on review.id = review_id where channel_id = $1 and key = $2`,
      [CHANNEL, FEED],
    );
  expect(await known()).toMatchObject([
    { sensitivity: 'read', credential: null, because: { sensitivity: 'GET requests', credential: null } },
  ]);
  expect(await stage.ask(`inventory sensitivity personal ${FEED}`)).toBe(
    `1 endpoint of shop.example #1 is of the sensitivity *personal* now, and what is to put right is ordered anew. The rule \`${FEED}\` is kept for the reviews to come.`,
  );
  expect(await stage.ask(`inventory credential session ${FEED}`)).toMatch(/is called with session, and/);
  await allScansPosted(stage);
  const why = `said by a person, for ${FEED}`;
  expect(await known()).toMatchObject([
    { sensitivity: 'personal', credential: 'session', because: { sensitivity: why, credential: why } },
  ]);
  expect(await stage.ask('inventory sensitivity grave api.shop.example')).toMatch(
    /^Please say what is at stake \(auth, token, /,
  );
});
