import { beforeAll, expect, test } from 'vitest';
import { cloudflareClient } from '../../src/cloudflare/client.ts';
import { collectSnapshot } from '../../src/cloudflare/collect-snapshot.ts';
import { createLimiter } from '../../src/cloudflare/limiter.ts';
import { CloudflareProblem } from '../../src/cloudflare/problem.ts';
import type { CloudflareSandbox, RecordedCall } from '../sandbox/cloudflare/sandbox.ts';
import { fakeClock } from './fake-clock.ts';
import { NOW, startFullWorld, ZONE } from './full-world.ts';
import { type Choice, callId, choose } from './seeded-fault.ts';
import { testSeeds } from './seeds.ts';
import { judged, type Scan, spilled, unfounded } from './unfounded.ts';

/** `SCAN_FAULTS=1000` for as many seeds; a failing one is named, and gives the same fault again. */
const SEEDS = Number(process.env.SCAN_FAULTS ?? 30);
const AT_A_TIME = 20;

let calls: RecordedCall[];
let base: Scan;

beforeAll(async () => {
  const sandbox = await startFullWorld();
  base = await scan(sandbox);
  calls = sandbox.calls.slice();
  await sandbox.stop();
});

async function scan(sandbox: CloudflareSandbox, timeout?: Choice): Promise<Scan> {
  let left = timeout?.times ?? 0;
  const send: typeof fetch = (url, init) => {
    if (timeout && left > 0 && isMeant(String(url), timeout)) {
      left -= 1;
      return Promise.reject(new Error('timed out'));
    }
    return fetch(url, init);
  };
  const client = cloudflareClient({
    token: sandbox.tokens.full,
    baseUrl: sandbox.baseUrl,
    limiter: createLimiter({ clock: fakeClock() }),
    fetch: send,
  });
  const zoneId = sandbox.zones[ZONE]?.id ?? '';
  return judged(await collectSnapshot(client, { zoneId, now: () => new Date(NOW) }));
}

function isMeant(url: string, { call }: Choice): boolean {
  const { pathname, searchParams } = new URL(url);
  const query: Record<string, string[]> = {};
  for (const key of searchParams.keys()) query[key] = searchParams.getAll(key);
  return callId({ path: pathname.replace('/client/v4', ''), query }) === call;
}

async function complaints(seed: number): Promise<string[]> {
  const choice = choose(seed, calls);
  const { fault, times } = choice;
  const sandbox = await startFullWorld();
  const isSimulated = fault === 'timeout';
  const stop = isSimulated ? () => {} : sandbox.fail((call) => callId(call) === choice.call, fault, { times });
  try {
    const faulty = await scan(sandbox, isSimulated ? choice : undefined);
    stop();
    const references = choice.moves ? [base, await scan(sandbox)] : [base];
    const found = choice.isWord ? spilled(faulty, base, choice.feeds) : unfounded(faulty, references, choice.feeds);
    return found.map((what) => `${told(seed, choice)}: ${what}`);
  } catch (error) {
    return mayEndTheScan(choice, error) ? [] : [`${told(seed, choice)}: ${String(error)}`];
  } finally {
    await sandbox.stop();
  }
}

const told = (seed: number, { name, call }: Choice) => `seed ${seed}, ${name} at ${call}`;

/** Without the zone or its operations there is nothing to review, which is said to a person. */
const mayEndTheScan = ({ feeds }: Choice, error: unknown): boolean =>
  error instanceof CloudflareProblem && (!feeds || feeds.includes('operations') || feeds.includes('zone'));

test('without a fault, two scans say the same', async () => {
  const sandbox = await startFullWorld();
  const again = await scan(sandbox);
  await sandbox.stop();
  expect(again.report.findings.some(({ outcome }) => outcome === 'fail')).toBe(true);
  expect(unfounded(again, [base], [])).toEqual([]);
});

testSeeds(
  'a fault costs what it feeds, and nothing is said without ground',
  { seeds: SEEDS, atATime: AT_A_TIME },
  complaints,
);
