import pg from 'pg';
import { afterAll, expect, inject, test } from 'vitest';
import { migrate } from '../../db/migrate.ts';

const name = `migrate_${process.pid}`;
const server = inject('postgresUrl');
const url = server.replace(/\/[^/?]*(\?|$)/, `/${name}$1`);

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

afterAll(() => onServer(`drop database if exists ${name} with (force)`));

test('two processes that start at once on an empty database both come up', async () => {
  await onServer(`create database ${name}`);
  await expect(Promise.all([migrate(url), migrate(url), migrate(url)])).resolves.toBeDefined();
});

test('a later start finds nothing to do', async () => {
  await expect(migrate(url)).resolves.toBeUndefined();
});
