/** How fast a slash command is answered at 200 a second: the product beside a bare Bolt app, in turns, each a process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../db/embedded/free-port.ts';
import { startEmbeddedPostgres } from '../../db/embedded.ts';
import { startCloudflareSandbox } from '../sandbox/cloudflare/sandbox.ts';
import { startSlackSandbox } from '../sandbox/slack/sandbox.ts';
import { environment } from '../support/product.ts';
import { type Measured, quantile, rounded } from './measured.ts';

const PER_SECOND = 200;
const ROUNDS = 5;
const ROUND_SECONDS = 3;

export async function measureAck(): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'api-review-bench-'));
  const postgres = await startEmbeddedPostgres(join(folder, 'data'), () => {}, { ephemeral: true });
  const slack = await startSlackSandbox();
  const cloudflare = await startCloudflareSandbox();
  const shared = { slack, cloudflare, databaseUrl: postgres.url };
  const [oursAt, floorAt, answersAt] = [await freePort(), await freePort(), await freePort()];
  // Takes the private answers that follow the acknowledgement, as Slack would.
  const answers = createServer((request, response) => request.resume().once('end', () => response.end('ok')));
  answers.listen(answersAt, '127.0.0.1');
  const ours = child('src/main.ts', { ...environment(shared), PORT: String(oursAt) });
  const floor = child('test/bench/bare-bolt.ts', { SLACK_SIGNING_SECRET: slack.signingSecret, PORT: String(floorAt) });
  try {
    await Promise.all([answering(oursAt), answering(floorAt)]);
    const load = makeLoad(slack.signingSecret, slack.teamId, `http://127.0.0.1:${answersAt}/`);
    await load(oursAt, 1);
    await load(floorAt, 1); // both warm
    const seen = { ours: [] as number[], floor: [] as number[] };
    for (let round = 0; round < ROUNDS; round += 1) {
      seen.ours.push(...(await load(oursAt, ROUND_SECONDS)));
      seen.floor.push(...(await load(floorAt, ROUND_SECONDS)));
    }
    const figures = { ours: summary(seen.ours), floor: summary(seen.floor) };
    return { ...figures, ratio: rounded((figures.ours.p50_ms ?? 0) / (figures.floor.p50_ms || 1)) };
  } finally {
    await Promise.all([stopped(ours), stopped(floor)]);
    answers.close();
    answers.closeAllConnections();
    await Promise.all([slack.stop(), cloudflare.stop()]);
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function summary(milliseconds: number[]): Record<string, number> {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  return {
    p50_ms: rounded(quantile(sorted, 0.5)),
    p99_ms: rounded(quantile(sorted, 0.99)),
    max_ms: rounded(sorted.at(-1) ?? 0),
    requests: sorted.length,
  };
}

const child = (file: string, env: Record<string, string>) =>
  spawn(process.execPath, ['--import', 'tsx', file], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });

async function stopped(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null) return;
  const gone = once(process, 'exit');
  process.kill('SIGTERM');
  await gone;
}

async function answering(port: number): Promise<void> {
  for (;;) {
    const up = await fetch(`http://127.0.0.1:${port}/healthz`).then(
      () => true,
      () => false,
    );
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Sends at a steady rate whether or not answers come, so that a slow answer delays nothing but itself. */
function makeLoad(signingSecret: string, team: string, answersTo: string) {
  let sent = 0;
  return async (port: number, seconds: number): Promise<number[]> => {
    // One per turn: in the other's turn a server closes what is idle.
    const agent = new Agent({ keepAlive: true, maxSockets: 100 });
    const total = PER_SECOND * seconds;
    const begin = performance.now();
    const answers: Promise<number>[] = [];
    for (let index = 0; index < total; index += 1) {
      const due = begin + (index * 1000) / PER_SECOND;
      const wait = due - performance.now();
      if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
      sent += 1;
      answers.push(command(agent, port, { signingSecret, team, answersTo, id: sent }));
    }
    const milliseconds = await Promise.all(answers);
    agent.destroy();
    return milliseconds;
  };
}

interface Sender {
  signingSecret: string;
  team: string;
  answersTo: string;
  id: number;
}

function command(agent: Agent, port: number, { signingSecret, team, answersTo, id }: Sender): Promise<number> {
  const body = new URLSearchParams({
    command: '/api-review',
    text: 'help',
    team_id: team,
    channel_id: 'CSECURITY',
    user_id: 'ULEA',
    trigger_id: `bench.${id}`,
    response_url: answersTo,
  }).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${signature}`,
  };
  const begin = performance.now();
  return new Promise((resolve, reject) => {
    request({ agent, port, host: '127.0.0.1', path: '/slack/events', method: 'POST', headers }, (response) => {
      response.resume();
      response.once('end', () => {
        if (response.statusCode === 200) resolve(performance.now() - begin);
        else reject(new Error(`a command was answered with ${response.statusCode}`));
      });
    })
      .once('error', reject)
      .end(body);
  });
}
