/** What Slack says is kept before Slack is answered, has one effect however often it is said, and is not kept for longer than needed. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProduct } from '../support/product.ts';
import { CHANNEL, cardOf, LEAD, type Stage, setStage, startedReview } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ delivery: 'http' });
  await startedReview(stage);
  await stage.ask('assign api.shop.example/v1/orders/** @dana');
  await stage.slack.until(() => stage.slack.screen(CHANNEL).includes('<@UDANA> Does the application'));
});
afterAll(() => stage.close());

const commands = () => stage.rows(`select from intake where kind = 'command'`);
const count = async (table: string) => (await stage.rows(`select from ${table}`)).length;

describe('said again', () => {
  test('an event that Slack repeats three times has one effect', async () => {
    let reply = '';
    await stage.see('Understood as *Yes, untested*', async () => {
      reply = await stage.slack.say('Yes', { as: 'UDANA', in: CHANNEL, thread: cardOf(stage) });
    });
    await stage.see('Understood as *Yes, with tests*', () =>
      stage.slack.edit(reply, 'Yes, with tests', { as: 'UDANA', in: CHANNEL }),
    );
    const edit = stage.slack.deliveries.find(({ payload }) =>
      ['"message_changed"', `"ts":"${reply}"`].every((part) => JSON.stringify(payload).includes(part)),
    );
    if (!edit) throw new Error('the edit was not delivered');
    await Promise.all([edit, edit, edit].map((event) => stage.slack.deliverAgain(event)));
    await stage.ask('status');
    expect(await stage.rows('select version, words from answer order by version')).toEqual([
      { version: 1, words: 'Yes' },
      { version: 2, words: 'Yes, with tests' },
    ]);
  });

  test.each([undefined, 'reversed'] as const)(
    'a mention in a thread is one, whichever way it comes first',
    async (order) => {
      const release = stage.slack.holdEvents();
      await stage.slack.say('@api-review how far are we?', { as: 'UEVE', in: CHANNEL, thread: cardOf(stage) });
      expect(await stage.told('UEVE', () => release(order))).toMatch(/^\*1 review\*/);
    },
  );

  test('a command that arrives twice with one trigger starts one review', async () => {
    await stage.ask('start small-business.example', { in: 'CPAYMENTS' });
    const [before, told] = [(await commands()).length, stage.slack.whispers({ as: LEAD }).length];
    const sent = stage.slack.deliveries.findLast(({ kind }) => kind === 'command');
    expect(await post(formOf(sent?.payload ?? {}))).toEqual({ status: 200, body: '' });
    expect((await commands()).length).toBe(before);
    await stage.ask('status');
    expect(stage.slack.whispers({ as: LEAD }).length).toBe(told + 1);
    expect(await stage.rows(`select from quote where zone = 'small-business.example'`)).toHaveLength(1);
  });

  test('a double click that reaches two processes acknowledges once, and is redrawn once', async () => {
    const { slack, cloudflare, databaseUrl, product } = stage;
    const other = await startProduct({ slack, cloudflare, databaseUrl, cloudflareToken: cloudflare.tokens.full });
    const click = (to: string) => {
      slack.deliverTo(`${to}/slack/events`);
      return slack.click('Acknowledge', { as: 'UDANA', in: CHANNEL, on: '<@UDANA>, ' });
    };
    const answer = await stage.told('UDANA', async () => {
      const both = await Promise.all([click(product.url), click(other.url)]);
      expect(both.map(({ ok }) => ok)).toEqual([true, true]);
    });
    expect(answer).toMatchInlineSnapshot(
      `"These were acknowledged before, or have gone to someone else. Nothing was changed."`,
    );
    await slack.until(() => slack.screen(CHANNEL).includes('Acknowledged by <@UDANA>'));
    expect(
      await stage.rows(`select distinct acknowledged_by, acknowledged_at from endpoint where owner_id = 'UDANA'`),
    ).toHaveLength(1);
    expect(slack.screen(CHANNEL).split('Acknowledged by <@UDANA>')).toHaveLength(2);
    slack.deliverTo(`${product.url}/slack/events`);
    await other.stop();
  });
});

