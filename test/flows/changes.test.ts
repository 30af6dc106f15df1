/** A later review of the same zone says what moved at Cloudflare since the one before. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHANNEL, LEAD, type Stage, saying, setStage, startedReview } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.close());

const since = () => /Since .*/.exec(saying(stage, 'Inventory:'))?.[0];

test('the first review compares itself with nothing', async () => {
  await startedReview(stage, { zone: 'small-business.example' });
  expect(since()).toBeUndefined();
});

test('the second says which rule was weakened meanwhile, and what is gone', async () => {
  const zone = stage.cloudflare.zones['small-business.example'];
  const [rule] = zone?.phases.http_ratelimit ?? [];
  if (!zone || !rule) throw new Error('the sandbox has no such rule');
  rule.enabled = false;
  zone.dns.splice(0, 1);
  await stage.see('closed by', () => stage.slack.click('Close review', { as: LEAD, in: CHANNEL }));
  const posted = stage.slack.messages.length;
  await stage.slack.command('/api-review start small-business.example', { as: LEAD, in: CHANNEL });
  await stage.slack.until(
    () => stage.slack.messages.slice(posted).some(({ text }) => text.includes('Inventory:')) && since() !== undefined,
    { what: 'the second inventory' },
  );
  expect(since()?.replace(/ of \d+ \w+:/, ':')).toMatchInlineSnapshot(
    `"Since small-business.example #1: 1 rule changed, 1 DNS record gone. Rule \`bookings_limit\` went from on to off; DNS record \`small-business.example\` is gone."`,
  );
});

test('the card counts what is gone from the list and what is new in it', async () => {
  await stage.slack.until(
    () => /Since small-business\.example #1: \d+ items? gone, \d+ new\./.test(stage.slack.screen(CHANNEL)),
    {
      what: 'the trend',
    },
  );
});
