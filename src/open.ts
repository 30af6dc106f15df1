/** What both processes stand on: the database, its migrations, the queues, the key ring, Slack. Opened in order, closed in reverse. */
import { randomBytes } from 'node:crypto';
import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { startEmbeddedPostgres } from '../db/embedded.ts';
import { migrate } from '../db/migrate.ts';
import { type Database, openDatabase } from '../db/pool.ts';
import { saveWorkspace } from '../db/workspaces.ts';
import { type Backend, openBackend } from '../jobs/backend.ts';
import { openQueues, type Queues } from '../jobs/run-jobs.ts';
import type { Config } from './config.ts';
import { slackClient } from './publish/slack-client.ts';
import { readWorkspace } from './publish/workspace.ts';
import { type KeyRing, keyRing } from './secrets/key-ring.ts';
import { madeKeyRing } from './secrets/made-key-ring.ts';

export interface Opened {
  config: Config;
  log: Logger;
  db: Database;
  /** For keeping what Slack says: never waits for other work to free a connection. */
  intakeDb: Database;
  backend: Backend;
  queues: Queues;
  keys: KeyRing;
  slack: WebClient;
  workspaceId: string;
  botUserId: string;
  botId: string;
  now: () => Date;
  newReference: () => string;
  enqueue: Queues['enqueue'];
  close(): Promise<void>;
}

/** Throws when anything is missing; what was opened before is closed again. */
export async function open(config: Config, log: Logger): Promise<Opened> {
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const step of closing.splice(0).reverse()) {
      await step().catch((error: unknown) => log.warn({ err: error }, 'something did not close cleanly'));
    }
  };
  try {
    let { databaseUrl } = config;
    if (databaseUrl === undefined) {
      const embedded = await startEmbeddedPostgres(config.dataDir, (line) => log.info(line));
      closing.push(() => embedded.stop());
      databaseUrl = embedded.url;
    }
    await migrate(databaseUrl);
    const keys = keyRing(config.encryptionKeys ?? (await madeKeyRing(config.dataDir)));
    const onIdleError = (error: Error) => log.warn({ err: error }, 'an idle database connection was lost');
    const db = openDatabase(databaseUrl, onIdleError);
    closing.push(() => db.close());
    const intakeDb = openDatabase(databaseUrl, onIdleError, 4);
    closing.push(() => intakeDb.close());

    const backend = openBackend({ redisUrl: config.redisUrl, databaseUrl }, (error) =>
      log.warn({ err: error }, 'the queue reports'),
    );
    closing.push(() => backend.close());
    const queues = openQueues(backend, log);
    closing.push(() => queues.close());

    const slack = slackClient(config.slack.botToken, config.slack.apiUrl);
    const workspace = await readWorkspace(slack);
    await db.inWorkspace(workspace.id, (tx) => saveWorkspace(tx, workspace));
    return {
      config,
      log,
      db,
      intakeDb,
      backend,
      queues,
      keys,
      slack,
      workspaceId: workspace.id,
      botUserId: workspace.botUserId,
      botId: workspace.botId,
      now: () => new Date(),
      newReference: () => randomBytes(5).toString('hex'),
      enqueue: queues.enqueue,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
