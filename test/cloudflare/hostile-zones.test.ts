import { afterAll, beforeAll, expect, test } from 'vitest';
import { CloudflareProblem } from '../../src/cloudflare/problem.ts';
import type { CloudflareSandbox } from '../sandbox/cloudflare/sandbox.ts';
import { startFullWorld } from './full-world.ts';
import { tampered } from './hostile.ts';
import { type Recording, record } from './replay.ts';
import { fedBy, randomOf } from './seeded-fault.ts';
import { testSeeds } from './seeds.ts';
import { judged, type Scan, spilled } from './unfounded.ts';

/** As many objects as faults: `SCAN_FAULTS=1000` for a thousand of each. */
const SEEDS = Number(process.env.SCAN_FAULTS ?? 30);
const AT_A_TIME = 40;

let sandbox: CloudflareSandbox;
let recording: Recording;
let base: Scan;

beforeAll(async () => {
  sandbox = await startFullWorld();
  recording = await record(sandbox);
  base = judged(await recording.replay());
});
afterAll(() => sandbox.stop());

async function complaints(seed: number): Promise<string[]> {
  const random = randomOf(seed + 1_000_000);
  const readable = recording.calls.filter(({ status }) => status === 200);
  const call = readable[Math.floor(random() * readable.length)];
  if (!call) throw new Error('the scan made no call');
  const { name, text } = tampered(recording.bodyOf(call), random);
  const told = `seed ${seed}, ${call.path}, ${name}`;
  try {
    const hostile = judged(await recording.replay({ call, body: text }));
    return spilled(hostile, base, fedBy(call)).map((what) => `${told}: ${what}`);
  } catch (error) {
    // whoever is not told which zone it is has nothing to review
    const isEssential = fedBy(call).includes('zone');
    return isEssential && error instanceof CloudflareProblem ? [] : [`${told}: ${(error as Error).stack}`];
  }
}

testSeeds('a hostile object costs what it feeds, and no scan', { seeds: SEEDS, atATime: AT_A_TIME }, complaints);

test('a zone whose answer calls itself otherwise stays the zone that was asked for', async () => {
  const call = recording.calls.find(({ path }) => path === `/zones/${base.snapshot.zone.id}`);
  if (!call) throw new Error('the zone was not read');
  const { result, ...rest } = recording.bodyOf(call);
  const body = JSON.stringify({ ...rest, result: { ...(result as object), id: 'another' } });
  const { zone, sections } = await recording.replay({ call, body });
  expect(zone).toEqual(base.snapshot.zone);
  expect(sections.insights).toEqual(base.snapshot.sections.insights);
  expect(sections.auditLog).toEqual(base.snapshot.sections.auditLog);
});
