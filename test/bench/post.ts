/**
 * A review of 12,000 endpoints and 60 owners, within Slack's rates: from what was read to the last owner's message, then
 * 60 acknowledgements in a minute. The floor posts as many messages to as many people, one after the other.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebClient } from '@slack/web-api';
import pg from 'pg';
import { freePort } from '../../db/embedded/free-port.ts';
import { startEmbeddedPostgres } from '../../db/embedded.ts';
import { startCloudflareSandbox } from '../sandbox/cloudflare/sandbox.ts';
import { largeZone } from '../sandbox/cloudflare/zones/large.ts';
import { type SlackSandbox, startSlackSandbox } from '../sandbox/slack/sandbox.ts';
import { environment } from '../support/product.ts';
import { type Measured, quantile, rounded } from './measured.ts';

const OWNERS = 60;
const CHANNEL = 'CSECURITY';
const MINUTE_MS = 60_000;
const PATIENCE_MS = 10 * MINUTE_MS;
const owner = (index: number) => `UOWNER${index}`;

export async function measurePost(): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'api-review-bench-'));
  const postgres = await startEmbeddedPostgres(join(folder, 'data'), () => {}, { ephemeral: true });
  const slack = await startSlackSandbox();
  const cloudflare = await startCloudflareSandbox({ zones: [largeZone(Date.now())] });
  const port = await freePort();
  const settings = { slack, cloudflare, databaseUrl: postgres.url, cloudflareToken: cloudflare.tokens.full };
  const product = child({ ...environment(settings), PORT: String(port) });
  const rows = new pg.Client({ connectionString: postgres.url, options: '-c search_path=api_review' });
  try {
    staff(slack);
    await answering(port);
    slack.deliverTo(`http://127.0.0.1:${port}/slack/events`);
    await rows.connect();
    await rules(rows);
    const seen = watch(slack);
    await slack.command('/api-review start large.example', { as: 'ULEA', in: CHANNEL });
    const read = await until(async () => (await rows.query(`select from scan where state = 'read'`)).rowCount === 1);
    const written = await until(async () => seen.posted.size === OWNERS);
    await until(
      async () => (await rows.query(`select from post where state in ('waiting', 'sending')`)).rowCount === 0,
    );
    const ours = { owners_told_ms: rounded(written - read), ...(await acknowledgements(slack, seen)) };
    const endpoints = Number((await rows.query('select count(*) as n from endpoint')).rows[0].n);
    const floorMs = await bare(slack);
    return {
      ours: { ...ours, refused_429: seen.refused, endpoints, owners: OWNERS },
      floor: { owners_told_ms: rounded(floorMs) },
      ratio: rounded((written - read) / floorMs),
    };
  } finally {
    await stopped(product);
    await rows.end();
    await Promise.all([slack.stop(), cloudflare.stop()]);
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function staff({ workspace }: SlackSandbox): void {
  const like = workspace.users.get('UDANA');
  if (!like) throw new Error('nobody to take after');
  for (let index = 0; index < OWNERS; index += 1) {
    const id = owner(index);
    workspace.users.set(id, { ...like, id, name: `owner${index}`, realName: `Owner ${index}` });
    workspace.channel(CHANNEL).members.add(id);
  }
}

const SERVICES = 'api,accounts,auth,catalogue,partner,mobile,payments,internal,search,eu-api'.split(',');
const RESOURCES = 'orders,invoices,customers,payments,refunds,products'.split(',');

/** Six owners of each service. */
async function rules(rows: pg.Client): Promise<void> {
  for (const [index, service] of SERVICES.entries())
    for (const [place, resource] of RESOURCES.entries()) {
      const pattern = place === 0 ? `${service}.large.example/**` : `${service}.large.example/v1/${resource}/**`;
      await rows.query(
        `insert into ownership_rule (workspace_id, pattern, owner_id, set_by) select workspace_id, $1, $2, 'ULEA' from workspace`,
        [pattern, owner(index * RESOURCES.length + place)],
      );
    }
}

interface Seen {
  /** Owners who were written to. */
  posted: Set<string>;
  refused: number;
  /** When the card was changed. */
  card: number[];
}

function watch(slack: SlackSandbox): Seen {
  const seen: Seen = { posted: new Set(), refused: 0, card: [] };
  const direct = new Map(Array.from({ length: OWNERS }, (_, n) => [slack.directMessage(owner(n)), owner(n)]));
  slack.onCall(({ method, args, status, answer }, phase) => {
    if (phase === 'before') return;
    if (status === 429) seen.refused += 1;
    if (answer?.ok !== true) return;
    const to = direct.get(String(answer.channel));
    if (method === 'chat.postMessage' && to && JSON.stringify(args).includes('seem to be yours')) seen.posted.add(to);
    if (method === 'chat.update' && args.channel === CHANNEL) seen.card.push(performance.now());
  });
  return seen;
}

/** One a second; how long until the message that was clicked on shows it, and how often the card was drawn. */
async function acknowledgements(slack: SlackSandbox, seen: Seen): Promise<Record<string, number>> {
  seen.card.length = 0;
  const begin = performance.now();
  const shown: Promise<number>[] = [];
  for (let index = 0; index < OWNERS; index += 1) {
    await pause(begin + (index * MINUTE_MS) / OWNERS - performance.now());
    shown.push(acknowledged(slack, owner(index)));
  }
  const took = (await Promise.all(shown)).sort((a, b) => a - b);
  await pause(4_000); // the last drawing of the card
  const gaps = seen.card.slice(1).map((at, index) => at - (seen.card[index] ?? 0));
  return {
    ack_shown_p50_ms: rounded(quantile(took, 0.5)),
    ack_shown_max_ms: rounded(took.at(-1) ?? 0),
    card_drawn: seen.card.length,
    card_gap_min_ms: rounded(Math.min(...gaps)),
  };
}

async function acknowledged(slack: SlackSandbox, as: string): Promise<number> {
  const channel = slack.directMessage(as);
  const begin = performance.now();
  await slack.click('Acknowledge', { as, in: channel });
  await slack.until(() => slack.screen(channel).includes('Acknowledged by'), { what: `the word to ${as}` });
  return performance.now() - begin;
}

async function bare(slack: SlackSandbox): Promise<number> {
  await pause(MINUTE_MS / 4); // what Slack allows has filled up again
  const client = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl });
  const begin = performance.now();
  for (let index = 0; index < OWNERS; index += 1)
    await client.chat.postMessage({ channel: owner(index), text: `Endpoints of ${owner(index)}` });
  return performance.now() - begin;
}

async function until(holds: () => Promise<boolean>): Promise<number> {
  for (const begin = performance.now(); performance.now() - begin < PATIENCE_MS; ) {
    if (await holds()) return performance.now();
    await pause(50);
  }
  throw new Error('what was to be measured did not come');
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

const child = (env: Record<string, string>): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });

async function stopped(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null) return;
  const gone = once(process, 'exit');
  process.kill('SIGTERM');
  await gone;
}

const answering = (port: number) =>
  until(() =>
    fetch(`http://127.0.0.1:${port}/healthz`).then(
      () => true,
      () => false,
    ),
  );
