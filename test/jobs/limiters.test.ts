/** Processes that read with one credential share its budget through the database. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../db/pool.ts';
import { openLimiters } from '../../jobs/limiters.ts';
import type { Clock } from '../../src/cloudflare/clock.ts';
import type { Limiter } from '../../src/cloudflare/limiter.ts';
import { simulatedClock } from '../cloudflare/simulated-clock.ts';
import { type OpenedDatabase, openedDatabase } from '../support/opened-database.ts';

let opened: OpenedDatabase;
let db: Database;
let admin: OpenedDatabase['admin'];

beforeAll(async () => {
  opened = await openedDatabase();
  ({ db, admin } = opened);
});

afterAll(() => opened?.close());

/** Another one in each test: what a limiter had left may come back when its test is over already. */
let token = '';
beforeEach(() => {
  token = randomUUID();
});

/** As a process of its own has it. */
const limiterIn = (clock: Clock, workspace = 'TONE', of = token) => openLimiters(db, clock)(workspace, of);

/** Starts so many calls at once, and counts them at the moments they go out. */
function asking(limiter: Limiter, calls: number, went: number[]) {
  let left = calls;
  const all = Array.from({ length: calls }, () =>
    limiter.run(async () => {
      went.push(limiter.clock.now());
      left -= 1;
    }),
  );
  return { all: Promise.all(all), left: () => left };
}

test('two processes together stay within four fifths of each window, and use them whole', async () => {
  const { clock, elapsedMs, passUntilDone } = simulatedClock();
  const went: number[] = [];
  const one = asking(limiterIn(clock), 1000, went);
  const two = asking(limiterIn(clock), 1400, went);
  await passUntilDone(() => [one, two].filter(({ left }) => left() > 0).length);
  await Promise.all([one.all, two.all]);

  const windows = new Map<number, number>();
  for (const at of went) windows.set(at, (windows.get(at) ?? 0) + 1);
  expect([...windows.values()]).toEqual([960, 960, 480]);
  expect(elapsedMs()).toBe(600_000);
});

test('a workspace with another credential does not wait while the first does', async () => {
  const { clock, pass } = simulatedClock();
  const first: number[] = [];
  const second: number[] = [];
  const start = clock.now();
  const busy = asking(limiterIn(clock), 961, first);
  const other = asking(limiterIn(clock, 'TTWO', 'another-token'), 300, second);
  await other.all;
  expect(new Set(second)).toEqual(new Set([start]));
  await pass();
  await busy.all;
  expect(first.at(-1)).toBe(start + 300_000);
});

test('what one process was told by a 429 stops the other too', async () => {
  const { clock, elapsedMs, pass, sleeping } = simulatedClock();
  const told = limiterIn(clock);
  told.hold(42_000);
  const retried = told.run(async () => 'answer');
  await pass();
  await retried;
  expect(elapsedMs()).toBe(42_000);
  told.hold(10_000);
  const again = told.run(async () => 'answer');
  await expect.poll(sleeping).toBe(1);
  const other = limiterIn(clock).run(async () => 'answer');
  await pass(2);
  await Promise.all([again, other]);
  expect(elapsedMs()).toBe(52_000);
});

test('the calls that a dead process had leased are given back after a minute', async () => {
  const { clock, elapsedMs, pass } = simulatedClock();
  // Nine calls that never end: eight are under way, and of the one that waits for a slot the process dies.
  const dead = limiterIn(clock);
  for (let call = 0; call < 9; call += 1) void dead.run(() => new Promise(() => {}));
  const leases = async () => {
    const { rows } = await admin.query(
      `select body -> 'leases' as leases from call_budget where credential = encode(sha256($1::bytea), 'hex')`,
      [token],
    );
    return rows[0]?.leases;
  };
  await expect.poll(leases).toMatchObject([{ calls: 1 }]);

  const went: number[] = [];
  const alive = asking(limiterIn(clock), 952, went);
  await pass();
  await alive.all;
  expect(went.filter((at) => at === went[0])).toHaveLength(951);
  expect(elapsedMs()).toBe(60_000);
});

test('a batch of calls costs one turn at the database, not one each', async () => {
  let turns = 0;
  const counted: Database = {
    ...db,
    inWorkspace(workspaceId, work) {
      turns += 1;
      return db.inWorkspace(workspaceId, work);
    },
  };
  const limiter = openLimiters(counted, simulatedClock().clock)('TONE', token);
  await asking(limiter, 320, []).all;
  expect(turns).toBeLessThanOrEqual(12);
});
