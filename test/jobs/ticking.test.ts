/** In real time: a schedule goes on over kills of its process and of the server that keeps it, and stays one. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { freshDatabase } from '../support/database.ts';
import { startPostgresProxy } from '../support/postgres-proxy.ts';
import { redisHere, startRedis } from '../support/redis.ts';

const PATIENCE_MS = 90_000;
const EVERY_MS = 2_000;
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** When it ran, of all processes. */
let ticks: number[] = [];

function start(environment: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/support/tick.ts'], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  child.stdout?.on('data', (said: Buffer) => {
    for (const line of said.toString().trim().split('\n')) ticks.push(Number(line));
  });
  closing.push(() => kill(child));
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

const more = (n: number) => {
  const before = ticks.length;
  return vi.waitFor(() => expect(ticks.length).toBeGreaterThanOrEqual(before + n), { timeout: 40_000, interval: 100 });
};

async function goesOn(environment: Record<string, string>, outage: () => Promise<void>): Promise<void> {
  ticks = [];
  const first = start(environment);
  await more(2);
  start(environment); // a second one makes no second schedule
  await more(3);
  await kill(first);
  await more(2);
  await outage();
  await more(3);
  const gaps = ticks.slice(1).map((at, n) => at - (ticks[n] ?? at));
  // A schedule that is set anew runs at once, and then in its own rhythm; two schedules would run close together for ever.
  expect(gaps.filter((gap) => gap < EVERY_MS / 4).length).toBeLessThanOrEqual(2);
}

test('on PostgreSQL, every connection broken as by a restart', { timeout: PATIENCE_MS }, async () => {
  const database = await freshDatabase();
  const proxy = await startPostgresProxy(database.url);
  closing.push(
    () => database.drop(),
    () => proxy.stop(),
  );
  await goesOn({ DATABASE_URL: proxy.url }, async () => {
    proxy.dropConnections();
  });
});

describe.skipIf(!redisHere)('Redis', () => {
  test('killed, and back with nothing in it', { timeout: PATIENCE_MS }, async () => {
    const redis = await startRedis();
    closing.push(() => redis.stop());
    await goesOn({ REDIS_URL: redis.url }, async () => {
      await redis.kill();
      await redis.restart();
    });
  });
});
