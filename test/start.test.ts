import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../db/embedded/free-port.ts';
import { startCloudflareSandbox } from './sandbox/cloudflare/sandbox.ts';
import { type SlackSandbox, startSlackSandbox } from './sandbox/slack/sandbox.ts';
import { emptyDatabase } from './support/database.ts';

/** As a person or a supervisor would run it; what it is told to stop is npm. */
function npm(script: string, env: Record<string, string> = {}) {
  const child = spawn('npm', ['run', '-s', script], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  const watchers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      written += chunk.toString();
      for (const watcher of watchers) watcher();
    });
  }
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  return {
    ended,
    written: () => written,
    wrote: (text: RegExp) =>
      new Promise<RegExpExecArray>((resolve, reject) => {
        const look = () => {
          const found = text.exec(written);
          if (found) resolve(found);
        };
        watchers.add(look);
        look();
        void ended.then((code) => reject(new Error(`it ended with ${code} and wrote:\n${written}`)));
      }),
    stop: () => child.kill('SIGTERM'),
  };
}

let slack: SlackSandbox;
let folder: string;

beforeAll(async () => {
  slack = await startSlackSandbox();
  folder = await mkdtemp(join(tmpdir(), 'api-review-start-'));
});

afterAll(async () => {
  await slack?.stop();
  await rm(folder, { recursive: true, force: true });
});

const SLACK = () => ({
  SLACK_BOT_TOKEN: slack.botToken,
  SLACK_APP_TOKEN: slack.appToken,
  SLACK_API_URL: slack.apiUrl,
});

describe('a start that cannot succeed', () => {
  test('names every variable that is missing, and ends', async () => {
    const start = npm('start');
    expect(await start.ended).toBe(1);
    expect(start.written()).toContain('SLACK_BOT_TOKEN: missing');
    expect(start.written()).toContain('SLACK_SIGNING_SECRET: missing');
  });

  test.each(['start:app', 'start:worker'])('npm run %s without a database that both reach says so', async (script) => {
    const start = npm(script, SLACK());
    expect(await start.ended).toBe(1);
    expect(start.written()).toContain('DATABASE_URL: missing. App and worker as two processes need one database');
  });

  test('a token that Slack does not accept is said, without the token and without a stack for its cause', async () => {
    const start = npm('start', {
      ...SLACK(),
      SLACK_BOT_TOKEN: 'xoxb-revoked-canary',
      DATA_DIR: join(folder, 'refused'),
    });
    expect(await start.ended).toBe(1);
    expect(start.written()).toContain('invalid_auth');
    expect(start.written()).not.toContain('canary');
  });
});

test('npm start needs no database and no Redis, says that it is ready, and stops cleanly when asked', async () => {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const env = { ...SLACK(), DATA_DIR: join(folder, 'data'), PORT: String(port), METRICS_PORT: String(metricsPort) };
  const start = npm('start', env);
  await start.wrote(/"listening to Slack"/);
  expect(await fetch(`http://127.0.0.1:${port}/readyz`).then((response) => response.text())).toBe('ready\n');
  const metrics = await fetch(`http://127.0.0.1:${metricsPort}/metrics`).then((response) => response.text());
  expect(metrics).toContain('api_review_deliveries_total');
  start.stop();
  expect(await start.ended).toBe(0);
});

test('app and worker apart come up on one empty database, do a review together, and stop cleanly', async () => {
  const database = await emptyDatabase();
  const cloudflare = await startCloudflareSandbox();
  const env = {
    ...SLACK(),
    CLOUDFLARE_BASE_URL: cloudflare.baseUrl,
    CLOUDFLARE_API_TOKEN: cloudflare.tokens.full,
    DATABASE_URL: database.url,
    ENCRYPTION_KEYS: `one:${Buffer.alloc(32, 1).toString('base64')}`,
  };
  const [port, appMetrics, workerMetrics] = [await freePort(), await freePort(), await freePort()];
  const app = npm('start:app', { ...env, PORT: String(port), METRICS_PORT: String(appMetrics) });
  const worker = npm('start:worker', { ...env, METRICS_PORT: String(workerMetrics) });
  await Promise.all([app.wrote(/"listening to Slack"/), worker.wrote(/"working on jobs"/)]);
  const ready = await fetch(`http://127.0.0.1:${workerMetrics}/readyz`);
  expect(await ready.text()).toBe('ready\n');

  await slack.command('/api-review start small-business.example', { as: 'ULEA', in: 'CSECURITY' });
  await slack.until(() => slack.screen('CSECURITY').includes('to put right'), { what: 'the remediation list' });

  app.stop();
  worker.stop();
  expect(await Promise.all([app.ended, worker.ended])).toEqual([0, 0]);
  await cloudflare.stop();
  await database.drop();
});

test('npm run demo prints the address of a page, and leaves nothing behind', async () => {
  const demo = npm('demo', { TMPDIR: folder });
  const [, address = ''] = await demo.wrote(/Open (http:\/\/127\.0\.0\.1:\d+\/) /);
  const page = await fetch(address).then((response) => response.text());
  expect(page).toContain('<!doctype html>');
  demo.stop();
  expect(await demo.ended).toBe(0);
  expect((await readdir(folder)).filter((name) => name.startsWith('api-review-demo'))).toEqual([]);
});
