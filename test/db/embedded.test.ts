import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  access,
  chmod,
  constants,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../db/embedded/free-port.ts';
import { install, type Owner, type Running, run, uninstall } from '../support/installation.ts';

const root = process.getuid?.() === 0;
const nobody = { uid: 65_534, gid: 65_534 };
const everyoneMayRunNode = await access(process.execPath, constants.X_OK).then(
  () => true,
  () => false,
);

const query = async (url: string, sql: string) => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

/** A copied data directory: its files, owners and modes, and the lock file that names the original's server. */
async function copyCluster(from: string, to: string): Promise<void> {
  const home = await realpath(path.join(from, 'postgres'));
  await mkdir(to);
  execFileSync('cp', ['-a', `${from}/.`, to]);
  if (!(await lstat(path.join(to, 'postgres'))).isSymbolicLink()) return;
  await rm(path.join(to, 'postgres'));
  execFileSync('cp', ['-a', home, `${home}-copy`]);
  await symlink(`${home}-copy`, path.join(to, 'postgres'));
}

const lockFile = ({ pid }: ChildProcess, data: string, port: number) =>
  [pid, data, Math.floor(Date.now() / 1000), port, '', '127.0.0.1', '  1  1', 'ready', ''].join('\n');

const accounts: { who: string; owner: Owner; here: boolean }[] = [
  { who: 'an ordinary user', owner: root ? nobody : undefined, here: !root || everyoneMayRunNode },
  { who: 'root, in a folder that only root may enter (needs root)', owner: undefined, here: root },
];

describe.each(accounts)('the embedded database of $who', ({ owner, here }) => {
  let parent: string;
  let folder: string;
  let dataDir: string;
  const dataDirs: string[] = [];
  const started: Running[] = [];

  beforeAll(async () => {
    if (!here) return;
    parent = await mkdtemp(path.join(tmpdir(), 'api-review-installed-'));
    // Root's own folder stays closed (0700); an ordinary user needs a way through it.
    if (owner) await chmod(parent, 0o711);
    folder = path.join(parent, owner || !root ? "it's a folder" : "it's root's $(true) folder");
    await install(folder, owner, true);
    dataDir = newDataDir('kept $(true) "data"');
  });
  afterAll(async () => {
    if (!here) return;
    await Promise.all(started.map((each) => each.stop()));
    await uninstall(parent, dataDirs);
  });

  const newDataDir = (name: string) => {
    const dataDir = path.join(folder, name);
    dataDirs.push(dataDir);
    return dataDir;
  };
  const start = async (dataDir: string, mode?: string) => {
    const running = await run(folder, dataDir, owner, mode);
    started.push(running);
    return running;
  };
  const serverPid = async (dataDir: string) =>
    Number((await readFile(path.join(dataDir, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[0]);

  test.runIf(here)('keeps what was written over a stop and a start', async () => {
    const first = await start(dataDir);
    await query(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    await expect(query(first.url, 'select 1')).rejects.toThrow('ECONNREFUSED');

    const second = await start(dataDir);
    expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
    expect(await query(second.url, 'select current_database() as name')).toEqual([{ name: 'api_review' }]);
    await second.stop();
  });

  test.runIf(here)('asks for a password, and writes it where only its owner reads it', async () => {
    const running = await start(dataDir);
    const stranger = new URL(running.url);
    stranger.password = 'guessed';
    await expect(query(stranger.href, 'select 1')).rejects.toThrow('password authentication failed');
    expect(running.log.join('\n')).not.toContain(new URL(running.url).password);
    await running.stop();
  });

  test.runIf(here)('after a killed process the next one finds its server still running', async () => {
    const first = await start(dataDir);
    await query(first.url, 'create table killed as select 42 as answer');
    await first.kill();

    const second = await start(dataDir);
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'select answer from killed')).toEqual([{ answer: 42 }]);
    await second.stop();
    await expect(query(second.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
  });

  test.runIf(here)('after process and server were both killed it recovers', async () => {
    const first = await start(dataDir);
    await query(first.url, 'create table power_cut as select 42 as answer');
    await first.kill();
    process.kill(await serverPid(dataDir), 'SIGKILL');

    const second = await start(dataDir);
    expect(await query(second.url, 'select answer from power_cut')).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  test.runIf(here)('two that start at once share one server, which lasts until the second stops', async () => {
    const dataDir = newDataDir('shared');
    const [first, second] = await Promise.all([start(dataDir), start(dataDir)]);
    expect(second.url).toBe(first.url);

    await first.stop();
    expect(await query(second.url, 'select 1 as still')).toEqual([{ still: 1 }]);
    await second.stop();
    await expect(query(second.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
    expect((await readdir(dataDir)).sort()).toEqual(['postgres']);
  });

  test.runIf(here)('one that starts while the other stops comes up', async () => {
    let current = await start(dataDir);
    for (let turn = 0; turn < 3; turn++) {
      const [next] = await Promise.all([start(dataDir), current.stop()]);
      expect(await query(next.url, 'select 1 as up')).toEqual([{ up: 1 }]);
      current = next;
    }
    await current.stop();
  });

  test.runIf(here)('a copy of the files of a running server gets a server of its own', async () => {
    const original = newDataDir('original');
    const running = await start(original);
    const copied = newDataDir('copy');
    await copyCluster(original, copied);

    const other = await start(copied);
    expect(new URL(other.url).port).not.toBe(new URL(running.url).port);
    await Promise.all([running.stop(), other.stop()]);
  });

  test.runIf(here)('a left-over lock that names a living stranger and a foreign port does not block it', async () => {
    const first = await start(dataDir);
    const data = await realpath(path.join(dataDir, 'postgres/data'));
    const { uid, gid } = await stat(data);
    await first.stop();

    const stranger = spawn('sleep', ['60'], { stdio: 'ignore', ...(root ? { uid, gid } : {}) });
    const port = await freePort();
    const web = createServer((_, response) => response.end('not a database')).listen(port, '127.0.0.1');
    await once(web, 'listening');
    try {
      await writeFile(path.join(data, 'postmaster.pid'), lockFile(stranger, data, port));
      const second = await start(dataDir);
      expect(await query(second.url, 'select 1 as up')).toEqual([{ up: 1 }]);
      await second.stop();
    } finally {
      stranger.kill();
      web.close();
    }
  });

  test.runIf(here)('an ephemeral one leaves nothing behind', async () => {
    const dataDir = newDataDir('ephemeral');
    const running = await start(dataDir, 'ephemeral');
    const home = await realpath(path.join(dataDir, 'postgres'));
    expect(await query(running.url, 'show fsync')).toEqual([{ fsync: 'off' }]);
    await running.stop();

    expect(await readdir(dataDir)).toEqual([]);
    await expect(access(home)).rejects.toThrow('ENOENT');
  });
});

test('without the optional packages it says to set DATABASE_URL', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'api-review-bare-'));
  try {
    await install(folder, undefined, false);
    await expect(run(folder, path.join(folder, 'data'), undefined)).rejects.toThrow(/not installed.*DATABASE_URL/);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
