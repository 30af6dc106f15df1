/** Brings the database up to date: our tables, then BullMQ's own schema (it never migrates by itself). */

import { fileURLToPath } from 'node:url';
import { runMigrations } from 'bullmq';
import { runner } from 'node-pg-migrate';
import pg from 'pg';

/** Safe to call from several processes at once: the second waits for the first and finds nothing to do. */
export async function migrate(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'api-review migrations' });
  await client.connect();
  try {
    await runner({
      dbClient: client,
      dir: fileURLToPath(new URL('./migrations', import.meta.url)),
      direction: 'up',
      schema: 'api_review',
      createSchema: true,
      migrationsTable: 'migration',
      advisoryLockMode: 'wait',
      log: () => {},
    });
    await runMigrations(client);
  } finally {
    await client.end();
  }
}
