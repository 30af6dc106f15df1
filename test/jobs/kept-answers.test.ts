import pg from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../db/pool.ts';
import { endScan } from '../../db/scans.ts';
import { saveWorkspace } from '../../db/workspaces.ts';
import { openKeptAnswers } from '../../jobs/kept-answers.ts';
import { keyRing } from '../../src/secrets/key-ring.ts';
import { freshDatabase } from '../support/database.ts';

const SCAN = '5ca00000-0000-4000-8000-000000000001';
const REVIEW = '5ca00000-0000-4000-8000-000000000002';
const QUOTE = '5ca00000-0000-4000-8000-000000000003';
const NINE = new Date('2026-11-23T09:00:00Z');
const ring = (byte: number) => keyRing(`k${byte}:${Buffer.alloc(32, byte).toString('base64')}`);

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
let admin: pg.Client;

beforeAll(async () => {
  database = await freshDatabase();
  db = openDatabase(database.url, () => {});
  admin = new pg.Client({ connectionString: database.url, options: '-c search_path=api_review' });
  await admin.connect();
  await db.inWorkspace('TONE', (tx) => saveWorkspace(tx, { id: 'TONE', name: 'One', botUserId: 'UBOT' }));
  await admin.query(
    `insert into quote (id, workspace_id, channel_id, lead_id, zone, answer_to) values ('${QUOTE}', 'TONE', 'C', 'U', 'z', '')`,
  );
  await admin.query(
    `insert into review (id, workspace_id, name, number, channel_id, lead_id, zone_id, zone_name, quote_id, started_at)
     values ('${REVIEW}', 'TONE', 'z', 1, 'C', 'U', 'z', 'z', '${QUOTE}', now())`,
  );
});

beforeEach(async () => {
  await admin.query('delete from kept_answer');
  await admin.query('delete from scan');
  await admin.query(`insert into scan (id, workspace_id, review_id) values ('${SCAN}', 'TONE', '${REVIEW}')`);
});

afterAll(async () => {
  await admin?.end();
  await db?.close();
  await database?.drop();
});

const attempt = ({ now = NINE, since = new Date(0), keys = ring(1) } = {}) => {
  const context = { db, keys, now: () => now, log: pino({ level: 'silent' }) };
  return openKeptAnswers(context, { workspaceId: 'TONE', scanId: SCAN, since });
};

test('what one attempt keeps the next one takes, once', async () => {
  const first = await attempt();
  await Promise.all(['a', 'b', 'c'].map((request) => first.keep(request, { said: request })));
  const second = await attempt();
  expect(await second.take('b')).toEqual({ said: 'b' });
  expect(await second.take('b')).toBeUndefined();
  expect(await second.take('unasked')).toBeUndefined();
});

test('an answer that is too old is asked for anew', async () => {
  const first = await attempt();
  await first.keep('a', { said: 'a' });
  expect(await (await attempt({ since: NINE })).take('a')).toEqual({ said: 'a' });
  expect(await (await attempt({ since: new Date(NINE.getTime() + 1) })).take('a')).toBeUndefined();
});

test('an answer whose key is gone is asked for anew, and nothing fails', async () => {
  await (await attempt()).keep('a', { said: 'a' });
  expect(await (await attempt({ keys: ring(2) })).take('a')).toBeUndefined();
});

test('when the scan ends its answers are deleted, and what comes late is not kept', async () => {
  const late = await attempt();
  await late.keep('a', { said: 'a' });
  await db.inWorkspace('TONE', (tx) => endScan(tx, SCAN, { state: 'dropped' }));
  await late.keep('b', { said: 'b' });
  expect((await admin.query('select from kept_answer')).rowCount).toBe(0);
});
