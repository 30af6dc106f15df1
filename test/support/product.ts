/** The product as it is started, in this process, against a sandbox Slack and a sandbox Cloudflare account. */

import { startJobs } from '../../jobs/start-jobs.ts';
import { readConfig } from '../../src/config.ts';
import { makeLogger } from '../../src/logger.ts';
import { type Opened, open } from '../../src/open.ts';
import { startApp } from '../../src/start-app.ts';
import type { CloudflareSandbox } from '../sandbox/cloudflare/sandbox.ts';
import type { SlackSandbox } from '../sandbox/slack/sandbox.ts';

export interface ProductOptions {
  slack: SlackSandbox;
  cloudflare: CloudflareSandbox;
  databaseUrl: string;
  redisUrl?: string | undefined;
  delivery?: 'http' | 'socket';
  /** Undefined in the environment: nothing is connected yet. */
  cloudflareToken?: string | undefined;
  /** Takes every line of the log, however little it matters. */
  logTo?: { write(line: string): void };
}

export interface Product {
  opened: Opened;
  url: string;
  stop(): Promise<void>;
}

export const KEYS = `test:${Buffer.alloc(32, 7).toString('base64')}`;

/** What an operator would set, for the sandbox. */
export function environment({
  slack,
  cloudflare,
  databaseUrl,
  redisUrl,
  delivery = 'http',
  cloudflareToken,
}: ProductOptions) {
  return {
    PORT: '0',
    METRICS_PORT: '0',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_API_URL: slack.apiUrl,
    ...(delivery === 'http' ? { SLACK_SIGNING_SECRET: slack.signingSecret } : { SLACK_APP_TOKEN: slack.appToken }),
    CLOUDFLARE_BASE_URL: cloudflare.baseUrl,
    ...(cloudflareToken !== undefined && { CLOUDFLARE_API_TOKEN: cloudflareToken }),
    DATABASE_URL: databaseUrl,
    ...(redisUrl !== undefined && { REDIS_URL: redisUrl }),
    ENCRYPTION_KEYS: KEYS,
  };
}

export async function startProduct(options: ProductOptions): Promise<Product> {
  const config = readConfig(environment(options));
  const opened = await open(config, options.logTo ? makeLogger('trace', options.logTo) : makeLogger(config.logLevel));
  const jobs = await startJobs(opened);
  const app = await startApp(opened);
  const url = `http://127.0.0.1:${app.port}`;
  if (config.slack.delivery === 'http') options.slack.deliverTo(`${url}/slack/events`);
  return {
    opened,
    url,
    async stop() {
      await app.stop();
      await jobs.stop();
      await opened.close();
    },
  };
}
