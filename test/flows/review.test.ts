/** A whole review, told by what people see, whatever the way Slack reaches the app and wherever the jobs wait. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { redisHere, startRedis, type TestRedis } from '../support/redis.ts';
import { CHANNEL, cardOf, completeThread, LEAD, type Stage, saying, setStage, timeless } from './stage.ts';

const COMBINATIONS = [
  { delivery: 'http', jobs: 'PostgreSQL' },
  { delivery: 'http', jobs: 'Redis' },
  { delivery: 'socket', jobs: 'PostgreSQL' },
  { delivery: 'socket', jobs: 'Redis' },
] as const;

describe.each(COMBINATIONS)('Slack over $delivery, jobs on $jobs', ({ delivery, jobs }) => {
  describe.skipIf(jobs === 'Redis' && !redisHere)(`(${jobs === 'Redis' ? 'redis-server' : 'embedded'})`, () => {
    let redis: TestRedis | undefined;
    let stage: Stage;
    const screen = () => stage.slack.screen(CHANNEL);
    const messageWith = (words: string) => saying(stage, words);

    beforeAll(async () => {
      redis = jobs === 'Redis' ? await startRedis() : undefined;
      stage = await setStage({ delivery, redisUrl: redis?.url });
    });

    afterAll(async () => {
      await stage?.close();
      await redis?.stop();
    });

    test('starting tells the lead alone what it costs, with a way out, and shows everybody one card', async () => {
      expect(await stage.ask('start shop.example')).toMatchInlineSnapshot(`
        "*Review shop.example #1 has begun: about 45 calls to Cloudflare (4 % of the 1,200 allowed in five minutes), about 4 s.*
        :warning: This channel is public: everyone in the workspace can read what is found here.
        [Cancel]"
      `);
      expect(screen()).toContain('*shop.example* · :hourglass_flowing_sand: scanning');
    });

    test('the thread fills with the inventory, the owner’s message, a question and the list', async () => {
      await completeThread(stage);
      expect(messageWith('Inventory:')).toMatchInlineSnapshot(`
        "*Inventory: 34 endpoints. 28 saved, 4 seen by API Discovery and not saved, 29 documented.*
        *Shadow endpoints*, in use and saved by nobody:
        • \`GET api.shop.example/internal/metrics\`
        • \`GET api.shop.example/v1/export/{var1}\`
        • \`POST api.shop.example/v1/gift-cards/redeem\`
        • \`POST api.shop.example/v1/login/legacy\`
        3 endpoints not seen by API Discovery, which sees only what the edge answers with success, from about 500 requests in ten days on, and nothing that Workers send: they may be in use.
        No owner is set yet, so all of it falls to the review’s lead."
      `);
      expect(messageWith('seem to be yours')).toContain('[Acknowledge] [Not mine] [Reassign]');
      const list = messageWith('to put right');
      expect(list.match(/^\*\d+\. .*\*$/gm)).toMatchInlineSnapshot(`
        [
          "*1. Endpoints answer in production that nobody has saved*",
          "*2. Login, token and reset endpoints without a rate limit*",
          "*3. Endpoints where nothing at the edge asks who is calling*",
          "*4. Nothing watches for requests that match no saved endpoint*",
          "*5. Saved endpoints that no API document describes*",
          "*6. Saved endpoints without a schema*",
          "*7. Leaked passwords are not recognised*",
          "*8. Nobody is told of a rise in attacks*",
          "*9. Security events are not sent to any log destination*",
          "*10. Hosts that ask for a client certificate and let everybody in without one*",
        ]
      `);
      const scores = [...list.matchAll(/score (\d+)/g)].map(([, score]) => Number(score));
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    });

    test('a second owner is named, and both acknowledge what is theirs', async () => {
      expect(await stage.ask('assign api.shop.example/v1/orders/** @dana')).toMatchInlineSnapshot(
        `"<@UDANA> owns 4 endpoints of shop.example #1 now. The rule \`api.shop.example/v1/orders/**\` is kept for the reviews to come."`,
      );
      await stage.see('<@UDANA> Does the application', async () => undefined);
      for (const owner of [LEAD, 'UDANA']) {
        await stage.see(`Acknowledged by <@${owner}>`, () =>
          stage.slack.click('Acknowledge', { as: owner, in: CHANNEL, on: `<@${owner}>, ` }),
        );
      }
      expect(messageWith('<@UDANA>, ')).toMatchInlineSnapshot(`
        "<@UDANA>, 4 endpoints of shop.example seem to be yours. Why: the rule \`api.shop.example/v1/orders/**\`.
        :white_check_mark: Acknowledged by <@UDANA> (then)
        • \`POST api.shop.example/v1/orders\` · sensitivity: payment
        • \`DELETE api.shop.example/v1/orders/{var1}\` · sensitivity: changes data
        • \`GET api.shop.example/v1/orders\` · sensitivity: reads data
        • \`GET api.shop.example/v1/orders/{var1}\` · sensitivity: reads data"
      `);
    });

    test('one owner answers by a button, and is asked the next question in the same message', async () => {
      await stage.see('Understood as *No*', () =>
        stage.slack.click('No', { as: LEAD, in: CHANNEL, on: `<@${LEAD}> Does the application` }),
      );
      await stage.see(`<@${LEAD}> Does the application check the caller’s role`, async () => undefined);
      expect(messageWith(`<@${LEAD}> Does the application`)).toMatchInlineSnapshot(`
        "<@ULEA> Does the application itself check that a caller may reach the very object named in the path, on 9 endpoints with an id in the path? Cloudflare cannot see this; only your code can know who owns what.
        :white_check_mark: Understood as *No*
        Said by <@ULEA> (then)
        [Edit]
        <@ULEA> Does the application check the caller’s role before it acts, on 3 endpoints for deleting or administering? Hiding the button in the interface is no check.
        [Yes, with tests] [Yes, untested] [No] [Not sure] [Answer in a form]
        Or simply reply in this thread."
      `);
    });

    test('the other simply replies, is told how that was understood, and edits the reply; both are kept', async () => {
      let reply = '';
      await stage.see('Understood as *Yes, untested* from', async () => {
        reply = await stage.slack.say('Yes, but nobody has written tests', {
          as: 'UDANA',
          in: CHANNEL,
          thread: cardOf(stage),
        });
      });
      expect(messageWith('<@UDANA> Does the application')).toMatchInlineSnapshot(`
        "<@UDANA> Does the application itself check that a caller may reach the very object named in the path, on 2 endpoints with an id in the path? Cloudflare cannot see this; only your code can know who owns what.
        :white_check_mark: Understood as *Yes, untested* from “Yes, but nobody has written tests”
        Said by <@UDANA> (then). It counts once you press Correct.
        [Correct] [Edit]"
      `);
      await stage.see('Understood as *Yes, with tests* from', () =>
        stage.slack.edit(reply, 'Tested since today', { as: 'UDANA', in: CHANNEL }),
      );
      await stage.see('Said by <@UDANA>', () => stage.slack.click('Correct', { as: 'UDANA', in: CHANNEL }));
      await stage.slack.until(() => !screen().includes('[Correct]'), { what: 'nothing left to confirm' });
      expect(
        await stage.rows(
          `select version, value, words, confirmed from answer where said_by = 'UDANA' order by version`,
        ),
      ).toEqual([
        { version: 1, value: 'untested', words: 'Yes, but nobody has written tests', confirmed: false },
        { version: 2, value: 'tested', words: 'Tested since today', confirmed: false },
        { version: 3, value: 'tested', words: 'Tested since today', confirmed: true },
      ]);
      await stage.see('ready to decide', async () => undefined);
      await stage.see('<@UDANA> Does the application check the caller’s role', async () => undefined);
    });

    test('logging first is the lead’s to decide; enforcing needs somebody else', async () => {
      await stage.see('*Log first*, decided by', () =>
        stage.slack.click('Log first', { as: LEAD, in: CHANNEL, on: 'Login, token and reset endpoints' }),
      );
      await stage.see('[Approve] [Decline]', () =>
        stage.slack.click('Enforce now', { as: LEAD, in: CHANNEL, on: 'Endpoints where nothing at the edge' }),
      );
      expect(messageWith('[Approve]')).toMatchInlineSnapshot(`
        "<@ULEA> decided *Enforce now* for 4. Endpoints where nothing at the edge asks who is calling
        This can reject traffic, so someone other than <@ULEA> has to approve it.
        [Approve] [Decline]"
      `);
      expect(await stage.press('Approve', { as: LEAD, in: CHANNEL })).toMatchInlineSnapshot(
        `"You may not approve or decline this decision. Who may: any full member other than <@ULEA>. Nothing was changed."`,
      );
      await stage.see('approved by <@UADMIN>', () => stage.slack.click('Approve', { as: 'UADMIN', in: CHANNEL }));
      expect(await stage.rows('select choice, state, decided_by, second_by from decision order by decided_at')).toEqual(
        [
          { choice: 'log-first', state: 'approved', decided_by: LEAD, second_by: null },
          { choice: 'enforce-now', state: 'approved', decided_by: LEAD, second_by: 'UADMIN' },
        ],
      );
    });

    test('a digest that somebody asks for comes at once', async () => {
      await stage.see('API review digest:', () =>
        stage.slack.command('/api-review digest now', { as: 'UDANA', in: CHANNEL }),
      );
      expect(timeless(screen().slice(screen().indexOf('*API review digest')))).toMatchInlineSnapshot(`
        "*API review digest: 68 decisions to make, 3 questions to answer.*
        *shop.example #1*
        • 68 items to decide, first: 1. Endpoints answer in production that nobody has saved
        • To answer: <@UDANA> (2), <@ULEA> (1)
        • 4 shadow endpoints in the inventory
        • 1 check could not be made: neither good nor bad
        Asked for just now; nothing is scheduled
        [Change schedule]"
      `);
    });

    test('the deliverables come as files in the thread', async () => {
      await stage.see('(file shop-example-1-remediation-', () =>
        stage.slack.click('Export', { as: LEAD, in: CHANNEL }),
      );
      const files = [...stage.slack.files.values()].map(({ title, content }) => [
        title,
        String(content).split(/\r?\n/)[0],
      ]);
      expect(files).toMatchInlineSnapshot(`
        [
          [
            "Report of shop.example #1",
            "<!doctype html>",
          ],
          [
            "API inventory of shop.example #1",
            ""method","host","path","sources","audience","audience because","sensitivity","sensitivity because","credential","credential because","authentication","authorization","test of authorization","partner issuing","partner rotation","partner scope","partner contact","owner","acknowledged by","owned","owner because","traffic","documentation"",
          ],
          [
            "Remediation list of shop.example #1",
            ""rank","id","score","title","why here","endpoints","owners","fix","proposed","decision","state","decided by","approved by","until"",
          ],
        ]
      `);
    });

    test('closing takes every button away', async () => {
      await stage.see(':lock: closed by', () => stage.slack.click('Close review', { as: LEAD, in: CHANNEL }));
      await stage.slack.until(() => !/\[(?:Enforce now|Edit|Close review)\]/.test(screen()), {
        what: 'no buttons left',
      });
      expect(timeless(screen().split('\n  ')[0] ?? '')).toMatchInlineSnapshot(`
        "*shop.example* · :lock: closed by <@ULEA>
        34 endpoints, 4 shadow endpoints among them. 70 findings (5 critical, 25 high), 1 unknown, 0 not on this plan.
        Owners: 34 of 34 endpoints acknowledged. Decisions: 2 of 70 made.
        shop.example #1 · led by <@ULEA> · Enterprise plan
        [Inventory] [Remediation] [Export]"
      `);
    });
  });
});
