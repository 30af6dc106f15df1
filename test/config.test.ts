import { expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';

const http = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' };
const wrong = (env: Record<string, string>) => {
  try {
    readConfig(env);
  } catch (error) {
    return String(error);
  }
  throw new Error('it was accepted');
};

test('with a bot token and a signing secret it starts: HTTP, embedded database, queue on it', () => {
  expect(readConfig(http)).toMatchObject({
    port: 3000,
    slack: { delivery: 'http', signingSecret: 's' },
    databaseUrl: undefined,
    redisUrl: undefined,
    metrics: { host: '127.0.0.1', port: 9464 },
  });
});

test('an app-level token means Socket Mode', () => {
  expect(readConfig({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }).slack.delivery).toBe('socket');
});

test('every missing variable is named at once, with where to find it', () => {
  const said = wrong({});
  expect(said).toContain('SLACK_BOT_TOKEN: missing');
  expect(said).toContain('SLACK_SIGNING_SECRET: missing');
});

test.each([
  ['SLACK_BOT_TOKEN', 'xapp-1', 'begins with xoxb-'],
  ['DATABASE_URL', 'mysql://x', 'postgres://'],
  ['REDIS_URL', 'localhost', 'redis://'],
  ['ENCRYPTION_KEYS', 'secret', 'base64 of 32 bytes'],
  ['PORT', 'web', 'PORT'],
  ['LOG_LEVEL', 'loud', 'LOG_LEVEL'],
])('%s=%s is refused, and the message says %s', (name, value, said) => {
  expect(wrong({ ...http, [name]: value })).toContain(said);
});

test('no message repeats a value, which may be a secret', () => {
  expect(wrong({ ...http, ENCRYPTION_KEYS: 'hunter2-hunter2' })).not.toContain('hunter2');
});

test('variables that exclude each other stop the start', () => {
  expect(wrong({ ...http, SLACK_APP_TOKEN: 'xapp-1', SLACK_CLIENT_ID: 'c' })).toContain('exclude each other');
});

test('a database of one’s own needs keys of one’s own', () => {
  expect(wrong({ ...http, DATABASE_URL: 'postgres://localhost/x' })).toContain('ENCRYPTION_KEYS: missing');
});
