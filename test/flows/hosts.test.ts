/** A review of some hosts: of those there are, and of nothing else. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHANNEL, cardOf, completeThread, LEAD, type Stage, saying, setStage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.close());

const start = (hosts: string, channel = CHANNEL) =>
  stage.slack.command(`/api-review start shop.example --hosts ${hosts}`, { as: LEAD, in: channel });

test('a host of another zone is refused before anything is read', async () => {
  expect(await stage.told(LEAD, () => start('api.other.example'))).toBe(
    'api.other.example is no host of shop.example. Nothing was started.',
  );
  expect(await stage.rows('select from review')).toEqual([]);
});

test('a host without endpoints ends the scan on the card, with the hosts there are', async () => {
  await stage.see(':x: the scan could not be completed', () => start('nothere.shop.example'));
  expect(saying(stage, 'No endpoint on')).toMatchInlineSnapshot(`
    "*shop.example* · :x: the scan could not be completed
    No endpoint on nothere.shop.example. Hosts of this zone: admin.shop.example, api.shop.example, auth.shop.example, mobile.shop.example, partner.shop.example. Nothing was kept. Please start again with hosts of this zone, or with all of them.
    shop.example #1 · led by Lea Example · only nothere.shop.example · Enterprise plan"
  `);
  expect(stage.slack.messages.filter(({ threadTs }) => threadTs === cardOf(stage))).toEqual([]);
});

test('what concerns other hosts only does not stand in the list', async () => {
  await start('api.shop.example', 'CPAYMENTS');
  await completeThread(stage, 'CPAYMENTS');
  const subjects = await stage.rows(
    `select distinct jsonb_array_elements_text(body -> 'subjects') as subject from finding where body ->> 'outcome' = 'fail'`,
  );
  const named = subjects.map(({ subject }) => String(subject)).filter((subject) => !subject.startsWith('zone:'));
  expect(named.filter((subject) => /(?:admin|auth|mobile|partner|internal-api)\.shop\.example/.test(subject))).toEqual(
    [],
  );
});
