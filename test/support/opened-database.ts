/** A fresh database as the product opens it and as its owner sees it, with workspaces in it. */
import pg from 'pg';
import { type Database, openDatabase } from '../../db/pool.ts';
import { saveWorkspace } from '../../db/workspaces.ts';
import { freshDatabase } from './database.ts';

export interface OpenedDatabase {
  db: Database;
  admin: pg.Client;
  close(): Promise<void>;
}

export async function openedDatabase(workspaces: readonly string[] = ['TONE', 'TTWO']): Promise<OpenedDatabase> {
  const database = await freshDatabase();
  const db = openDatabase(database.url, () => {});
  const admin = new pg.Client({ connectionString: database.url, options: '-c search_path=api_review' });
  await admin.connect();
  for (const id of workspaces) await db.inWorkspace(id, (tx) => saveWorkspace(tx, { id, name: id, botUserId: 'UBOT' }));
  return {
    db,
    admin,
    async close() {
      await admin.end();
      await db.close();
      await database.drop();
    },
  };
}
