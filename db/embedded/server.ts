/** One running server of a cluster: find it, start it, and hold a lease on it. */
import { execFile, spawn } from 'node:child_process';
import { open, readFile, realpath, rm, stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client, DatabaseError } from 'pg';
import type { Programs } from './binaries.ts';
import { type Cluster, SUPERUSER } from './cluster.ts';
import { freePort } from './free-port.ts';

/** Its socket must not keep the process alive while the lease merely lasts: `socket.unref()` between uses. */
export type Lease = { client: Client; socket: Socket; port: number };
type Claim = { text: string; pid: number | undefined; port: number | undefined };
type Launch = { failure: string | undefined };

const LEASE = 4_182_003;
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 60_000;
const SILENCE_LIMIT_MS = 5_000;
const LOG_LIMIT_BYTES = 5_000_000;
const WORTH_ANOTHER_TRY = /lock file|shared memory block|Address already in use|could not create any TCP/;

export const serverUrl = (cluster: Cluster, port: number, database: string): string =>
  `postgres://${SUPERUSER}:${cluster.password}@127.0.0.1:${port}/${database}`;

/** A lease on the running server, which is started first if none answers. */
export async function leaseServer(
  cluster: Cluster,
  programs: Programs,
  durable: boolean,
  log: (line: string) => void,
): Promise<Lease> {
  const deadline = Date.now() + START_LIMIT_MS;
  let silentSince = Date.now();
  let launched: Launch | undefined;

  while (Date.now() < deadline) {
    const claim = await readClaim(cluster);
    const answer = claim.port ? await tryLease(cluster, claim.port) : 'silent';
    if (typeof answer === 'object') return answer;

    if (answer === 'busy') silentSince = Date.now();
    if (answer === 'foreign' && !launched) await dropClaim(cluster, claim);
    if (launched?.failure !== undefined) {
      if (!WORTH_ANOTHER_TRY.test(launched.failure)) throw new Error(unusable(cluster, launched.failure));
      if (Date.now() - silentSince > SILENCE_LIMIT_MS) await dropClaim(cluster, claim);
      launched = undefined;
    }
    if (answer !== 'busy') launched ??= await launch(cluster, programs, durable, log);
    await pause(50);
  }
  throw new Error(unusable(cluster, 'it did not answer within a minute'));
}

/**
 * Gives the lease back; whoever is last stops the server. A lease is a shared lock held by an open connection, so that of
 * a killed process disappears with it, and a process arriving while the server stops waits, is cut off and starts anew.
 */
export async function endLease(lease: Lease, cluster: Cluster, programs: Programs): Promise<'stopped' | 'in use'> {
  const { client, socket } = lease;
  socket.ref();
  const { rows } = await client
    .query<{ last: boolean }>('select pg_advisory_unlock_shared($1), pg_try_advisory_lock($1) as last', [LEASE])
    // The connection is gone, and with it the lease: whatever runs there now is somebody else's.
    .catch(() => ({ rows: [] }));
  const last = rows[0]?.last === true;
  if (last) await stopServer(cluster, programs);
  await client.end().catch(() => undefined);
  return last ? 'stopped' : 'in use';
}

/** pg_ctl's own waiting is for the lock file to go: it would go on for as long as a server that starts at once anew. */
async function stopServer(cluster: Cluster, programs: Programs): Promise<void> {
  const { pid } = await readClaim(cluster);
  const stop = ['stop', '-D', cluster.data, '-m', 'fast', '-W', '-s'];
  await promisify(execFile)(programs.pgCtl, stop, cluster.spawnAs).catch((error: { stderr?: string }) => {
    if (!/does not exist|not running/.test(error.stderr ?? '')) throw error;
  });
  const deadline = Date.now() + STOP_LIMIT_MS;
  while (pid && (await readClaim(cluster)).pid === pid && isAlive(pid)) {
    if (Date.now() > deadline) throw new Error(`The embedded PostgreSQL in ${cluster.home} does not stop.`);
    await pause(50);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** What postmaster.pid says. Only a claim: the file survives a crash, and its process number may be reused. */
async function readClaim(cluster: Cluster): Promise<Claim> {
  const text = await readFile(pidFile(cluster), 'utf8').catch(() => '');
  const [pid, , , port] = text.split('\n').map(Number);
  return {
    text,
    pid: pid && pid > 0 ? pid : undefined,
    port: port && port > 0 && port < 65_536 ? port : undefined,
  };
}

/** A claim that nothing stands behind would block every start, once its process number belongs to another process. */
async function dropClaim(cluster: Cluster, claim: Claim): Promise<void> {
  if ((await readClaim(cluster)).text === claim.text) await rm(pidFile(cluster), { force: true });
}

async function tryLease(cluster: Cluster, port: number): Promise<Lease | 'busy' | 'silent' | 'foreign'> {
  const socket = new Socket();
  const client = new Client({
    connectionString: serverUrl(cluster, port, 'postgres'),
    connectionTimeoutMillis: 2_000,
    application_name: 'api-review lease',
    stream: () => socket,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    if ((await realpath(rows[0]?.data_directory ?? '').catch(() => '')) !== (await realpath(cluster.data))) {
      await client.end();
      return 'foreign';
    }
    await client.query('select pg_advisory_lock_shared($1)', [LEASE]);
    return { client, socket, port };
  } catch (error) {
    socket.destroy();
    if (!(error instanceof DatabaseError)) return 'silent';
    return error.code?.startsWith('28') ? 'foreign' : 'busy';
  }
}

/** Detached: the server belongs to every process that leases it, so neither Ctrl-C nor a crash of this one ends it. */
async function launch(
  cluster: Cluster,
  programs: Programs,
  durable: boolean,
  log: (line: string) => void,
): Promise<Launch> {
  const port = await freePort();
  const { size } = await stat(cluster.logFile).catch(() => ({ size: 0 }));
  const logFile = await open(cluster.logFile, size > LOG_LIMIT_BYTES ? 'w' : 'a', 0o600);
  const { size: before } = await logFile.stat();
  const result: Launch = { failure: undefined };

  log(`starting the embedded PostgreSQL of ${cluster.home} on 127.0.0.1:${port}`);
  const child = spawn(programs.postgres, ['-D', cluster.data, '-p', String(port), ...settings(durable)], {
    ...cluster.spawnAs,
    detached: true,
    stdio: ['ignore', logFile.fd, logFile.fd],
  });
  child.once('error', (error) => {
    result.failure = error.message;
  });
  child.once('exit', async () => {
    const text = await readFile(cluster.logFile, 'utf8').catch(() => '');
    result.failure ??= text.slice(before).trim() || 'it stopped at once';
  });
  child.unref();
  await logFile.close();
  return result;
}

function settings(durable: boolean): string[] {
  const values = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '64MB',
    max_wal_size: '256MB',
    io_method: 'sync',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Statements and the rows in their errors may hold what people wrote; the log says only what went wrong.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

const pidFile = (cluster: Cluster) => path.join(cluster.data, 'postmaster.pid');

const unusable = (cluster: Cluster, reason: string) =>
  `The embedded PostgreSQL in ${cluster.home} cannot be used: ${reason.slice(-2_000)}. ` +
  'Set DATABASE_URL to use a server of your own.';
