/** The database of an installation that names none: PostgreSQL 18 on loopback, its files under the data directory. */
import path from 'node:path';
import { locatePrograms } from './embedded/binaries.ts';
import { openCluster, removeCluster } from './embedded/cluster.ts';
import { endLease, type Lease, leaseServer, serverUrl } from './embedded/server.ts';

export type EmbeddedPostgres = { url: string; stop(): Promise<void> };

const DATABASE = 'api_review';

/**
 * Processes that start on the same data directory share one server: the first starts it, the last to stop ends it, and
 * one that is killed leaves it running for the next to find. `ephemeral` gives up durability for speed and removes the
 * database when its last user stops it.
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  log: (line: string) => void,
  options: { ephemeral?: boolean } = {},
): Promise<EmbeddedPostgres> {
  const durable = options.ephemeral !== true;
  const directory = path.resolve(dataDir);
  const programs = await locatePrograms(log);
  const cluster = await openCluster(directory, programs, durable, log);
  const lease = await leaseServer(cluster, programs, durable, log);
  await createDatabase(lease);
  lease.socket.unref();

  let stopping: Promise<void> | undefined;
  const end = async () => {
    const outcome = await endLease(lease, cluster, programs);
    if (outcome === 'stopped' && !durable) await removeCluster(directory, cluster);
  };
  return {
    url: serverUrl(cluster, lease.port, DATABASE),
    stop: () => {
      stopping ??= end();
      return stopping;
    },
  };
}

async function createDatabase({ client }: Lease): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
  if (rowCount) return;
  await client.query(`create database ${DATABASE}`).catch((error: { code?: string }) => {
    // Another process starting at the same moment was quicker.
    if (error.code !== '42P04' && error.code !== '23505') throw error;
  });
}
