/** Calls that all processes of a workspace share, on a clock of the test's own. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../db/pool.ts';
import { takeCall } from '../../db/slack-pace.ts';
import { saveWorkspace } from '../../db/workspaces.ts';
import { freshDatabase } from '../support/database.ts';

let db: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await freshDatabase();
  db = openDatabase(database.url, () => {});
  drop = database.drop;
  await db.inWorkspace('T1', (tx) => saveWorkspace(tx, { id: 'T1', name: 'One', botUserId: 'UBOT' }));
});
afterAll(async () => {
  await db.close();
  await drop();
});

const allowed = { burst: 3, perMinute: 30 };
const start = Date.parse('2026-11-27T09:00:00Z');
const take = (kind: string, seconds: number) =>
  db.inWorkspace('T1', (tx) => takeCall(tx, 'T1', kind, allowed, new Date(start + seconds * 1000)));

test('as many as are left go at once, each further one has a turn of its own', async () => {
  const turns: number[] = [];
  for (let n = 0; n < 6; n++) turns.push(await take('update', 0));
  expect(turns).toEqual([0, 0, 0, 2_000, 4_000, 6_000]);
});

test('turns that were promised are kept for whoever has them', async () => {
  expect(await take('update', 2)).toBe(6_000);
});

test('what nobody took fills up again, and no further', async () => {
  const turns: number[] = [];
  for (let n = 0; n < 4; n++) turns.push(await take('update', 3600));
  expect(turns).toEqual([0, 0, 0, 2_000]);
});

test('of those who ask at the same time no two have the same turn', async () => {
  const turns = await Promise.all(Array.from({ length: 20 }, () => take('post', 0)));
  expect(turns.sort((a, b) => a - b)).toEqual([0, 0, 0, ...Array.from({ length: 17 }, (_, n) => (n + 1) * 2_000)]);
});

test('a clock that was set back keeps nobody waiting', async () => {
  expect(await take('update', -86_400)).toBe(0);
});
