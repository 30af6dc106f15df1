/** Everything that can be typed, and every form that opens from it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHANNEL, LEAD, type Stage, saying, setStage, startedReview } from './stage.ts';

const SUBCOMMANDS = [
  'start',
  'status',
  'list',
  'inventory',
  'assign',
  'spec',
  'answer',
  'remediation',
  'decide',
  'export',
  'digest',
  'connect',
  'settings',
  'cancel',
];

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.close());

/** Opens a form by what somebody does. */
async function opened(as: string, act: () => Promise<unknown>): Promise<string> {
  await act();
  await stage.slack.until(() => stage.slack.modal({ as }) !== undefined, { what: `a form for ${as}` });
  return stage.slack.modal({ as }) ?? '';
}

const command = (text: string, as = LEAD) => stage.slack.command(`/api-review ${text}`, { as, in: CHANNEL });

describe('before there is a review', () => {
  test('help tells every subcommand of the contract', async () => {
    const help = await stage.ask('help');
    expect(await stage.ask('')).toBe(help);
    expect(await stage.ask('help help')).toBe(help);
    expect(SUBCOMMANDS.filter((name) => !help.includes(`\`/api-review ${name}\``))).toEqual([]);
  });

  test.each(SUBCOMMANDS)('%s answers help', async (name) => {
    expect(await stage.ask(`${name} help`)).toContain(`/api-review ${name}`);
    expect(await stage.rows('select from quote')).toEqual([]);
    expect(stage.slack.modal({ as: LEAD })).toBeUndefined();
  });

  test.each([
    ['strat', 'Did you mean `/api-review start`?'],
    ['STATUS', 'There is no review in this channel yet.'],
    ['remediate', 'Did you mean `/api-review remediation`?'],
    ['sing', 'There is no “sing”. Nothing was done.'],
  ])('%s: %s', async (typed, words) => {
    expect(await stage.ask(typed)).toContain(words);
  });

  test('what needs a review says how to start one', async () => {
    for (const name of [
      'status',
      'list',
      'inventory',
      'answer',
      'remediation',
      'decide 1 log',
      'spec',
      'export',
      'cancel',
    ]) {
      expect(await stage.ask(name), name).toMatch(/^There is no review in this channel yet. Start one with/);
    }
  });

  test('start without a zone opens a form, which says what is wrong beside the field', async () => {
    expect(await opened(LEAD, () => command('start'))).toMatchInlineSnapshot(`
      "*Start review*
      Zone: [____]
      Name: [____]
      Due: [____]
      Only these hosts: [____]
      [Start] [Back]"
    `);
    const send = (values: Record<string, string>) => stage.slack.submit({ as: LEAD, values });
    expect((await send({ Zone: 'shop.example', Due: '2020-01-01' })).errors).toMatchInlineSnapshot(`
      {
        "due": "2020-01-01 is past.",
      }
    `);
    const hosts = await send({ Due: '2099-01-01', 'Only these hosts': 'api.shop.example; ../..' });
    expect(hosts.errors).toMatchInlineSnapshot(`
      {
        "hosts": "Hosts are names separated by commas, as in api.shop.example,pay.shop.example.",
      }
    `);
    await stage.slack.dismiss({ as: LEAD });
    expect(await stage.rows('select from quote')).toEqual([]);
  });
});

