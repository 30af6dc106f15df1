/** Slack, PostgreSQL and Redis fail in the middle of a review. It takes longer; nothing is lost and nothing is said twice. */
import pg from 'pg';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Fault } from '../sandbox/slack/faults.ts';
import { contentText } from '../sandbox/slack/screen.ts';
import { redisHere, startRedis, type TestRedis } from '../support/redis.ts';
import { CHANNEL, LEAD, LOOKING, type Stage, setStage, timeless } from './stage.ts';

let stage: Stage;
let redis: TestRedis | undefined;
afterEach(async () => {
  await stage.close();
  await redis?.stop();
  redis = undefined;
});

const PATIENCE_MS = 240_000;
const start = () => stage.slack.command('/api-review start small-business.example', { as: LEAD, in: CHANNEL });
const screen = () => stage.slack.screen(CHANNEL);

/** What everybody can read, once the review waits for people. */
async function thread(): Promise<string[]> {
  const complete = () =>
    ['Inventory:', '[Acknowledge]', 'Does the application', 'to put right', '[Close review]'].every((words) =>
      screen().includes(words),
    );
  await stage.slack.until(complete, { what: 'the whole thread', withinMs: PATIENCE_MS - 30_000 });
  return stage.slack.messages.map((message) => timeless(contentText(message)).split('\n')[0] ?? '').sort();
}

let undisturbed: string[];
beforeAll(async () => {
  stage = await setStage();
  await start();
  undisturbed = await thread();
  await stage.close();
});

describe('Slack', () => {
  test.each<[string, Fault]>([
    ['asks to wait', { status: 429, retryAfter: 1 }],
    ['answers that it is broken', { status: 503 }],
    ['breaks the connection', { reset: true }],
    ['takes the message and breaks the connection before it says so', { after: true }],
    ['says an error nobody knows', { error: 'internal_error' }],
  ])('%s, at every first call of a kind', { timeout: PATIENCE_MS }, async (_, fault) => {
    stage = await setStage();
    for (const method of ['chat.postMessage', 'chat.update', 'conversations.info', 'response_url']) {
      stage.slack.fail(method, fault);
    }
    await start();
    expect(await thread()).toEqual(undisturbed);
  });

  test('takes the message and never answers', { timeout: PATIENCE_MS }, async () => {
    stage = await setStage();
    stage.slack.fail('chat.postMessage', { hang: true, after: true });
    await start();
    expect(await thread()).toEqual(undisturbed);
  });
});

describe('Socket Mode', () => {
  test('breaks off before a command is kept, which has its effect all the same', { timeout: PATIENCE_MS }, async () => {
    stage = await setStage({ delivery: 'socket' });
    const client = new pg.Client({ connectionString: stage.databaseUrl });
    await client.connect();
    await client.query('begin; lock table api_review.intake');
    const typed = start();
    await stage.slack.until(() => stage.slack.deliveries.length > 0);
    stage.slack.dropSockets();
    await client.query('commit');
    await client.end();
    await typed;
    expect(await thread()).not.toEqual([]);
  });

  test('brings an envelope that nobody can take apart, and the next one is answered', async () => {
    stage = await setStage({ delivery: 'socket' });
    await stage.ask('list');
    const [sent] = stage.slack.deliveries;
    if (sent) void stage.slack.deliverAgain({ ...sent, kind: 'event', payload: {} });
    expect(await stage.ask('list')).toMatch(/^There is no review/);
    expect(stage.log.join('')).toContain('an envelope from Slack was not understood');
  });
});

describe('PostgreSQL', () => {
  test('goes away in the middle of a scan and comes back', { timeout: PATIENCE_MS }, async () => {
    stage = await setStage();
    stage.cloudflare.fail('*', { slow: 300 }, { times: 20 });
    await start();
    await stage.slack.until(() => screen().includes('scanning'));
    await database('away');
    expect(await stage.slack.command('/api-review status', { as: LEAD, in: CHANNEL })).toMatchObject({
      text: expect.stringMatching(/^Sorry, nothing was saved just now/),
    });
    await database('back');
    expect(await thread()).toEqual(undisturbed);
  });
});

describe.skipIf(!redisHere)('Redis', () => {
  test('is killed in the middle of a scan and starts anew with nothing in it', { timeout: PATIENCE_MS }, async () => {
    redis = await startRedis();
    stage = await setStage({ redisUrl: redis.url });
    stage.cloudflare.fail('*', { slow: 300 }, { times: 20 });
    await start();
    await stage.slack.until(() => screen().includes('scanning'));
    await redis.kill();
    await redis.restart();
    expect(await thread()).toEqual(undisturbed);
  });

  test('is away while a review is asked for, which then starts by itself', { timeout: PATIENCE_MS }, async () => {
    redis = await startRedis();
    stage = await setStage({ redisUrl: redis.url });
    await redis.kill();
    await start();
    const told = () => stage.slack.whispers({ as: LEAD }).length > 0;
    await redis.restart();
    await stage.slack.until(told, { withinMs: PATIENCE_MS - 30_000, what: 'the answer to the command' });
    expect(await thread()).not.toEqual([]);
  });
});

/** As when a server stops: who was connected is cut off, and nobody new is let in. */
async function database(there: 'away' | 'back'): Promise<void> {
  const url = new URL(stage.databaseUrl);
  const name = url.pathname.slice(1);
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query(`alter database ${name} allow_connections ${there === 'back'}`);
  if (there === 'away')
    await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name <> $2',
      [name, LOOKING],
    );
  await client.end();
}
