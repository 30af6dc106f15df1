import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { freshDatabase } from './database.ts';

const databases = await Promise.all([freshDatabase(), freshDatabase()]);
afterAll(() => Promise.all(databases.map((database) => database.drop())));

const query = async (url: string, sql: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

test('two test files that ask at once get two migrated databases, and what one writes the other does not see', async () => {
  const [mine, other] = databases.map((database) => database.url);
  await query(mine ?? '', 'create table only_here ()');

  const tables = `select to_regclass('only_here') is not null as mine, to_regnamespace('bullmq') is not null as migrated`;
  expect(await query(mine ?? '', tables)).toEqual([{ mine: true, migrated: true }]);
  expect(await query(other ?? '', tables)).toEqual([{ mine: false, migrated: true }]);
});
