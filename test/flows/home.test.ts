/** App Home in a workspace: of whose reviews it tells, how far, and how fast. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LEAD, type Stage, setStage, startedReview, timeless } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ token: null });
  const connect = stage.slack.command('/api-review connect', { as: 'UADMIN', in: 'CSECURITY' });
  await connect;
  await stage.slack.until(() => stage.slack.modal({ as: 'UADMIN' }) !== undefined);
  await stage.slack.submit({ as: 'UADMIN', values: { 'API token': stage.cloudflare.tokens.full } });
  await stage.slack.until(() => stage.slack.screen(stage.slack.directMessage('UADMIN')).includes('is connected'));
  await startedReview(stage);
  await startedReview(stage, { zone: 'small-business.example', in: 'CSECRET' });
});
afterAll(() => stage.close());

async function home(as: string, words: string): Promise<string> {
  await stage.slack.openHome({ as });
  await stage.slack.until(() => stage.slack.home({ as })?.includes(words), { what: `Home of ${as} with ${words}` });
  return timeless(stage.slack.home({ as }) ?? '').replace(/in \d+ days/, 'in (some) days');
}

test('a lead finds what waits, every review, and how well their endpoints are protected', async () => {
  expect(await home(LEAD, 'small-business')).toMatchInlineSnapshot(`
    "*API reviews*
    How well your APIs are protected at Cloudflare, and what to log or enforce first.
    [Start review] [Connect Cloudflare]
    ---
    *Waiting for you*
    • *shop.example #1*: 34 endpoints to acknowledge, 1 question to answer, 68 decisions to make
    • *small-business.example #1*: 7 endpoints to acknowledge, 1 question to answer, 22 decisions to make
    ---
    *Your reviews*
    • *shop.example #1* in <#CSECURITY> · :speech_balloon: waiting for answers · you lead it
       0 of 34 endpoints acknowledged, 1 question open, 68 decisions to make
    • *small-business.example #1* in <#CSECRET> · :speech_balloon: waiting for answers · you lead it
       0 of 7 endpoints acknowledged, 1 question open, 22 decisions to make
    ---
    *Your endpoints*
    • Cloudflare Access: 3 of 41 covered, 2 bypassable
    • bot protection: 40 of 41 covered
    • JWT validation: 14 of 41 covered, 3 bypassable, 7 unavailable
    • leaked credentials check: 0 of 8 covered
    • logging: 34 of 41 covered
    • mTLS: 3 of 41 covered
    • rate limit: 16 of 41 covered, 1 bypassable
    • schema validation: 32 of 41 covered
    • custom WAF rules: 33 of 41 covered
    • managed WAF rules: 38 of 41 covered
    ---
    Ask me anything about your reviews under *Messages*, for example “what waits for me?”. Settings of this workspace and of a channel: \`/api-review settings\`. All commands: \`/api-review help\`."
  `);
});

test('an admin without a review is led to one, and told how the connection is', async () => {
  expect(await home('UADMIN', 'Cloudflare connection')).toMatchInlineSnapshot(`
    "*API reviews*
    How well your APIs are protected at Cloudflare, and what to log or enforce first.
    [Start review] [Connect Cloudflare]
    ---
    *Nothing waits for you.* You lead no open review, and own nothing in one. To begin with your first:
    1. Invite me to the channel where the review shall live: \`/invite @api-review\`.
    2. Press *Start review* and name a zone, or type \`/api-review start shop.example\` in that channel.
    3. The people who own endpoints are asked there; what waits for you stands here.
    ---
    *Cloudflare connection*
    Connected by <@UADMIN> (then), 3 zones.
    :large_green_circle: The token expires on 2027-04-01, in (some) days.
    :large_green_circle: The last reading (then) went through.
    *Reminders*
    mon-fri, 09:00-17:00 on the clock of whoever is reminded, with 2 working days from one reminder to the next and at most 3 messages a week to one person, directly. Not on: no holiday. Owners are asked in the thread, and directly when they are more than ten. There is no security lead. Change it with \`/api-review settings reminders\`.
    ---
    Ask me anything about your reviews under *Messages*, for example “what waits for me?”. Settings of this workspace and of a channel: \`/api-review settings\`. All commands: \`/api-review help\`."
  `);
});

test('nothing of a private channel shows to a lead who has left it', async () => {
  const members = stage.slack.channels.get('CSECRET')?.members;
  members?.delete(LEAD);
  await stage.slack.openHome({ as: LEAD });
  await stage.slack.until(() => stage.slack.home({ as: LEAD })?.includes('small-business') === false);
  expect(stage.slack.home({ as: LEAD })).toContain('shop.example #1');
  members?.add(LEAD);
});

test('a guest is told whom to ask, and nothing else', async () => {
  expect(await home('UGUEST', 'Guests')).toMatchInlineSnapshot(
    `"Guests cannot use api-review. Please ask any full member of this workspace. Nothing was changed."`,
  );
});

test('a start whose question was missed waits in Home, and begins from there', async () => {
  await stage.rows(
    `insert into quote (workspace_id, channel_id, lead_id, zone, answer_to, state, forecast)
     select workspace_id, 'CPAYMENTS', lead_id, zone, answer_to, 'offered', forecast from quote
      where zone = 'small-business.example'`,
  );
  expect(await home(LEAD, 'waits for your word')).toContain('[Begin it] [Leave it]');
  await stage.slack.click('Begin it', { as: LEAD, home: true });
  await stage.slack.until(() => stage.slack.screen('CPAYMENTS').includes('small-business.example'));
});

test('many reviews are turned over in place, and 12,000 endpoints keep nobody waiting', async () => {
  await stage.rows(
    `with original as (select * from review where zone_name = 'shop.example' limit 1),
          quoted as (insert into quote (workspace_id, channel_id, lead_id, zone, answer_to, state)
                     select workspace_id, channel_id, lead_id, zone_name, 'x', 'started'
                       from original, generate_series(1, 12) returning id),
          made as (insert into review (workspace_id, name, number, channel_id, lead_id, zone_id, zone_name, hosts, state, quote_id, started_at)
                   select workspace_id, 'shop part ' || n, 100 + n, channel_id, lead_id, zone_id, zone_name,
                          array['h' || n || '.shop.example'], 'answering', quoted.id, now()
                     from original, (select id, row_number() over () as n from quoted) as quoted
                   returning id)
     select from made`,
  );
  await stage.rows(
    `insert into endpoint (workspace_id, review_id, key, position, facts, owner_id, owner_because)
     select workspace_id, review_id, key || '/' || n, 1000 + n, facts, owner_id, owner_because
       from endpoint, generate_series(1, 400) as n
      where review_id = (select id from review where name = 'shop.example #1') and position < 30`,
  );
  const begun = performance.now();
  expect(await home(LEAD, 'page 1 of 2')).toMatch(/of 12,0\d\d covered/);
  expect(performance.now() - begun).toBeLessThan(2_500);
  await stage.slack.click('Next', { as: LEAD, home: true });
  await stage.slack.until(() => stage.slack.home({ as: LEAD })?.includes('page 2 of 2'));
});
