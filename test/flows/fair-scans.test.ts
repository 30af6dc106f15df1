/** One workspace that has forty zones to read does not take the workers from another. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { saveWorkspace } from '../../db/workspaces.ts';
import { scanZone } from '../../jobs/queue.ts';
import { type Stage, setStage } from './stage.ts';

const FORTY = 40;
let stage: Stage;

beforeAll(async () => {
  stage = await setStage();
  const { db } = stage.product.opened;
  for (const id of ['TMANY', 'TONE'])
    await db.inWorkspace(id, (tx) => saveWorkspace(tx, { id, name: id, botUserId: 'U' }));
});

afterAll(() => stage.close());

/** As many reviews as if each had been started in a channel of its own, with their scans. */
async function reviews(workspaceId: string, zoneName: string, count: number): Promise<string[]> {
  const zoneId = stage.cloudflare.zones[zoneName]?.id;
  const rows = await stage.rows(
    `with asked as (
       insert into quote (workspace_id, channel_id, lead_id, zone, answer_to, state)
       select $1, 'C' || n, 'U', $3, '', 'started' from generate_series(1, $4::int) as n returning id, channel_id),
     begun as (
       insert into review (workspace_id, name, number, channel_id, lead_id, zone_id, zone_name, quote_id, started_at)
       select $1, $3, substr(channel_id, 2)::int, channel_id, 'U', $2, $3, id, now() from asked returning id)
     insert into scan (workspace_id, review_id) select $1, id from begun returning id`,
    [workspaceId, zoneId, zoneName, count],
  );
  return rows.map(({ id }) => String(id));
}

const states = async (workspaceId: string) =>
  (await stage.rows('select distinct state from scan where workspace_id = $1', [workspaceId])).map(
    ({ state }) => state,
  );

test('a second workspace’s scan is read while forty of the first wait', { timeout: 240_000 }, async () => {
  const { cloudflare, product } = stage;
  const slowZone = cloudflare.zones['github-api.example']?.id ?? '';
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const begun: string[] = [];
  cloudflare.onCall(async ({ path, route }, phase) => {
    if (phase !== 'before' || !path.includes(slowZone)) return;
    if (route === '/zones/{zone_id}') begun.push(path);
    await gate;
  });

  const many = await reviews('TMANY', 'github-api.example', FORTY);
  await product.opened.enqueue(many.map((scanId) => scanZone({ workspaceId: 'TMANY', scanId })));
  await vi.waitUntil(() => begun.length > 0, { timeout: 60_000 });
  const [scanId = ''] = await reviews('TONE', 'small-business.example', 1);
  await product.opened.enqueue([scanZone({ workspaceId: 'TONE', scanId })]);

  await vi.waitUntil(async () => !(await states('TONE')).includes('queued'), { timeout: 60_000 });
  expect(await states('TMANY')).toEqual(['queued']);
  expect(begun).toHaveLength(2);

  // Those that had to wait are taken up one after the other: here each finds that nobody wants it any more.
  await stage.rows(`update review set state = 'cancelled', ended_at = now() where workspace_id = 'TMANY'`);
  open();
  await vi.waitUntil(async () => !(await states('TMANY')).includes('queued'), { timeout: 60_000 });
  expect(await states('TMANY')).toEqual(['dropped']);
});
