/** `npm run keys -- rotate`: afterwards the old key can be thrown away. */
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../db/pool.ts';
import { replaceSealed, SEALED_PLACES } from '../../db/sealed.ts';
import { runKeys } from '../../src/cli/run-keys.ts';
import { keyRing } from '../../src/secrets/key-ring.ts';
import { freshDatabase } from '../support/database.ts';

const key = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString('base64')}`;
const [OLD, NEW] = [key('k1', 1), key('k2', 2)];
const bound = { workspaceId: 'T1', purpose: 'cloudflare-token' } as const;
const address = { workspaceId: 'T1', purpose: 'response-url' } as const;

let database: Awaited<ReturnType<typeof freshDatabase>>;
let client: pg.Client;
let db: Database;
beforeAll(async () => {
  database = await freshDatabase();
  client = new pg.Client({ connectionString: database.url, options: '-c search_path=api_review' });
  await client.connect();
  db = openDatabase(database.url, () => undefined, 2);
  await client.query(
    `insert into workspace (workspace_id, name, bot_user_id) values ('T1', 'one', 'B'), ('T2', 'two', 'B')`,
  );
});
afterAll(async () => {
  await db.close();
  await client.end();
  await database.drop();
});

async function rotate(encryptionKeys: string) {
  const said = { out: '', err: '' };
  const exit = await runKeys({
    args: ['rotate'],
    env: { DATABASE_URL: database.url, ENCRYPTION_KEYS: encryptionKeys },
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
  });
  return { exit, ...said };
}
const one = async (sql: string) => (await client.query(sql)).rows[0]?.text as string;

test('every stored secret is under the newest key afterwards, and opens with it alone', async () => {
  const old = keyRing(OLD);
  const token = await old.seal('canary-token', bound);
  await client.query(
    `insert into connection (workspace_id, state, token, connected_by, connected_at) values ('T1', 'ready', $1, 'U', now())`,
    [token],
  );
  await client.query(`insert into intake (workspace_id, kind, dedupe_key, body) values ('T1', 'view', 'v1', $1)`, [
    JSON.stringify({ state: { a: await old.seal('canary-field', address), b: 'eyJhIjoxfQ..pasted.by.somebody' } }),
  ]);
  expect(await rotate(`${NEW},${OLD}`)).toEqual({
    exit: 0,
    out: '2 sealed anew under k2.\nNothing is left under an older key: you may take the older ones out of ENCRYPTION_KEYS.\n',
    err: '',
  });
  const fresh = keyRing(NEW);
  expect(await fresh.open(await one('select token as text from connection'), bound)).toBe('canary-token');
  const body = JSON.parse(await one('select body::text as text from intake'));
  expect(await fresh.open(body.state.a, address)).toBe('canary-field');
  expect(body.state.b).toBe('eyJhIjoxfQ..pasted.by.somebody');
});

test('begun again it has nothing to do', async () => {
  expect((await rotate(`${NEW},${OLD}`)).out).toMatch(/^0 sealed anew under k2\./);
});

test('what cannot be opened is named by its row, stays as it was, and keeps nothing else back', async () => {
  const lost = await keyRing(key('k0', 9)).seal('canary-lost', { ...bound, workspaceId: 'T2' });
  await client.query(
    `insert into connection (workspace_id, state, token, connected_by, connected_at) values ('T2', 'ready', $1, 'U', now())`,
    [lost],
  );
  const { exit, out, err } = await rotate(`${key('k3', 3)},${NEW}`);
  expect(exit).toBe(1);
  expect(out).toMatch(/^2 sealed anew under k3\./);
  expect(out).not.toContain('Nothing is left');
  expect(err).toMatch(/^1 could not be opened .*:\n {2}connection [0-9a-f-]{36} of workspace T2\n/);
  expect(err + out).not.toContain('canary');
  expect(await one(`select token as text from connection where workspace_id = 'T2'`)).toBe(lost);
});

test('a row that the running product changed meanwhile is left as the product wrote it', async () => {
  const [place] = SEALED_PLACES;
  const id = await one(`select id::text as text from connection where workspace_id = 'T1'`);
  const replaced = await db.inWorkspace('T1', (tx) =>
    replaceSealed(tx, place, { id, was: 'what was read', is: 'new' }),
  );
  expect(replaced).toBe(false);
});

test.each([
  [[], {}, 'Usage: npm run keys -- rotate'],
  [['turn'], {}, 'Usage: npm run keys -- rotate'],
  [['rotate'], { DATABASE_URL: 'postgres://nowhere/x' }, 'ENCRYPTION_KEYS: missing'],
  [
    ['rotate'],
    { DATABASE_URL: 'postgres://nowhere/x', ENCRYPTION_KEYS: 'short' },
    'ENCRYPTION_KEYS: is not a key ring',
  ],
])('%j with %j does nothing and says what is wanted', async (args, env, wanted) => {
  let err = '';
  const exit = await runKeys({
    args,
    env,
    out: () => undefined,
    err: (text) => {
      err += text;
    },
  });
  expect([exit, err]).toEqual([2, expect.stringContaining(wanted)]);
});
