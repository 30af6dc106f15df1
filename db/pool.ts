/** The way to the database: always inside one workspace, or as the sweeper that sees ids only. */
import pg from 'pg';

/** One transaction. Statements see the rows of one workspace. */
export type Tx = Pick<pg.ClientBase, 'query'>;

// A date is a day for everyone, not a moment in some zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

export interface Database {
  /** Runs in one transaction that sees and writes only this workspace. */
  inWorkspace<T>(workspaceId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Runs as the role that finds left-over work of all workspaces: ids and states, nothing else. */
  sweeping<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Holds a lock for the length of `work`, or answers undefined at once when someone else holds it. A crash frees it. */
  exclusively<T>(key: string, work: () => Promise<T>): Promise<T | undefined>;
  /** Throws when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** `connections` is how many transactions run at once; locks have connections of their own. */
export function openDatabase(url: string, onIdleError: (error: Error) => void, connections = 10): Database {
  const settings = { connectionString: url, options: '-c search_path=api_review', application_name: 'api-review' };
  const pool = new pg.Pool({ ...settings, max: connections, connectionTimeoutMillis: 2_500 });
  // A lock is held while other connections do the work; out of one pool, enough of them would wait for each other.
  // And a machine that vanishes says no goodbye, so the server asks every now and then whether it is still there.
  const keepalives = '-c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3';
  const locks = new pg.Pool({
    ...settings,
    options: `${settings.options} ${keepalives}`,
    max: 16,
    connectionTimeoutMillis: 10_000,
  });
  pool.on('error', onIdleError);
  locks.on('error', onIdleError);

  async function transaction<T>(role: string, workspaceId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return withConnection(pool, async (client, breaks) => {
      try {
        const [as, where] = [client.escapeLiteral(role), client.escapeLiteral(workspaceId)];
        // In one round trip: there are a few transactions in every answer to a person.
        await client.query(
          `begin; select set_config('role', ${as}, true), set_config('app.workspace', ${where}, true)`,
        );
        const result = await work(client);
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch(breaks);
        throw error;
      }
    });
  }

  return {
    inWorkspace: (workspaceId, work) => transaction('api_review_app', workspaceId, work),
    sweeping: (work) => transaction('api_review_sweeper', '', work),

    exclusively: (key, work) =>
      withConnection(locks, async (client, breaks) => {
        const { rows } = await client.query('select pg_try_advisory_lock(hashtextextended($1, 0)) as locked', [key]);
        if (!rows[0]?.locked) return undefined;
        try {
          return await work();
        } finally {
          // If that fails, the lock goes with the connection.
          await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [key]).catch(breaks);
        }
      }),

    async ping() {
      await pool.query('select 1');
    },

    async close() {
      await Promise.all([pool.end(), locks.end()]);
    },
  };
}

/** Lends a connection. One that broke meanwhile says so by an event, which nobody else hears while it is lent, and is not lent again. */
async function withConnection<T>(
  pool: pg.Pool,
  use: (client: pg.PoolClient, breaks: (error: Error) => void) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const breaks = (error: Error) => {
    broken = error;
  };
  client.on('error', breaks);
  try {
    return await use(client, breaks);
  } finally {
    client.off('error', breaks);
    client.release(broken);
  }
}
