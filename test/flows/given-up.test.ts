/** Work that cannot be done comes to an end, and whoever waits for it is told. */
import { afterEach, expect, test } from 'vitest';
import { CHANNEL, LEAD, type Stage, setStage, startedReview } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

/** Longer than six attempts take. */
const PATIENCE_MS = 180_000;

const SLACK_IS_ODD = { error: 'fatal_error' };

test('a question to Slack that always fails ends with an answer and a reference', {
  timeout: PATIENCE_MS,
}, async () => {
  stage = await setStage();
  stage.slack.fail('conversations.info', SLACK_IS_ODD, { times: 1000 });
  await stage.slack.command('/api-review start shop.example', { as: LEAD, in: CHANNEL });
  await stage.slack.until(() => stage.slack.whispers({ as: LEAD }).length > 0, { withinMs: PATIENCE_MS });
  expect(stage.slack.whispers({ as: LEAD }).at(-1)).toMatch(
    /^Something went wrong on our side \(reference [0-9a-f]{10}\)\. Nothing was started; please try again\.$/,
  );
  const [, reference = ''] = /reference (\w+)/.exec(stage.slack.whispers({ as: LEAD }).at(-1) ?? '') ?? [];
  expect(stage.log.filter((line) => line.includes(reference))).toHaveLength(1);
  expect(await stage.rows('select state from quote')).toEqual([{ state: 'refused' }]);
});

test('a stored token whose key is gone is told as such, and nothing is tried for ever', async () => {
  stage = await setStage();
  const sealed = (key: string) =>
    `${Buffer.from(`{"alg":"dir","enc":"A256GCM","kid":"${key}"}`).toString('base64url')}....`;
  await stage.rows(
    `insert into connection (workspace_id, token, state, connected_by, connected_at) values ($1, $2, 'ready', 'UADMIN', now())`,
    [stage.slack.teamId, sealed('lost')],
  );
  expect(await stage.ask('start shop.example')).toMatchInlineSnapshot(
    `"The stored Cloudflare token cannot be opened any more. A workspace admin can connect again with \`/api-review connect\`. Nothing was started."`,
  );
});

test('the scan of a review that was cancelled is over', async () => {
  stage = await setStage();
  stage.cloudflare.fail('*', { slow: 200 }, { times: 30 });
  await stage.ask('start shop.example');
  await stage.see('cancelled by', () => stage.slack.command('/api-review cancel', { as: LEAD, in: CHANNEL }));
  await expect.poll(() => stage.rows('select state from scan'), { timeout: 60_000 }).toEqual([{ state: 'dropped' }]);
  await startedReview(stage, { zone: 'small-business.example' });
});
