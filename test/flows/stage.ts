/** The product with people around it: a Slack workspace, a Cloudflare account, and a look into the rows. */
import pg from 'pg';
import { expect, vi } from 'vitest';
import type { JobContext } from '../../jobs/job.ts';
import { openLimiters } from '../../jobs/limiters.ts';
import { openShares } from '../../jobs/shares.ts';
import { type CloudflareSandbox, startCloudflareSandbox } from '../sandbox/cloudflare/sandbox.ts';
import type { TokenName } from '../sandbox/cloudflare/tokens.ts';
import type { Click, Seen } from '../sandbox/slack/people.ts';
import { type SlackSandbox, startSlackSandbox } from '../sandbox/slack/sandbox.ts';
import { contentText } from '../sandbox/slack/screen.ts';
import { freshDatabase } from '../support/database.ts';
import { type Product, type ProductOptions, startProduct } from '../support/product.ts';

export const CHANNEL = 'CSECURITY';
export const LEAD = 'ULEA';
/** By which a test's own connection to the database is told from the product's. */
export const LOOKING = 'a test looking at rows';

export interface StageOptions extends Pick<ProductOptions, 'delivery' | 'redisUrl'> {
  /** The token of the environment; `null` when nothing is connected yet. */
  token?: TokenName | null;
  /** False where the jobs’ clock is not Slack’s, so that nobody can wait for Slack’s limits. */
  rateLimits?: boolean;
}

export interface Stage {
  slack: SlackSandbox;
  cloudflare: CloudflareSandbox;
  product: Product;
  databaseUrl: string;
  /** The lines of the log so far. */
  log: readonly string[];
  rows(sql: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  /** What someone alone is told because of what they do. */
  told(as: string, act: () => Promise<unknown>): Promise<string>;
  /** The private answer to a command. */
  ask(text: string, o?: { as?: string; in?: string }): Promise<string>;
  /** The private answer to a click. */
  press(label: string, o: Click): Promise<string>;
  /** Does something and waits until the channel, or the thread in it, shows these words. */
  see(words: string, act: () => Promise<unknown>, o?: { in?: string }): Promise<void>;
  close(): Promise<void>;
}

/** `FLOWS_OVER=socket` plays the tests that do not say how Slack delivers over Socket Mode. */
const DELIVERY = process.env.FLOWS_OVER === 'socket' ? 'socket' : 'http';

export async function setStage({
  token = 'full',
  rateLimits = true,
  delivery = DELIVERY,
  ...options
}: StageOptions = {}): Promise<Stage> {
  const [slack, cloudflare, database] = await Promise.all([
    startSlackSandbox({ rateLimits }),
    startCloudflareSandbox(),
    freshDatabase(),
  ]);
  const cloudflareToken = token === null ? undefined : cloudflare.tokens[token];
  const log: string[] = [];
  const product = await startProduct({
    slack,
    cloudflare,
    databaseUrl: database.url,
    cloudflareToken,
    logTo: { write: (line) => log.push(line) },
    delivery,
    ...options,
  });
  const client = new pg.Client({
    connectionString: database.url,
    options: '-c search_path=api_review',
    application_name: LOOKING,
  });
  await client.connect();

  async function told(as: string, act: () => Promise<unknown>): Promise<string> {
    const before = slack.whispers({ as }).length;
    const seen = (await act()) as Seen | undefined;
    if (seen?.ok === false) throw new Error(`Slack itself told ${as}: ${seen.error}`);
    await slack.until(() => slack.whispers({ as }).length > before, { what: `a private answer to ${as}` });
    return timeless(slack.whispers({ as }).at(-1) ?? '');
  }

  return {
    slack,
    cloudflare,
    product,
    databaseUrl: database.url,
    log,
    rows: async (sql, values) => (await client.query(sql, values)).rows,
    told,
    ask: (text, { as = LEAD, in: channel = CHANNEL } = {}) =>
      told(as, () => slack.command(`/api-review ${text}`, { as, in: channel })),
    press: (label, o) => told(o.as, () => slack.click(label, o)),
    async see(words, act, { in: channel = CHANNEL } = {}) {
      await act();
      await slack.until(() => slack.screen(channel).includes(words), { what: words });
    },
    async close() {
      await product.stop();
      await client.end();
      await Promise.all([slack.stop(), cloudflare.stop()]);
      await database.drop();
    },
  };
}

/** What a job is handed, at a moment of the test's own. */
export function jobContext({ product: { opened } }: Stage, at: Date): JobContext {
  return {
    ...opened,
    now: () => at,
    cloudflare: opened.config.cloudflare,
    limiters: openLimiters(opened.db),
    shares: openShares(2),
    lastAttempt: false,
    signal: new AbortController().signal,
  };
}

/** Starts a review and waits until its thread is complete. */
export async function startedReview(stage: Stage, o: { zone?: string; in?: string } = {}): Promise<void> {
  const { zone = 'shop.example', in: channel = CHANNEL } = o;
  await stage.slack.command(`/api-review start ${zone}`, { as: LEAD, in: channel });
  await completeThread(stage, channel);
}

/** The list comes last, but the card is not redrawn at once. */
export async function completeThread({ slack }: Stage, channel = CHANNEL): Promise<void> {
  const complete = () => ['to put right', '[Close review]'].every((words) => slack.screen(channel).includes(words));
  await slack.until(complete, { what: 'the whole thread' });
}

/** Whatever was to be judged has been, and was said. */
export async function allScansPosted(stage: Stage): Promise<void> {
  const left = () => stage.rows(`select id from scan where state <> 'posted'`);
  await vi.waitFor(async () => expect(await left()).toEqual([]), { timeout: 60_000 });
}

/** The newest message that everybody can see and that says this. */
export function saying({ slack }: Stage, words: string): string {
  return timeless(slack.messages.map(contentText).findLast((text) => text.includes(words)) ?? '');
}

/** The review card begins the thread. */
export function cardOf({ slack }: Stage, channel = CHANNEL): string {
  const card = slack.messages.find((one) => one.channel === channel && one.byApp && one.threadTs === undefined);
  if (!card) throw new Error('there is no review card in the channel');
  return card.ts;
}

export const timeless = (text: string) => text.replace(/<!date\^\d+\^[^>]*>/g, '(then)');