describe('connecting Cloudflare', () => {
  const paste = async (token: string) => {
    await opened('UADMIN', () => command('connect', 'UADMIN'));
    const dm = stage.slack.directMessage('UADMIN');
    const before = stage.slack.messages.filter(({ channel }) => channel === dm).length;
    const seen = await stage.slack.submit({ as: 'UADMIN', values: { 'API token': token } });
    expect(seen.ok).toBe(true);
    const direct = () => stage.slack.messages.filter(({ channel }) => channel === dm);
    await stage.slack.until(() => direct().length > before, { what: 'a direct message with the result' });
    return saying(stage, direct().at(-1)?.text ?? '');
  };

  test('somebody who is no admin is refused, and told who may', async () => {
    expect(await stage.ask('connect')).toMatchInlineSnapshot(
      `"You may not connect Cloudflare. Who may: a workspace admin. Nothing was changed."`,
    );
    expect(stage.slack.modal({ as: LEAD })).toBeUndefined();
  });

  test('a token that can write is refused and not kept', async () => {
    expect(await paste(stage.cloudflare.tokens.writer)).toMatchInlineSnapshot(`
      "*This token was refused and not kept: it may change things at Cloudflare.*
      It holds Domain API Gateway, Zone Settings Write, Zone WAF Write. Please make one with read permissions only (Logs Write is tolerated, because Cloudflare lets nobody read Logpush jobs without it)."
    `);
    expect(await stage.rows('select from connection')).toEqual([]);
  });

  test('a revoked token is refused and not kept', async () => {
    expect(await paste(stage.cloudflare.tokens.revoked)).toMatchInlineSnapshot(
      `"Cloudflare does not accept the API token. It may have expired, been revoked or rolled, or been copied incompletely: create a token with read permissions in the Cloudflare dashboard and give that one. The token was not kept, and what was connected before is unchanged."`,
    );
    expect(await stage.rows('select from connection')).toEqual([]);
  });

  test('what a token may not read is named with the checks that stay unknown, once for each permission', async () => {
    const said = await paste(stage.cloudflare.tokenWithout('Bot Management Read', 'Access: Service Tokens Read'));
    expect(said.split('\n').filter((line) => /may not read|^•/.test(line.trim()))).toMatchInlineSnapshot(`
      [
        "*It may not read everything.* Without these permissions the checks beside them will say “unknown”, neither passed nor failed:",
        "• *Bot Management Read*: abuse.bots-not-scored, abuse.challenge-on-api, logging.fields-missing",
        "• *Access: Service Tokens Read*: logging.credential-alerts-missing, machine.service-token-dormant, machine.service-token-nonexpiring, machine.service-token-shared",
      ]
    `);
  });

  test('a token that may not read endpoints is of no use, and not kept', async () => {
    const token = stage.cloudflare.tokenWithout('Domain API Gateway Read', 'Account API Gateway Read');
    expect(await paste(token)).toMatch(/permission “Domain API Gateway Read”.*The token was not kept/);
  });

  test('a token that only reads is put to use', async () => {
    expect(await paste(stage.cloudflare.tokens.everyZone)).toMatchInlineSnapshot(`
      "*Cloudflare is connected. The token sees 4 zones.*
      github-api.example, quiet.example, shop.example, small-business.example
      It expires on 2027-04-01.
      It holds Logs Write, which is tolerated: Cloudflare lets nobody read Logpush jobs without it. Nothing is changed with it.
      Type \`/api-review start\` with a zone’s name in the channel where the review shall live."
    `);
    expect(await stage.rows('select state, connected_by from connection')).toEqual([
      { state: 'ready', connected_by: 'UADMIN' },
    ]);
    const shown = (await stage.ask('settings')).replace(/\d+ to 1 person, at most \d+ to one/, '(some)');
    expect(shown).toMatchInlineSnapshot(`
      "*Cloudflare*: connected by <@UADMIN> (then), 4 zones. Change it with \`/api-review connect\`.
      *Digest in this channel*: off. Change it with \`/api-review digest on mon 09:00\` or \`digest off\`.
      *Reading a zone again*: no review is open here. Change it with \`/api-review settings rescans daily\`, \`weekly\` or \`off\`.
      *Reminders*: mon-fri, 09:00-17:00 on the clock of whoever is reminded, with 2 working days from one reminder to the next and at most 3 messages a week to one person, directly. Not on: no holiday. Owners are asked in the thread, and directly when they are more than ten. There is no security lead. An admin changes it with \`/api-review settings reminders\`.
      *Direct messages in the last seven days*: (some). Of reminders nobody gets more than 3 messages a week, whatever waits.
      *Ownership rules*: none yet. Add one with \`/api-review assign\`."
    `);
  });

  test('what is no token at all is told beside the field', async () => {
    await opened('UADMIN', () => command('connect', 'UADMIN'));
    const seen = await stage.slack.submit({ as: 'UADMIN', values: { 'API token': 'two words and ünicode' } });
    expect(seen.errors).toMatchInlineSnapshot(`
      {
        "secret_token": "That does not look like an API token. Please paste it whole.",
      }
    `);
    await stage.slack.dismiss({ as: 'UADMIN' });
  });

  test('no token that was pasted stands in a row, in a line of the log, or in a call to Slack', async () => {
    const tables = await stage.rows(
      `select table_schema || '.' || table_name as name from information_schema.tables
        where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    expect(tables.length).toBeGreaterThan(15);
    for (const { name } of tables) {
      const found = await stage.rows(`select 1 from ${name} as t where t::text like '%fake-sandbox-cloudflare-token%'`);
      expect(found, String(name)).toEqual([]);
    }
    expect(stage.log.length).toBeGreaterThan(0);
    expect(stage.log.filter((line) => line.includes('fake-sandbox-cloudflare-token'))).toEqual([]);
    expect(JSON.stringify(stage.slack.calls.map(({ args }) => args))).not.toContain('fake-sandbox-cloudflare-token');
  });
});

describe('in a review', () => {
  beforeAll(() => startedReview(stage));

  test.each([
    [
      'status',
      /^\*shop\.example #1\* · :speech_balloon: waiting for answers\nLed by <@ULEA>.*\n.*\n34 unowned, 0 owned twice, over 34 endpoints of 1 owner\.\n.*\nWaiting for you: 34 endpoints to acknowledge, 1 question to answer, 68 decisions to make\./,
    ],
    [
      'list',
      /^\*The newest 1 review of this channel\*\n• \*shop\.example #1\* · :speech_balloon: waiting for answers, led by <@ULEA>/,
    ],
    ['inventory', /^\*shop\.example #1: 34 endpoints, page 1 of 2\*/],
    ['inventory 2', /page 2 of 2/],
    ['remediation 2', /page 2 of 7/],
    ['answer', /Does the application itself check[\s\S]*\[Yes, with tests\]/],
    ['settings', /^\*Cloudflare\*: connected by <@UADMIN>/],
    ['export', /^3 files are on the way/],
  ])('%s answers privately', async (typed, words) => {
    const before = stage.slack.messages.filter(({ threadTs }) => !threadTs).length;
    expect(await stage.ask(typed)).toMatch(words);
    expect(stage.slack.messages.filter(({ threadTs }) => !threadTs).length).toBe(before);
  });

  test('spec opens a form for files', async () => {
    expect(await opened(LEAD, () => command('spec'))).toContain('Documents: ');
    await stage.slack.dismiss({ as: LEAD });
  });

  test('a second start of the same scope joins the review that is under way', async () => {
    expect(await stage.ask('start shop.example', { as: 'UDANA' })).toMatchInlineSnapshot(
      `
      "shop.example #1 is under way in this channel already, led by <@ULEA>. No second one was started. To read the zone again for it:
      [Scan again]"
    `,
    );
    expect(await stage.rows('select from review')).toHaveLength(1);
  });

  test('assign names an owner, for this review and the next', async () => {
    expect(await stage.ask('assign POST api.shop.example/v1/refunds @dana')).toMatchInlineSnapshot(
      `"<@UDANA> owns 1 endpoint of shop.example #1 now. The rule \`POST api.shop.example/v1/refunds\` is kept for the reviews to come."`,
    );
    expect(await stage.ask('assign POST api.shop.example/v1/refunds @dana')).toMatchInlineSnapshot(
      `"<@UDANA> owns 1 endpoint of shop.example #1, as before. The rule \`POST api.shop.example/v1/refunds\` is kept for the reviews to come."`,
    );
    expect(await stage.rows('select pattern, owner_id from ownership_rule')).toEqual([
      { pattern: 'POST api.shop.example/v1/refunds', owner_id: 'UDANA' },
    ]);
  });

  test('who hands over chooses somebody who can own something', async () => {
    await stage.slack.until(() => stage.slack.screen(CHANNEL).includes('<@UDANA>, 1 endpoint'));
    const press = () => stage.slack.click('Not mine', { as: 'UDANA', in: CHANNEL, on: '<@UDANA>, ' });
    expect(await opened('UDANA', press)).toMatchInlineSnapshot(`
      "*Who owns these?*
      Everything that was taken to be <@UDANA>’s in this review goes to the person or the user group you choose. They are asked to acknowledge it. For only a part of it, use \`/api-review assign\`.
      New owner: [____]
      Or a user group: [____]
      If you cannot tell: [I don’t know, give it back to the lead]
      [Hand over] [Back]"
    `);
    const choose = (who: string) => stage.slack.submit({ as: 'UDANA', values: { 'New owner': who } });
    expect((await choose('UDANA')).errors).toMatchInlineSnapshot(`
      {
        "owner": "That is who owns them already. Choose somebody else.",
      }
    `);
    expect((await choose('UGUEST')).errors).toMatchInlineSnapshot(`
      {
        "owner": "Guests cannot own endpoints. Please choose a full member of this workspace.",
      }
    `);
    await stage.see('<@UMAX>, 1 endpoint', () => choose('UMAX'));
    expect(saying(stage, 'Handed over')).toMatchInlineSnapshot(`"Handed over to <@UMAX>."`);
  });

  test('decide by number says what fits when the choice does not', async () => {
    expect(await stage.ask('decide 1 canary')).toMatchInlineSnapshot(
      `"Canary first does not fit this item on this plan. There are: Enforce now, Fix at origin, Accept risk. Nothing was decided."`,
    );
    expect(await stage.ask('decide 2 log')).toMatchInlineSnapshot(
      `"Recorded in shop.example #1: Log first for 2. Login, token and reset endpoints without a rate limit. It stands in the review’s thread."`,
    );
    await stage.see('*Log first*, decided by', async () => undefined);
    expect(await stage.rows('select choice, state from decision')).toEqual([
      { choice: 'log-first', state: 'approved' },
    ]);
  });

  test('accepting a risk takes a reason, an end and a second person', async () => {
    const on = 'Endpoints answer in production';
    const press = () => stage.slack.click('Accept risk', { as: LEAD, in: CHANNEL, on });
    expect((await opened(LEAD, press)).replace(/\d{4}-\d\d-\d\d/, '(a day)')).toMatchInlineSnapshot(`
      "*Accept risk*
      1. Endpoints answer in production that nobody has saved
      Why is it acceptable?: [____]
      Until when?: [(a day)]
      [Accept] [Back]"
    `);
    const reason = 'The old shop is switched off in spring';
    const send = (until: string) =>
      stage.slack.submit({ as: LEAD, values: { 'Why is it acceptable?': reason, 'Until when?': until } });
    expect((await send('2020-01-01')).errors).toMatchInlineSnapshot(`
      {
        "until": "Please choose a day after today.",
      }
    `);
    await stage.see('[Decline]', () => send('2099-01-01'));
    expect(saying(stage, '[Decline]')).toMatchInlineSnapshot(`
      "<@ULEA> decided *Accept risk* until 2099-01-01 for 1. Endpoints answer in production that nobody has saved
      Reason: The old shop is switched off in spring
      This accepts a risk, so someone other than <@ULEA> has to approve it, for example <@UADMIN>.
      [Approve] [Decline]"
    `);
    await stage.see(`declined by <@UDANA>`, () => stage.slack.click('Decline', { as: 'UDANA', in: CHANNEL }));
  });

  test('the digest is switched on, moved by its form, muted and switched off', async () => {
    expect(await stage.ask('digest on fri 9:30')).toMatchInlineSnapshot(
      `"The digest comes every Friday at 09:30 (Europe/Amsterdam), when there is something to say. Set by <@ULEA>."`,
    );
    expect(await stage.ask('digest on mon 09:00 America/New_York')).toMatchInlineSnapshot(
      `"The digest comes every Monday at 09:00 (America/New_York), when there is something to say. Set by <@ULEA>."`,
    );
    await stage.see('API review digest:', () => command('digest now'));
    const press = () => stage.slack.click('Change schedule', { as: LEAD, in: CHANNEL });
    expect(await opened(LEAD, press)).toMatchInlineSnapshot(`
      "*Weekly digest*
      Day: [Monday]
      Time: [09:00]
      Time zone: [America/New_York]
      [Save] [Back]"
    `);
    const send = (zone: string) => stage.slack.submit({ as: LEAD, values: { Day: 'Tuesday', 'Time zone': zone } });
    expect((await send('Mars')).errors).toMatchInlineSnapshot(`
      {
        "timezone": "I do not know that time zone. One looks like Europe/Berlin.",
      }
    `);
    await send('Europe/Berlin');
    await stage.slack.until(() => stage.slack.modal({ as: LEAD }) === undefined);
    expect(await stage.rows('select weekday, at, timezone from digest_schedule')).toEqual([
      { weekday: 2, at: '09:00', timezone: 'Europe/Berlin' },
    ]);
    expect(await stage.press('Mute', { as: LEAD, in: CHANNEL })).toMatchInlineSnapshot(
      `"The digest of this channel is quiet until (then). \`/api-review digest on mon 09:00\` brings it back earlier."`,
    );
    expect(await stage.ask('digest off')).toBe('No more digests in this channel.');
    expect(await stage.ask('digest off')).toMatchInlineSnapshot(
      `"There was no digest in this channel. Nothing was changed."`,
    );
  });

  test('cancel ends the review; a second one changes nothing', async () => {
    expect(await stage.ask('cancel')).toMatchInlineSnapshot(
      `"shop.example #1 is cancelled. The scan stops, and nothing more is asked."`,
    );
    await stage.see(':no_entry_sign: cancelled by', async () => undefined);
    expect(await stage.ask('cancel')).toMatchInlineSnapshot(
      `"shop.example #1 is cancelled already. Nothing was changed."`,
    );
  });
});
