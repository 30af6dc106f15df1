/** A fresh, migrated database for one test file: a copy of a template that is migrated once per run. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { migrate } from '../../db/migrate.ts';

const TEMPLATE = 'api_review_template';
const TEMPLATE_LOCK = 7_301_554;

export async function freshDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = inject('postgresUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await withClient(server, async (client) => {
    // A template may not be copied while another process still migrates it, nor by two at once.
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await client.query('select from pg_database where datname = $1 and datistemplate', [TEMPLATE]);
    if (!rowCount) await makeTemplate(client, server);
    await client.query(`create database ${name} template ${TEMPLATE}`);
  });
  return {
    url: urlOf(server, name),
    drop: () => dropDatabase(server, name),
  };
}

/** For a process that migrates by itself. */
export async function emptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = inject('postgresUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await withClient(server, (client) => client.query(`create database ${name}`));
  return { url: urlOf(server, name), drop: () => dropDatabase(server, name) };
}

const dropDatabase = (server: string, name: string) =>
  withClient(server, (client) => client.query(`drop database if exists ${name} with (force)`));

async function makeTemplate(client: pg.Client, server: string): Promise<void> {
  await client.query(`drop database if exists ${TEMPLATE} with (force)`);
  await client.query(`create database ${TEMPLATE}`);
  await migrate(urlOf(server, TEMPLATE));
  await client.query(`alter database ${TEMPLATE} is_template true`);
}

async function withClient(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
