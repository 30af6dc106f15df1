/** The product as a process that can be killed at one point of what it does, and is started again at once. */
import { type CloudflareSandbox, startCloudflareSandbox } from '../sandbox/cloudflare/sandbox.ts';
import type { ZoneState } from '../sandbox/cloudflare/state.ts';
import { type SlackSandbox, startSlackSandbox } from '../sandbox/slack/sandbox.ts';
import { freshDatabase } from './database.ts';
import { startPostgresProxy } from './postgres-proxy.ts';
import { environment } from './product.ts';
import { type Bundle, type ProductProcess, startProcess } from './product-process.ts';

/** The moment before or after the n-th commit or outbound call of a kind. */
export interface Point {
  phase: 'before' | 'after';
  what: string;
  nth: number;
  /** How many points came before it when nothing was disturbed. */
  position: number;
}

export const pointName = ({ phase, what, nth }: Point) => `${phase} ${what} (${nth})`;

export interface RestartedProduct {
  slack: SlackSandbox;
  cloudflare: CloudflareSandbox;
  databaseUrl: string;
  /** What it did so far, in order. */
  passed: readonly Point[];
  /** It was killed at the point that was asked for. */
  killed(): boolean;
  /** Resolves when the product, after whatever happened to it, listens. */
  up(): Promise<void>;
  /** Log lines of all its lives. */
  log(): string;
  process(): ProductProcess;
  /** The exit codes of its lives so far; null for one that was killed. */
  exits(): Promise<(number | null)[]>;
  start(): void;
  stop(): Promise<void>;
}

export async function startRestartedProduct(
  bundle: Bundle,
  {
    zone,
    killAt,
    killWith = 'SIGKILL',
  }: { zone: ZoneState; killAt?: (point: Point) => boolean; killWith?: 'SIGKILL' | 'SIGTERM' },
): Promise<RestartedProduct> {
  const [slack, cloudflare, database] = await Promise.all([
    startSlackSandbox(),
    startCloudflareSandbox({ zones: [zone] }),
    freshDatabase(),
  ]);
  const proxy = await startPostgresProxy(database.url);
  const cloudflareToken = cloudflare.tokens.full;
  const settings = environment({ slack, cloudflare, databaseUrl: proxy.url, cloudflareToken });
  const lives: ProductProcess[] = [];
  let ready: Promise<void> = Promise.reject(new Error('The product was never started.'));
  ready.catch(() => undefined);
  let killed = false;

  const start = () => {
    const life = startProcess(bundle, settings);
    lives.push(life);
    ready = life.listening.then(async (url) => {
      slack.deliverTo(url);
      await slack.retryNow();
    });
    ready.catch(() => undefined);
  };

  const passed: Point[] = [];
  const counts = new Map<string, number>();
  const pass = async (what: string, phase: Point['phase']) => {
    const kind = `${phase} ${what}`;
    const nth = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, nth);
    const point = { phase, what, nth, position: passed.length };
    passed.push(point);
    if (killed || !killAt?.(point)) return;
    killed = true;
    if (killWith === 'SIGTERM') {
      // It goes on until it has ended what it is at, this very call among it.
      void lives.at(-1)?.kill(killWith).then(start);
      return;
    }
    await lives.at(-1)?.kill('SIGKILL');
    start();
    if (phase === 'before' || !what.startsWith('Cloudflare')) throw new Error('The product was killed here.');
  };
  slack.onCall(({ method }, phase) => pass(`Slack ${method}`, phase));
  cloudflare.onCall(({ method, route }, phase) => pass(`Cloudflare ${method} ${route}`, phase));
  proxy.onCommit((commit, phase) => pass(`a commit ${commit}`, phase));

  return {
    slack,
    cloudflare,
    databaseUrl: database.url,
    passed,
    killed: () => killed,
    async up() {
      let last: Promise<void>;
      do {
        last = ready;
        await last.catch((error: unknown) => {
          if (last === ready) throw error;
        });
      } while (last !== ready);
    },
    log: () => lives.map((life) => life.log.join('\n')).join('\n--- started again ---\n'),
    exits: () => Promise.all(lives.map((life) => life.exited)),
    process: () => {
      const life = lives.at(-1);
      if (!life) throw new Error('The product was never started.');
      return life;
    },
    start,
    async stop() {
      killed = true;
      await lives.at(-1)?.kill('SIGKILL');
      await Promise.all([slack.stop(), cloudflare.stop(), proxy.stop()]);
      await database.drop();
    },
  };
}
