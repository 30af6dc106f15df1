/** What people type means what they typed, whatever Slack's client made of it on the way. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHANNEL, cardOf, completeThread, type Stage, saying, setStage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.close());

const typed = () => stage.slack.deliveries.findLast(({ kind }) => kind === 'command')?.payload.text;

test('a zone is understood as an address too, and a name with Slack’s control characters stays itself', async () => {
  const answer = await stage.ask('start https://shop.example --name "R&D <x>"');
  expect(typed()).toBe('start <https://shop.example> --name "R&amp;D &lt;x&gt;"');
  expect(answer).toContain('Review R&amp;D &lt;x&gt; has begun');
  await completeThread(stage);
  expect(await stage.rows('select name, zone_name from review')).toEqual([
    { name: 'R&D <x>', zone_name: 'shop.example' },
  ]);
  expect(stage.slack.screen(CHANNEL)).toContain('R&amp;D &lt;x&gt;');
  expect(stage.slack.screen(CHANNEL)).not.toContain('&amp;amp;');
});

test('hosts and patterns that Slack has linked', async () => {
  expect(await stage.ask('assign api.shop.example/v1/orders/** @dana')).toContain(
    'The rule `api.shop.example/v1/orders/**` is kept',
  );
  expect(typed()).toBe('assign <http://api.shop.example/v1/orders/**|api.shop.example/v1/orders/**> <@UDANA|dana>');
});

test('a reply with control characters is understood, and its form shows it as it was said', async () => {
  await stage.see('<@UDANA> Does the application', async () => undefined);
  await stage.see('Understood as *Yes, with tests*', () =>
    stage.slack.say('Yes & tested: see wiki.shop.example <weekly>', {
      as: 'UDANA',
      in: CHANNEL,
      thread: cardOf(stage),
    }),
  );
  expect(saying(stage, 'Understood as')).toContain('“Yes &amp; tested: see wiki.shop.example &lt;weekly&gt;”');
  await stage.slack.click('Edit', { as: 'UDANA', in: CHANNEL });
  await stage.slack.until(() => stage.slack.modal({ as: 'UDANA' }) !== undefined);
  expect(stage.slack.modal({ as: 'UDANA' })).toContain('[Yes & tested: see wiki.shop.example <weekly>]');
});
