/** The files of one embedded database: made once, whole or not at all, and found again at every later start. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, realpath, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Account, type Programs, runsAsRoot, SHARED_ROOT, unprivilegedAccount } from './binaries.ts';

export const SUPERUSER = 'api_review';

export type Cluster = {
  home: string;
  data: string;
  logFile: string;
  password: string;
  /** How its programs are started: never as root, nor with this process's secrets in their environment. */
  spawnAs: { cwd: string; env: NodeJS.ProcessEnv } & Partial<Account>;
};

/**
 * The cluster of a data directory, at `<dataDir>/postgres`. For root that is a link into /var/lib/api-review, because the
 * account that runs PostgreSQL may have no way into `dataDir`; removing the link starts over with an empty database.
 */
export async function openCluster(
  dataDir: string,
  programs: Programs,
  durable: boolean,
  log: (line: string) => void,
): Promise<Cluster> {
  const place = path.join(dataDir, 'postgres');
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const home = (await resolved(place)) ?? (await create(place, programs, durable, log));
  const owner = await stat(path.join(home, 'data'));
  return cluster(home, owner, await readFile(path.join(home, 'password'), 'utf8'));
}

export async function removeCluster(dataDir: string, { home }: Cluster): Promise<void> {
  await rm(path.join(dataDir, 'postgres'), { recursive: true, force: true });
  await rm(home, { recursive: true, force: true });
}

async function create(
  place: string,
  programs: Programs,
  durable: boolean,
  log: (line: string) => void,
): Promise<string> {
  const account = runsAsRoot() ? await unprivilegedAccount() : undefined;
  const folder = account ? SHARED_ROOT : path.dirname(place);
  const unfinished = path.join(folder, `postgres-${randomBytes(6).toString('hex')}`);
  const password = randomBytes(24).toString('base64url');
  const passwordFile = path.join(unfinished, 'password');

  try {
    await mkdir(unfinished, { recursive: true, mode: 0o700 });
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (account) {
      await chown(unfinished, account.uid, account.gid);
      await chown(passwordFile, account.uid, account.gid);
    }
    await initialise(cluster(unfinished, account, password), programs, passwordFile, durable);
    await (account ? symlink(unfinished, place) : rename(unfinished, place));
    log(`created an embedded PostgreSQL in ${account ? `${unfinished}, linked from ${place}` : place}`);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Another process starting on the same data directory may have been first: its cluster is as good as ours.
    if (!(await resolved(place))) throw error;
  }
  return realpath(place);
}

/** A password even on loopback: every account of the machine can reach 127.0.0.1. */
async function initialise(cluster: Cluster, programs: Programs, passwordFile: string, durable: boolean): Promise<void> {
  const flags = [
    `--pgdata=${cluster.data}`,
    `--username=${SUPERUSER}`,
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    // The same order of text on every machine, whatever locales it has.
    '--encoding=UTF8',
    '--no-locale',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ];
  await promisify(execFile)(programs.initdb, flags, cluster.spawnAs).catch((error: { stderr?: string }) => {
    throw new Error(
      `The embedded PostgreSQL could not be initialised: ${error.stderr?.trim() || String(error)}. ` +
        'Set DATABASE_URL to use a server of your own.',
    );
  });
}

function cluster(home: string, owner: Account | undefined, password: string): Cluster {
  const { PATH, SystemRoot } = process.env;
  const env = { PATH, SystemRoot, LC_ALL: 'C' };
  const account = owner && runsAsRoot() ? { uid: owner.uid, gid: owner.gid } : {};
  return {
    home,
    data: path.join(home, 'data'),
    logFile: path.join(home, 'server.log'),
    password: password.trim(),
    spawnAs: { cwd: home, env, ...account },
  };
}

const resolved = (place: string) => realpath(place).catch(() => undefined);
