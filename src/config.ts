/** The environment, parsed once. Every problem is told at once, each with the variable, what is wrong and a good value. */
import { z } from 'zod';

const text = z.string().trim().min(1);
const port = z.coerce.number().int().min(0).max(65535);
const url = (protocols: string[], example: string) =>
  text.refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    error: `is not an address of the kind ${example}`,
  });

const KEY_RING = /^[A-Za-z0-9_-]+:[A-Za-z0-9+/]{43}=(,[A-Za-z0-9_-]+:[A-Za-z0-9+/]{43}=)*$/;

const Environment = z.object({
  PORT: port.default(3000),
  METRICS_HOST: text.default('127.0.0.1'),
  METRICS_PORT: port.default(9464),
  SLACK_SIGNING_SECRET: text.optional(),
  SLACK_BOT_TOKEN: text.regex(/^xoxb-/, { error: 'is not a bot token: it begins with xoxb-' }).optional(),
  SLACK_APP_TOKEN: text.regex(/^xapp-/, { error: 'is not an app-level token: it begins with xapp-' }).optional(),
  SLACK_CLIENT_ID: text.optional(),
  SLACK_CLIENT_SECRET: text.optional(),
  SLACK_STATE_SECRET: text.optional(),
  SLACK_API_URL: url(['https:', 'http:'], 'https://slack.com/api/').optional(),
  CLOUDFLARE_API_TOKEN: text.optional(),
  CLOUDFLARE_BASE_URL: url(['https:', 'http:'], 'https://api.cloudflare.com/client/v4').optional(),
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/api_review').optional(),
  REDIS_URL: url(['redis:', 'rediss:'], 'redis://host:6379').optional(),
  DATA_DIR: text.default('.data'),
  ENCRYPTION_KEYS: text
    .regex(KEY_RING, { error: 'is not a key ring: id:base64 of 32 bytes, newest first, separated by commas' })
    .optional(),
  PUBLIC_URL: url(['https:'], 'https://api-review.example.com').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});
type Environment = z.infer<typeof Environment>;

type Slack = { botToken: string; apiUrl?: string } & (
  | { delivery: 'http'; signingSecret: string }
  | { delivery: 'socket'; appToken: string }
);

export interface Config {
  port: number;
  metrics: { host: string; port: number };
  slack: Slack;
  cloudflare: { token?: string; baseUrl?: string };
  databaseUrl: string | undefined;
  redisUrl: string | undefined;
  dataDir: string;
  encryptionKeys: string | undefined;
  logLevel: Environment['LOG_LEVEL'];
}

/** A start that cannot succeed. Its message is for the operator and holds no secret. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Throws ConfigError naming each variable that is missing, malformed, or excluded by another. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    throw problems(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  const found = parsed.data;
  const wrong = [...contradictions(found), ...missing(found)];
  if (wrong.length > 0) throw problems(wrong);

  return {
    port: found.PORT,
    metrics: { host: found.METRICS_HOST, port: found.METRICS_PORT },
    slack: slackOf(found),
    cloudflare: {
      ...(found.CLOUDFLARE_API_TOKEN && { token: found.CLOUDFLARE_API_TOKEN }),
      ...(found.CLOUDFLARE_BASE_URL && { baseUrl: found.CLOUDFLARE_BASE_URL }),
    },
    databaseUrl: found.DATABASE_URL,
    redisUrl: found.REDIS_URL,
    dataDir: found.DATA_DIR,
    encryptionKeys: found.ENCRYPTION_KEYS,
    logLevel: found.LOG_LEVEL,
  };
}

function contradictions(env: Environment): string[] {
  if (env.SLACK_APP_TOKEN && env.SLACK_CLIENT_ID) {
    return [
      'SLACK_APP_TOKEN and SLACK_CLIENT_ID exclude each other: Socket Mode serves one workspace. Unset one of them.',
    ];
  }
  if (env.SLACK_CLIENT_ID || env.SLACK_CLIENT_SECRET || env.SLACK_STATE_SECRET) {
    return [
      'SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SLACK_STATE_SECRET: installation by OAuth is not part of this version. ' +
        'Unset them and set SLACK_BOT_TOKEN with SLACK_SIGNING_SECRET or SLACK_APP_TOKEN.',
    ];
  }
  return [];
}

function missing(env: Environment): string[] {
  const wrong: string[] = [];
  if (!env.SLACK_BOT_TOKEN) {
    wrong.push(
      'SLACK_BOT_TOKEN: missing. Slack shows it under "OAuth & Permissions" once the app is installed; it begins with xoxb-.',
    );
  }
  if (!env.SLACK_APP_TOKEN && !env.SLACK_SIGNING_SECRET) {
    wrong.push(
      'SLACK_SIGNING_SECRET: missing. Set it to receive by HTTP (Slack shows it under "Basic Information"), ' +
        'or set SLACK_APP_TOKEN (xapp-…) to receive by Socket Mode.',
    );
  }
  if (env.DATABASE_URL && !env.ENCRYPTION_KEYS) {
    wrong.push(
      'ENCRYPTION_KEYS: missing, and required with DATABASE_URL. ' + 'A good value: k1:$(openssl rand -base64 32)',
    );
  }
  return wrong;
}

function slackOf(env: Environment): Slack {
  const shared = { botToken: env.SLACK_BOT_TOKEN ?? '', ...(env.SLACK_API_URL && { apiUrl: env.SLACK_API_URL }) };
  return env.SLACK_APP_TOKEN
    ? { ...shared, delivery: 'socket', appToken: env.SLACK_APP_TOKEN }
    : { ...shared, delivery: 'http', signingSecret: env.SLACK_SIGNING_SECRET ?? '' };
}

function problems(lines: string[]): ConfigError {
  return new ConfigError(
    `Not started. The environment needs attention:\n${lines.map((line) => `  - ${line}`).join('\n')}`,
  );
}

/** What the key commands need of it: they know no Slack. */
export function readKeyConfig(
  env: NodeJS.ProcessEnv,
): Pick<Config, 'databaseUrl' | 'dataDir' | 'encryptionKeys'> | { problem: string } {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = Environment.pick({ DATABASE_URL: true, DATA_DIR: true, ENCRYPTION_KEYS: true }).safeParse(given);
  if (!parsed.success)
    return { problem: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n') };
  const { DATABASE_URL: databaseUrl, DATA_DIR: dataDir, ENCRYPTION_KEYS: encryptionKeys } = parsed.data;
  if (databaseUrl !== undefined && encryptionKeys === undefined)
    return {
      problem: 'ENCRYPTION_KEYS: missing, and required with DATABASE_URL. Put the new key in front: new:…,old:…',
    };
  return { databaseUrl, dataDir, encryptionKeys };
}
