import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { completeManifest, readDelivery } from '../src/cli/complete-manifest.ts';
import { PROMPTS } from '../src/messages/understood.ts';

const schemaFile = async (name: string) =>
  JSON.parse(await readFile(new URL(`support/manifest-schema/${name}`, import.meta.url), 'utf8'));

const published = 'https://raw.githubusercontent.com/slackapi/manifest-schema/v0.5.0/schemas';
const ajv = new Ajv({ strict: false, allErrors: true, formats: { uri: true } });
for (const name of ['manifest.schema.1.0.0.json', 'manifest.schema.2.0.0.json']) {
  const { $id: _, ...schema } = await schemaFile(name);
  ajv.addSchema(schema, `${published}/${name}`);
}
const official = ajv.compile(await schemaFile('manifest.schema.json'));

const manifestCommand = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/manifest.ts', ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};

const Url = z.url({ protocol: /^https$/ });
const Delivered = z.object({
  features: z.object({
    bot_user: z.object({ display_name: z.string() }),
    // One kind of conversation with the app: `assistant_view` is the older one, and excludes this.
    agent_view: z.strictObject({
      agent_description: z.string().max(300),
      suggested_prompts: z.array(z.strictObject({ title: z.string(), message: z.string() })).max(4),
    }),
    assistant_view: z.never().optional(),
    app_home: z.object({ home_tab_enabled: z.literal(true), messages_tab_enabled: z.literal(true) }),
    slash_commands: z.tuple([
      z.object({ command: z.literal('/api-review'), should_escape: z.literal(true), url: Url.optional() }),
    ]),
  }),
  oauth_config: z.object({
    scopes: z.strictObject({ bot: z.array(z.string()) }),
  }),
  settings: z.object({
    socket_mode_enabled: z.boolean(),
    event_subscriptions: z.object({ request_url: Url.optional(), bot_events: z.array(z.string()) }),
    interactivity: z.object({ is_enabled: z.literal(true), request_url: Url.optional() }),
  }),
});

const urls = ({ features, settings }: z.infer<typeof Delivered>) => ({
  command: features.slash_commands[0].url,
  events: settings.event_subscriptions.request_url,
  interactivity: settings.interactivity.request_url,
  socket: settings.socket_mode_enabled,
});

/** The scopes and events this product has a use for, each with the scope that Slack asks for an event. */
const SCOPES =
  'app_mentions:read assistant:write channels:history channels:read chat:write commands files:read files:write groups:history groups:read im:history im:read im:write usergroups:read users:read';
const EVENTS: Record<string, string | undefined> = {
  agent_session_stopped: 'assistant:write',
  app_home_opened: undefined,
  app_mention: 'app_mentions:read',
  subteam_members_changed: 'usergroups:read',
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
};

describe.each([
  {
    delivery: 'HTTP',
    args: ['--http', 'https://api-review.example.com/'],
    expected: {
      command: 'https://api-review.example.com/slack/events',
      events: 'https://api-review.example.com/slack/events',
      interactivity: 'https://api-review.example.com/slack/events',
      socket: false,
    },
  },
  {
    delivery: 'Socket Mode',
    args: ['--socket'],
    expected: { command: undefined, events: undefined, interactivity: undefined, socket: true },
  },
])('the manifest for $delivery', ({ args, expected }) => {
  const { stdout, status } = manifestCommand(...args);
  const document = parse(stdout);
  const manifest = Delivered.parse(document);

  test("is valid by Slack's own schema", () => {
    official(document);
    expect(official.errors ?? []).toEqual([]);
    expect(status).toBe(0);
  });

  test('has an address exactly where this way of delivery needs one', () => {
    expect(urls(manifest)).toEqual(expected);
  });

  test('asks for no scope or event without a use, and for the scope of every event', () => {
    const { bot } = manifest.oauth_config.scopes;
    expect([...bot].sort().join(' ')).toBe(SCOPES);
    const events = manifest.settings.event_subscriptions.bot_events;
    expect([...events].sort()).toEqual(Object.keys(EVENTS).sort());
    expect(events.map((event) => EVENTS[event]).filter((scope) => scope && !bot.includes(scope))).toEqual([]);
  });

  test('offers in the agent pane what the app suggests there', () => {
    expect(manifest.features.agent_view.suggested_prompts).toEqual(PROMPTS);
  });

  test('gives its reason beside every scope', () => {
    const scopes = manifest.oauth_config.scopes.bot;
    const lines = stdout.split('\n').map((line) => line.trim());
    expect(scopes.filter((scope) => !lines.some((line) => line.startsWith(`- ${scope} # `)))).toEqual([]);
  });
});

test("Slack's schema would notice a misspelt key", async () => {
  const text = completeManifest(await readFile('manifest.yml', 'utf8'), { mode: 'socket' });
  const broken = parse(text.replace('socket_mode_enabled', 'socket_mode'));
  expect(official(broken)).toBe(false);
});

test.each([
  [[], 'Usage'],
  [['--http'], 'Usage'],
  [['--socket', 'please'], 'Usage'],
  [['--http', 'http://api-review.example.com'], 'https address'],
  [['--http', 'api-review.example.com'], 'https address'],
  [['--http', 'https://api-review.example.com/?x=1'], 'https address'],
])('%j is refused, and it says how to ask', (args, words) => {
  expect(readDelivery(args)).toEqual({ problem: expect.stringContaining(words) });
});

test('a refused command prints no manifest and exits with 2', () => {
  const { status, stdout, stderr } = manifestCommand('--http');
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain('npm run -s manifest -- --http https://');
});
