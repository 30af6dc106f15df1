import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../db/pool.ts';
import { freshDatabase } from '../support/database.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
beforeAll(async () => {
  database = await freshDatabase();
  db = openDatabase(database.url, () => undefined);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

async function cutEveryConnection(): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  await client.end();
}

test('whoever holds a lock while the database restarts can finish, and the lock is free again', async () => {
  const held = await db.exclusively('a scan', async () => {
    await cutEveryConnection();
    return db.inWorkspace('T1', async (tx) => (await tx.query('select 1 as one')).rows);
  });
  expect(held).toEqual([{ one: 1 }]);
  expect(await db.exclusively('a scan', async () => 'mine')).toBe('mine');
});

test('a transaction that is cut off fails, and the next one gets a connection that works', async () => {
  const cut = db.inWorkspace('T1', async (tx) => {
    await cutEveryConnection();
    await tx.query('select 1');
  });
  await expect(cut).rejects.toThrow(/connection/i);
  expect(await db.inWorkspace('T1', async (tx) => (await tx.query('select 1 as one')).rows)).toEqual([{ one: 1 }]);
});
