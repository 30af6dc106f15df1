import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../db/pool.ts';
import { endScan } from '../../db/scans.ts';
import { loadSnapshot, saveSnapshot } from '../../db/snapshots.ts';
import { saveWorkspace } from '../../db/workspaces.ts';
import { apart, parseSnapshot, type Snapshot } from '../../src/checks/snapshot.ts';
import { freshDatabase } from '../support/database.ts';
import { zone } from '../support/zone.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
let admin: pg.Client;

beforeAll(async () => {
  database = await freshDatabase();
  db = openDatabase(database.url, () => {});
  admin = new pg.Client({ connectionString: database.url, options: '-c search_path=api_review' });
  await admin.connect();
  await db.inWorkspace('TONE', (tx) => saveWorkspace(tx, { id: 'TONE', name: 'One', botUserId: 'UBOT' }));
});

afterAll(async () => {
  await admin?.end();
  await db?.close();
  await database?.drop();
});

/** A scan that read this, as the review it was made for gets it. */
async function scanned(snapshot: Snapshot): Promise<{ scanId: string; snapshotId: string }> {
  const scanId = await queued();
  const snapshotId = await db.inWorkspace('TONE', async (tx) => {
    const { content, reading } = apart(snapshot);
    const id = await saveSnapshot(tx, 'TONE', content);
    await endScan(tx, scanId, { state: 'read', snapshotId: id, reading });
    return id;
  });
  return { scanId, snapshotId };
}

async function queued(): Promise<string> {
  const { rows } = await admin.query(
    `with asked as (insert into quote (workspace_id, channel_id, lead_id, zone, answer_to) values ('TONE', 'C', 'U', 'z', '') returning id),
          begun as (insert into review (workspace_id, name, number, channel_id, lead_id, zone_id, zone_name, quote_id, started_at, state, ended_at)
                    select 'TONE', 'z', (random() * 1e9)::int, 'C', 'U', 'z', 'z', id, now(), 'closed', now() from asked returning id)
     insert into scan (workspace_id, review_id) select 'TONE', id from begun returning id`,
  );
  return rows[0].id;
}

const loaded = async (scanId: string) => parseSnapshot(await db.inWorkspace('TONE', (tx) => loadSnapshot(tx, scanId)));
const contents = async () => (await admin.query('select count(*)::int as n from section_content')).rows[0].n;

const monday = zone();
const tuesday = { ...monday, takenAt: '2026-12-01T09:00:00.000Z', calls: { ...monday.calls, retried: 3 } };

test('a zone that is as it was is stored once, and each scan keeps its own time, calls and certificates', async () => {
  const [first, second] = [await scanned(monday), await scanned(tuesday)];
  expect(second.snapshotId).toBe(first.snapshotId);
  expect(await loaded(first.scanId)).toEqual(parseSnapshot(monday));
  expect(await loaded(second.scanId)).toEqual(parseSnapshot(tuesday));
});

test('of a zone in which one section changed, that section alone is stored anew', async () => {
  await scanned(monday);
  const before = await contents();
  const changed = zone({ sections: { urlNormalization: { type: 'cloudflare', scope: 'none' } } });
  const { scanId } = await scanned(changed);
  expect((await contents()) - before).toBe(1);
  expect(await loaded(scanId)).toEqual(parseSnapshot(changed));
});
