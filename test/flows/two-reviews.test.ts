/** Two reviews in one channel: a command says which it acted on, and asks when it cannot know. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHANNEL, LEAD, type Stage, setStage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.close());

/** Starts a review and waits until its results are in the thread. */
async function started(zone: string): Promise<void> {
  await stage.slack.command(`/api-review start ${zone}`, { as: LEAD, in: CHANNEL });
  let posted = false;
  const look = async () => {
    posted =
      (
        await stage.rows(
          `select from scan join review on review.id = review_id where zone_name = $1 and scan.state = 'posted'`,
          [zone],
        )
      ).length > 0;
  };
  while (!posted) await look();
}

test('after a failed scan a command says how to repeat it', async () => {
  const there = { in: 'CPAYMENTS' };
  await stage.see(
    'the scan could not be completed',
    () => stage.slack.command('/api-review start shop.example --hosts nothere.shop.example', { as: LEAD, ...there }),
    there,
  );
  expect(await stage.ask('decide 1 log', there)).toMatchInlineSnapshot(
    `"The scan of shop.example #1 could not be completed, so there is nothing to work on yet. Nothing was changed: repeat the scan with \`/api-review start shop.example --hosts nothere.shop.example\`."`,
  );
  expect(await stage.ask('cancel', there)).toMatchInlineSnapshot(
    `"shop.example #1 is cancelled. The scan stops, and nothing more is asked."`,
  );
});

test('which review is meant is asked when the command does not say', async () => {
  await started('shop.example');
  await started('small-business.example');
  expect(await stage.ask('cancel')).toMatchInlineSnapshot(
    `"There are 2 reviews under way here: shop.example #2, small-business.example #1. Nothing was changed: please add the name of the one you mean, as in \`/api-review cancel shop.example #2\`."`,
  );
  expect(await stage.ask('decide 1 log')).toMatchInlineSnapshot(
    `"There are 2 reviews under way here: shop.example #2, small-business.example #1. Nothing was changed: please add the name of the one you mean, as in \`/api-review decide 1 log shop.example #2\`."`,
  );
  expect(await stage.ask('cancel mars.example')).toMatchInlineSnapshot(
    `"No review under way here is called “mars.example”. There is: shop.example #2, small-business.example #1. Nothing was changed: please type it as in \`/api-review cancel shop.example #2\`."`,
  );
  expect(await stage.ask('assign ** @dana')).toMatchInlineSnapshot(
    `"There are 2 reviews under way here: shop.example #2, small-business.example #1. Nothing was changed: please add the name of the one you mean, as in \`/api-review assign **/** @dana shop.example #2\`."`,
  );
  expect(await stage.rows(`select from review where state = 'answering'`)).toHaveLength(2);
});

test('the endpoints of a pattern say which review is meant', async () => {
  expect(await stage.ask('assign POST api.shop.example/v1/refunds @dana')).toContain(
    '1 endpoint of shop.example #2 now',
  );
});

test('a name says which review is meant, and the answer too', async () => {
  expect(await stage.ask('decide 2 log shop.example')).toMatch(/^Recorded in shop\.example #2: Log first for 2\. /);
  expect(await stage.ask('cancel small-business.example #1')).toMatchInlineSnapshot(
    `"small-business.example #1 is cancelled. The scan stops, and nothing more is asked."`,
  );
  expect(
    await stage.rows(`select zone_name, state from review where channel_id = 'CSECURITY' order by zone_name`),
  ).toEqual([
    { zone_name: 'shop.example', state: 'answering' },
    { zone_name: 'small-business.example', state: 'cancelled' },
  ]);
  expect(await stage.ask('cancel')).toMatch(/^shop\.example #2 is cancelled\./);
});