describe('when PostgreSQL refuses', () => {
  beforeAll(async () => {
    await stage.rows('alter table intake rename to intake_away');
  });

  test('a command is answered with the words that say to repeat it', async () => {
    const seen = await stage.slack.command('/api-review digest on mon 09:00', { as: LEAD, in: CHANNEL });
    expect(seen).toMatchObject({
      ok: true,
      text: 'Sorry, nothing was saved just now. Please do it again in a moment.',
    });
  });

  test('a click is not acknowledged, and the person is told privately', async () => {
    const before = stage.slack.whispers({ as: LEAD }).length;
    const seen = await stage.slack.click('Acknowledge', { as: LEAD, in: CHANNEL, on: '<@ULEA>, ' });
    expect(seen.ok).toBe(false);
    await stage.slack.until(() => stage.slack.whispers({ as: LEAD }).length > before);
    expect(stage.slack.whispers({ as: LEAD }).at(-1)).toMatch(/^Sorry, nothing was saved just now/);
  });

  test('an event is not acknowledged, and Slack’s repetition has its effect once PostgreSQL is back', async () => {
    await stage.slack.say('No', { as: LEAD, in: CHANNEL, thread: cardOf(stage) });
    // by its author and its words: the app's own messages are events too, and have a button of that name
    const event = stage.slack.deliveries.find(({ payload }) =>
      [`"user":"${LEAD}"`, '"text":"No"'].every((part) => JSON.stringify(payload).includes(part)),
    );
    expect(event).toMatchObject({ outcome: 'http_error', status: 503 });
    await stage.rows('alter table intake_away rename to intake');
    await stage.see('Understood as *No*', () => stage.slack.retryNow());
    expect(await count('digest_schedule')).toBe(0);
    expect(await stage.rows(`select from endpoint where acknowledged_by = '${LEAD}'`)).toEqual([]);
  });
});

describe('what is kept', () => {
  test('what people say outside of a review’s thread is never stored', async () => {
    const kept = await count('intake');
    const secret = 'the canary sings';
    const aside = await stage.slack.say(secret, { as: LEAD, in: CHANNEL });
    await stage.slack.say(secret, { as: 'UDANA', in: CHANNEL, thread: aside });
    await stage.slack.say(secret, { as: 'UDANA', in: 'CSECRET' }).catch(() => undefined);
    await stage.slack.edit(aside, `${secret} again`, { as: LEAD, in: CHANNEL });
    await stage.slack.remove(aside, { as: LEAD, in: CHANNEL });
    expect(stage.slack.deliveries.filter(({ payload }) => JSON.stringify(payload).includes(secret))).toSatisfy(
      (all: { outcome?: string }[]) => all.length >= 3 && all.every(({ outcome }) => outcome === 'acked'),
    );
    expect(await count('intake')).toBe(kept);
    expect(stage.log.filter((line) => line.includes(secret))).toEqual([]);
  });

  test('the body of a delivery is erased with the work on it', async () => {
    await stage.ask('status');
    expect(await stage.rows('select kind, dedupe_key from intake where body is not null or done_at is null')).toEqual(
      [],
    );
    expect(await stage.rows('select distinct kind from intake order by kind')).toEqual([
      { kind: 'action' },
      { kind: 'command' },
      { kind: 'event' },
    ]);
  });
});

describe('who is listened to', () => {
  const now = () => Math.floor(Date.now() / 1000);
  const body = () =>
    formOf({ ...stage.slack.deliveries.findLast(({ kind }) => kind === 'command')?.payload, trigger_id: 'new' });

  test.each([
    ['no signature', () => ({ signature: undefined })],
    ['a signature with another secret', () => ({ secret: 'not-the-secret' })],
    ['a signature of something else', () => ({ signature: `v0=${'0'.repeat(64)}` })],
    ['a request of ten minutes ago', () => ({ at: now() - 600 })],
    ['a request from the future', () => ({ at: now() + 600 })],
    ['a request without a time', () => ({ at: Number.NaN })],
  ])('%s: 401, and nothing is kept', async (_, forged) => {
    const kept = await count('intake');
    expect(await post(body(), forged())).toMatchObject({ status: 401 });
    expect(await count('intake')).toBe(kept);
  });

  test('another workspace is not listened to', async () => {
    const kept = await count('intake');
    const stranger = { ...Object.fromEntries(new URLSearchParams(body())), team_id: 'TOTHER' };
    expect(await post(formOf(stranger))).toEqual({ status: 200, body: '' });
    expect(await count('intake')).toBe(kept);
  });
});

const formOf = (fields: Record<string, unknown>) =>
  new URLSearchParams(
    Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();

interface Forged {
  at?: number;
  secret?: string;
  signature?: string | undefined;
}

/** Posts what Slack would post, as well signed as it is told to. */
async function post(form: string, forged: Forged = {}): Promise<{ status: number; body: string }> {
  const { at = Math.floor(Date.now() / 1000), secret = stage.slack.signingSecret } = forged;
  const own = `v0=${createHmac('sha256', secret).update(`v0:${at}:${form}`).digest('hex')}`;
  const signature = 'signature' in forged ? forged.signature : own;
  const response = await fetch(`${stage.product.url}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(at),
      ...(signature !== undefined && { 'x-slack-signature': signature }),
    },
    body: form,
  });
  return { status: response.status, body: await response.text() };
}
