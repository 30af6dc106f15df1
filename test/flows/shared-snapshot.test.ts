import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHANNEL, LEAD, type Stage, setStage } from './stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await setStage();
});

afterAll(() => stage.close());

const reads = () =>
  stage.cloudflare.calls.filter(({ route }) => route === '/zones/{zone_id}/api_gateway/labels').length;
const start = (channel: string) => stage.slack.command('/api-review start shop.example', { as: LEAD, in: channel });

test('the same scope, begun twice in one channel, is one review', async () => {
  await stage.see('to put right', () => start(CHANNEL));
  const answer = await stage.told(LEAD, () => start(CHANNEL));
  expect(answer).toContain('is under way in this channel already');
  expect(await stage.rows('select count(*)::int as reviews from review')).toEqual([{ reviews: 1 }]);
});

test('in another channel it is a second review, which shares what was read', async () => {
  const before = reads();
  await stage.see('to put right', () => start('CPAYMENTS'), { in: 'CPAYMENTS' });
  expect(await stage.rows('select distinct snapshot_id from scan')).toHaveLength(1);
  expect(reads() - before).toBeLessThanOrEqual(1); // the quote may look, the scan does not
});
