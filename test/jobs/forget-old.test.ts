/** What is only kept for a while goes when its time has come, and nothing else does. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordDenied } from '../../db/denied-attempts.ts';
import { forgetOld } from '../../db/forget.ts';
import type { Database } from '../../db/pool.ts';
import { endScan } from '../../db/scans.ts';
import { saveSnapshot } from '../../db/snapshots.ts';
import forgetOldJob from '../../jobs/forget-old.ts';
import type { JobContext } from '../../jobs/job.ts';
import { type OpenedDatabase, openedDatabase } from '../support/opened-database.ts';

const DAY_MS = 24 * 60 * 60_000;
const NOW = new Date();
const daysFromNow = (days: number) => new Date(NOW.getTime() + days * DAY_MS);

let opened: OpenedDatabase;
let db: Database;
let admin: OpenedDatabase['admin'];

beforeAll(async () => {
  opened = await openedDatabase();
  ({ db, admin } = opened);
});
afterAll(() => opened?.close());

const forgotten = (day: number) =>
  forgetOldJob.run({}, { db, now: () => daysFromNow(day), log: { warn: expect.unreachable } } as unknown as JobContext);
const count = async (table: string) => (await admin.query(`select count(*)::int as n from ${table}`)).rows[0].n;

async function scanOf(content: Parameters<typeof saveSnapshot>[2]): Promise<void> {
  const { rows } = await admin.query(
    `with asked as (insert into quote (workspace_id, channel_id, lead_id, zone, answer_to) values ('TONE', 'C', 'U', 'z', '') returning id),
          begun as (insert into review (workspace_id, name, number, channel_id, lead_id, zone_id, zone_name, quote_id, started_at, state, ended_at)
                    select 'TONE', 'z', 1, 'C', 'U', 'z', 'z', id, now(), 'closed', now() from asked returning id)
     insert into scan (workspace_id, review_id) select 'TONE', id from begun returning id`,
  );
  await db.inWorkspace('TONE', async (tx) => {
    const snapshotId = await saveSnapshot(tx, 'TONE', content);
    await endScan(tx, rows[0].id, { state: 'read', snapshotId, reading: {} });
  });
}

test('refused attempts stay for 90 days and questions in words for 30, in every workspace', async () => {
  for (const id of ['TONE', 'TTWO']) {
    await db.inWorkspace(id, (tx) => recordDenied(tx, id, { userId: 'UEVE', action: 'decide', triedAt: NOW }));
    await admin.query(
      `insert into inquiry (workspace_id, asked_by, asked, place, asked_at) values ('${id}', 'UEVE', '{}', '{}', $1)`,
      [NOW],
    );
  }
  await forgotten(29);
  expect([await count('inquiry'), await count('denied_attempt')]).toEqual([2, 2]);
  await forgotten(31);
  expect([await count('inquiry'), await count('denied_attempt')]).toEqual([0, 2]);
  await forgotten(91);
  expect([await count('inquiry'), await count('denied_attempt')]).toEqual([0, 0]);
});

test('what a scan of a review rests on stays whatever its age, what nothing refers to goes after 30 days', async () => {
  await scanOf({ zone: 'z', sections: { shared: [1], own: [2] } });
  await db.inWorkspace('TONE', (tx) => saveSnapshot(tx, 'TONE', { zone: 'z', sections: { shared: [1], left: [3] } }));
  expect([await count('snapshot'), await count('section_content')]).toEqual([2, 4]);
  await forgotten(29);
  expect([await count('snapshot'), await count('section_content')]).toEqual([2, 4]);
  await forgotten(400);
  expect([await count('snapshot'), await count('section_content')]).toEqual([1, 3]);
});

test('what is read anew while it is being deleted stays', async () => {
  const content = { zone: 'z', sections: { old: ['old'] } };
  await db.inWorkspace('TONE', (tx) => saveSnapshot(tx, 'TONE', content));
  await admin.query(`update section_content set used_at = used_at - interval '60 days'`);
  await admin.query(`update snapshot set used_at = used_at - interval '60 days'`);
  const before = { inquiries: NOW, denied: NOW, contents: daysFromNow(-30) };
  let deleting: Promise<unknown> = Promise.resolve();
  await db.inWorkspace('TONE', async (tx) => {
    await saveSnapshot(tx, 'TONE', content);
    deleting = db.inWorkspace('TONE', (other) => forgetOld(other, before));
    await waiting();
  });
  await deleting;
  expect((await admin.query(`select parts from snapshot where parts ? 'old'`)).rowCount).toBe(1);
  expect(await count('section_content')).toBe(4); // those of the scan, and this one; the heads are the same
});

/** Until the other transaction waits for this one. */
async function waiting(): Promise<void> {
  for (let tries = 0; tries < 2_000; tries += 1) {
    const { rowCount } = await admin.query(
      `select from pg_stat_activity where wait_event_type = 'Lock' and query like 'delete from snapshot%' and datname = current_database()`,
    );
    if (rowCount) return;
  }
  throw new Error('nobody waited');
}
