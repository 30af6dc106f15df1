/** What can never be posted is told to whoever relies on it, once; what only waits for somebody arrives in the end. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import deliverPost from '../../jobs/deliver-post.ts';
import { CHANNEL, cardOf, completeThread, jobContext, LEAD, type Stage, setStage, startedReview } from './stage.ts';

const PATIENCE_MS = 120_000;
const HOUR_MS = 60 * 60_000;

let stage: Stage;
beforeEach(async () => {
  stage = await setStage({ rateLimits: false });
});
afterEach(() => stage.close());

const channel = () => stage.slack.workspace.channel(CHANNEL);
const start = (zone = 'small-business.example') =>
  stage.slack.command(`/api-review start ${zone}`, { as: LEAD, in: CHANNEL });
const direct = (user = LEAD) => stage.slack.screen(stage.slack.directMessage(user));
const eventually = (look: () => Promise<void>) => vi.waitFor(look, { timeout: 60_000, interval: 50 });
const posts = (where: string) => stage.rows(`select id, key, state, problem from post where ${where} order by key`);
const open = () => posts(`state in ('waiting', 'sending')`);

/** Tries once more what waits, as if it were that much later. */
async function later(ms: number, where = 'true'): Promise<void> {
  const context = { ...jobContext(stage, new Date(Date.now() + ms)), enqueue: async () => {} };
  const waiting = await posts(`state in ('waiting', 'sending') and ${where}`);
  for (const { id } of waiting) await deliverPost.run({ workspaceId: stage.slack.teamId, postId: id }, context);
}

describe('a place that is closed to the app', () => {
  test('the thread gives up with its card, and the lead hears once, with what to do', async () => {
    stage.slack.onCall(({ method }, phase) => {
      if (method === 'chat.postMessage' && phase === 'before') channel().isArchived = true;
    });
    await start();
    await eventually(async () => {
      expect((await posts(`key like 'remediation-%'`))[0]).toMatchObject({ state: 'failed', problem: 'is_archived' });
      expect(await open()).toEqual([]);
    });
    expect(stage.slack.screen(CHANNEL)).toBe('');
    expect(direct()).toMatchInlineSnapshot(
      `"I could not post the card of small-business.example #1 in <#CSECURITY>: <#CSECURITY> is archived. What it says is saved; it is only not shown, and other messages may be missing for the same reason. Please unarchive it and type \`/api-review status\` in <#CSECURITY>, and I post what is missing."`,
    );
  });

  test('removed from the channel, the app says so, and posts what is missing once it is back', {
    timeout: PATIENCE_MS,
  }, async () => {
    stage.cloudflare.fail('*', { slow: 200 }, { times: 20 });
    await start();
    await stage.slack.until(() => stage.slack.screen(CHANNEL).includes('scanning'));
    channel().members.delete('UBOT');
    await stage.slack.until(() => direct().includes('I could not post'), { withinMs: PATIENCE_MS - 10_000 });
    await eventually(async () => {
      expect((await posts(`key like 'remediation-%'`))[0]).toMatchObject({ state: 'failed' });
    });
    expect(direct().match(/I could not post/g)).toHaveLength(1);
    expect(direct()).toContain('`/invite @api-review`');
    channel().members.add('UBOT');
    await stage.ask('status');
    await completeThread(stage);
    await eventually(async () => expect(await posts(`state <> 'sent'`)).toEqual([]));
  });

  test('a digest that cannot be posted is told to the person who asked for it', async () => {
    stage.slack.fail('chat.postMessage', { error: 'restricted_action' });
    await stage.slack.command('/api-review digest now', { as: 'UDANA', in: CHANNEL });
    await stage.slack.until(() => direct('UDANA').includes('I could not post'));
    expect(direct('UDANA')).toMatchInlineSnapshot(
      `"I could not post the digest in <#CSECURITY>: the app may not write in <#CSECURITY>. What it says is saved; it is only not shown, and other messages may be missing for the same reason. Please let apps post there in its settings, or ask an admin to, and type \`/api-review digest now\` in <#CSECURITY>, and I post what is missing."`,
    );
  });
});

describe('a person who cannot be written to', () => {
  const paths = ['products', 'search', 'status', 'orders', 'invoices', 'customers', 'payments', 'refunds', 'export'];
  const own = (pattern: string, owner: string) =>
    stage.rows(`insert into ownership_rule (workspace_id, pattern, owner_id, set_by) values ($1, $2, $3, 'ULEA')`, [
      stage.slack.teamId,
      `api.shop.example/v1/${pattern}/**`,
      owner,
    ]);
  /** With the lead as many owners as a thread still takes. */
  async function tenOwners(): Promise<void> {
    for (const path of paths) {
      const id = `UOF${path.toUpperCase()}`;
      stage.slack.workspace.users.set(id, { ...stage.slack.workspace.user('UEVE'), id, name: path });
      await own(path, id);
    }
  }

  test('an owner whose account was switched off: the lead hears who, and the others are asked', async () => {
    await tenOwners();
    await own('carts', 'UGONE');
    await startedReview(stage);
    await eventually(async () => expect(await open()).toEqual([]));
    expect(direct()).toContain('to <@UGONE> directly: that account is deactivated');
    expect(direct().match(/I could not post/g)).toHaveLength(1);
    expect(direct('UOFORDERS')).toContain('<@UOFORDERS> Does the application');
    expect((await posts(`state = 'failed'`)).map(({ problem }) => problem)).toEqual(['user_disabled', 'user_disabled']);
  });

  test('an owner written to in the thread is asked there, though owners have become many since', async () => {
    await tenOwners();
    await startedReview(stage);
    await eventually(async () => expect(await open()).toEqual([]));
    await stage.ask('assign api.shop.example/v1/carts/** @dana');
    await stage.ask('assign api.shop.example/v1/wishlist/** @refunds');
    await stage.slack.until(() => stage.slack.screen(CHANNEL).includes('<@UOFREFUNDS> Does the application'));
    const asked = stage.slack.calls.findLast(({ args }) => String(args.text).startsWith('<@UOFREFUNDS> Does'));
    expect(asked?.args).toMatchObject({ channel: CHANNEL, thread_ts: cardOf(stage) });
    expect(direct('UDANA')).toContain('<@UDANA> Does the application');
  });
});

