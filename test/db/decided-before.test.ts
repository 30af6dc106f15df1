/** Which decisions of earlier reviews a later one is held against. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decidedBefore } from '../../db/decisions.ts';
import type { Database } from '../../db/pool.ts';
import { type OpenedDatabase, openedDatabase } from '../support/opened-database.ts';

let opened: OpenedDatabase;
let db: Database;
let admin: OpenedDatabase['admin'];

beforeAll(async () => {
  opened = await openedDatabase();
  ({ db, admin } = opened);
});

afterAll(() => opened?.close());

const NOW = { id: randomUUID(), channelId: 'C', startedAt: new Date('2026-11-24T09:00:00Z') };
const EARLIER = {
  workspace: 'TONE',
  channel: 'C',
  zone: '',
  review: 'closed',
  started: '2026-11-03T09:00:00Z',
  decision: 'approved',
  item: 'f1',
};

/** A review with one finding and one decision about it; what the review of now is told of it. */
async function told(more: Partial<typeof EARLIER> = {}) {
  const { workspace, channel, zone, review, started, decision, item } = { ...EARLIER, zone: randomUUID(), ...more };
  await admin.query(
    `with asked as (insert into quote (workspace_id, channel_id, lead_id, zone, answer_to) values ($1, $2, 'U', 'z', '') returning id),
          begun as (insert into review (workspace_id, name, number, channel_id, lead_id, zone_id, zone_name, quote_id, started_at, state, ended_at)
                    select $1, 'z #1', 1, $2, 'U', $3, 'z', id, $5, $4, case when $4 in ('closed', 'cancelled') then now() end from asked returning id),
          held as (insert into snapshot (workspace_id, hash, parts) values ($1, $3, '{}') returning id),
          read as (insert into scan (workspace_id, review_id, state, snapshot_id, reading)
                   select $1, begun.id, 'posted', held.id, '{}' from begun, held),
          found as (insert into finding (workspace_id, review_id, id, body)
                    select $1, id, 'f1', '{"check": "remediation.stuck-in-log", "subjects": ["rule:http_ratelimit/a"]}' from begun)
     insert into decision (workspace_id, review_id, item_id, choice, state, decided_by, decided_at, second_by, second_at, state_since, snapshot_id)
     select $1, begun.id, $7, 'enforce-now', $6, 'U', '2026-11-04T09:00:00Z', 'UADMIN', '2026-11-05T09:00:00Z', '2026-11-05T09:00:00Z', held.id from begun, held`,
    [workspace, channel, zone, review, started, decision, item],
  );
  return db.inWorkspace('TONE', (tx) => decidedBefore(tx, { ...NOW, zoneId: zone }));
}

test('an approved decision is told with its finding, its review, and the day of its approval', async () => {
  expect(await told()).toMatchObject([
    {
      itemId: 'f1',
      choice: 'enforce-now',
      at: new Date('2026-11-05T09:00:00Z'),
      review: 'z #1',
      check: 'remediation.stuck-in-log',
      subjects: ['rule:http_ratelimit/a'],
    },
  ]);
});

test.each<[string, Partial<typeof EARLIER>, number]>([
  ['of a review that still goes on', { review: 'deciding' }, 1],
  ['of a review that was called off', { review: 'cancelled' }, 0],
  ['of another channel', { channel: 'CELSEWHERE' }, 0],
  ['of another workspace', { workspace: 'TTWO' }, 0],
  ['of a later review', { started: '2026-11-25T09:00:00Z' }, 0],
  ['that waits for a second person', { decision: 'proposed' }, 0],
  ['that was declined', { decision: 'declined' }, 0],
  ['that was replaced', { decision: 'superseded' }, 0],
  ['that has ended', { decision: 'ended' }, 0],
  ['about something found no more', { item: 'f2' }, 0],
])('a decision %s', async (_, more, count) => {
  expect(await told(more)).toHaveLength(count);
});
