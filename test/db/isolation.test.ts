import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../db/pool.ts';
import { say } from '../../db/posts.ts';
import { type OpenedDatabase, openedDatabase } from '../support/opened-database.ts';

let opened: OpenedDatabase;
let db: Database;
let admin: OpenedDatabase['admin'];

beforeAll(async () => {
  opened = await openedDatabase();
  ({ db, admin } = opened);
});

afterAll(() => opened?.close());

const post = (text: string) => ({
  key: 'card-1',
  target: { to: 'channel', channelId: 'CSAME' } as const,
  message: { text, blocks: [] },
});

test('every table has its workspace, and forced row-level security', async () => {
  const { rows } = await admin.query(`
    select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
           exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id' and a.attnotnull) as scoped
      from pg_class c
     where c.relnamespace = 'api_review'::regnamespace and c.relkind = 'r' and c.relname <> 'migration'`);
  expect(rows.length).toBeGreaterThan(15);
  expect(rows.filter((row) => !row.enabled || !row.forced || !row.scoped)).toEqual([]);
});

test('the roles the product works under can neither log in nor step around a policy', async () => {
  const { rows } = await admin.query(
    `select rolname, rolsuper, rolbypassrls, rolcanlogin from pg_roles where rolname like 'api\\_review\\_%' order by rolname`,
  );
  expect(rows).toEqual([
    { rolname: 'api_review_app', rolsuper: false, rolbypassrls: false, rolcanlogin: false },
    { rolname: 'api_review_sweeper', rolsuper: false, rolbypassrls: false, rolcanlogin: false },
  ]);
});

test('two workspaces with the same keys never see each other', async () => {
  const one = await db.inWorkspace('TONE', (tx) => say(tx, 'TONE', post('of one')));
  const two = await db.inWorkspace('TTWO', (tx) => say(tx, 'TTWO', post('of two')));
  expect(one).not.toBe(two);
  const seen = await db.inWorkspace(
    'TTWO',
    async (tx) => (await tx.query(`select message ->> 'text' as text from post`)).rows,
  );
  expect(seen).toEqual([{ text: 'of two' }]);
});

test('a row cannot be written into another workspace', async () => {
  const writing = db.inWorkspace('TONE', (tx) => say(tx, 'TTWO', { ...post('stray'), key: randomUUID() }));
  await expect(writing).rejects.toThrow('row-level security');
});

test('the sweeper sees of all workspaces where work was left, and nothing of what it says', async () => {
  const found = await db.sweeping(
    async (tx) => (await tx.query('select workspace_id, state from post order by workspace_id')).rows,
  );
  expect(found.map((row) => row.workspace_id)).toEqual(['TONE', 'TTWO']);
  await expect(db.sweeping((tx) => tx.query('select message from post'))).rejects.toThrow('permission denied');
  await expect(db.sweeping((tx) => tx.query(`update post set state = 'sent'`))).rejects.toThrow('permission denied');
});

test('what people answered cannot be rewritten', async () => {
  await expect(db.inWorkspace('TONE', (tx) => tx.query(`update answer set words = ''`))).rejects.toThrow(
    'permission denied',
  );
  await expect(db.inWorkspace('TONE', (tx) => tx.query('delete from decision'))).rejects.toThrow('permission denied');
});