describe('a private answer', () => {
  test('whose address has expired comes by direct message', async () => {
    stage.slack.fail('response_url', { status: 404 });
    await stage.slack.command('/api-review status', { as: 'UDANA', in: CHANNEL });
    await stage.slack.until(() => direct('UDANA').includes('There is no review in this channel yet'));
    expect(stage.slack.whispers({ as: 'UDANA' })).toEqual([]);
    await eventually(async () => expect(await open()).toEqual([]));
  });

  test('that cannot be whispered where the person spoke comes by direct message too', async () => {
    stage.slack.fail('chat.postEphemeral', { error: 'user_not_in_channel' });
    await stage.slack.say('@api-review hello', { as: 'UDANA', in: CHANNEL });
    await stage.slack.until(() => direct('UDANA').includes('Ask me about your reviews'));
  });

  test('that reaches nobody ends in the log', async () => {
    stage.slack.fail('response_url', { status: 404 });
    stage.slack.fail('chat.postMessage', { error: 'channel_not_found' });
    stage.slack.fail('conversations.open', { error: 'user_disabled' });
    await stage.slack.command('/api-review status', { as: 'UDANA', in: CHANNEL });
    await eventually(async () =>
      expect(await posts('true')).toMatchObject([{ state: 'failed', problem: 'user_disabled' }]),
    );
    expect(stage.log.some((line) => line.includes('a message was not delivered'))).toBe(true);
  });
});

describe('what somebody can mend', () => {
  test.each(['invalid_auth', 'token_revoked', 'account_inactive', 'not_authed', 'missing_scope'])(
    '%s: the message waits five minutes and then arrives',
    async (error) => {
      stage.slack.fail('chat.postMessage', { error });
      await stage.slack.command('/api-review digest now', { as: LEAD, in: CHANNEL });
      await eventually(async () => expect(await posts('true')).toMatchObject([{ state: 'waiting', problem: error }]));
      await later(4.9 * 60_000);
      expect(stage.slack.screen(CHANNEL)).toBe('');
      await later(5.1 * 60_000);
      expect(stage.slack.screen(CHANNEL)).toContain('API review digest');
      expect(direct()).toBe('');
    },
  );

  test('days with a dead token lose nothing, and the thread comes in its order', { timeout: PATIENCE_MS }, async () => {
    stage.slack.fail('chat.postMessage', { error: 'token_revoked' }, { times: 2 });
    await start();
    await eventually(async () => expect(await posts(`key like 'remediation-%'`)).toHaveLength(1));
    expect(stage.slack.screen(CHANNEL)).toBe('');
    await later(72 * HOUR_MS, `key like 'card-%'`);
    expect(await posts(`state = 'failed'`)).toEqual([]);
    await eventually(async () => {
      await later(144 * HOUR_MS); // whoever waits for a turn waits on this clock
      expect(await open()).toEqual([]);
    });
    await completeThread(stage);
    expect(direct()).toBe('');
  });
});

describe('an error that nobody knows', () => {
  test('keeps the thread waiting, which then comes in the order in which it was said', async () => {
    stage.slack.fail('chat.postMessage', { error: 'some_new_error' }, { times: 2 });
    await start();
    await completeThread(stage);
    await eventually(async () => expect(await open()).toEqual([]));
    const kinds = ['Inventory', 'seem to be yours', 'Does the application', 'to put right'];
    const thread = stage.slack.screen(CHANNEL, { thread: cardOf(stage) });
    const places = kinds.map((words) => thread.indexOf(words));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test('is waited out for a day, and then told', { timeout: PATIENCE_MS }, async () => {
    await startedReview(stage, { zone: 'small-business.example' });
    await eventually(async () => expect(await open()).toEqual([]));
    stage.slack.fail('response_url', { status: 404 }); // by which the message clicked on would be redrawn
    stage.slack.fail('chat.update', { error: 'some_new_error' }, { times: 10_000 });
    await stage.slack.click('Acknowledge', { as: LEAD, in: CHANNEL });
    await eventually(async () =>
      expect(await posts(`key like 'owner-%'`)).toMatchObject([{ state: 'sending', problem: 'some_new_error' }]),
    );
    await later(23 * HOUR_MS);
    expect(await posts(`key like 'owner-%'`)).toMatchObject([{ state: 'sending' }]);
    expect(direct()).toBe('');
    await eventually(async () => {
      await later(25 * HOUR_MS, `key like 'owner-%'`);
      expect(await posts(`key like 'owner-%'`)).toMatchObject([{ state: 'failed' }]);
    });
    await stage.slack.until(() => direct().includes('some_new_error'));
  });

  test('an outage of any length gives up nothing', async () => {
    stage.slack.fail('chat.postMessage', { status: 503 }, { times: 2 });
    await stage.slack.command('/api-review digest now', { as: LEAD, in: CHANNEL });
    await eventually(async () => expect(await posts('true')).toMatchObject([{ problem: 'HTTP 503' }]));
    await later(400 * 24 * HOUR_MS);
    await later(800 * 24 * HOUR_MS);
    await stage.slack.until(() => stage.slack.screen(CHANNEL).includes('API review digest'));
    expect(direct()).toBe('');
  });
});
