/** Sixty digests due in the same minute, within Slack's rates, and one channel that is not there any more. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import planWeeklyDigests from '../../jobs/plan-weekly-digests.ts';
import { jobContext, type Stage, setStage } from './stage.ts';

const CHANNELS = Array.from({ length: 60 }, (_, n) => `CDIGEST${n}`);
const GONE = 'CDIGEST7';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
  const [known] = stage.slack.workspace.channels.values();
  if (!known) throw new Error('the sandbox has no channel');
  for (const id of CHANNELS)
    stage.slack.workspace.channels.set(id, {
      ...known,
      id,
      name: id.toLowerCase(),
      isArchived: id === GONE,
      isExtShared: false,
      members: new Set(['ULEA', stage.slack.workspace.botUserId]),
    });
  await stage.rows(
    `with asked as (
       insert into quote (workspace_id, channel_id, lead_id, zone, answer_to, state)
       select $1, channel, 'ULEA', 'shop.example', '', 'started' from unnest($2::text[]) as channel
       returning id, channel_id)
     insert into review (workspace_id, name, number, channel_id, lead_id, zone_id, zone_name, due, state, quote_id, started_at)
     select $1, 'review of ' || channel_id, row_number() over (), channel_id, 'ULEA', 'z1', 'shop.example', '2020-01-01',
            'deciding', id, now() from asked`,
    [stage.slack.teamId, CHANNELS],
  );
  // A few minutes ago by the clock of the wall, in whatever zone.
  const [day, time] = new Date(Date.now() - 3 * 60_000).toISOString().split('T');
  await stage.rows(
    `insert into digest_schedule (workspace_id, channel_id, weekday, at, timezone, set_by, set_at)
     select $1, channel, $3, $4, 'UTC', 'ULEA', now() - interval '30 days' from unnest($2::text[]) as channel`,
    [stage.slack.teamId, CHANNELS, new Date(`${day}T00:00Z`).getUTCDay() || 7, time?.slice(0, 5)],
  );
});
afterAll(() => stage.close());

test('are out within a minute without provoking a 429; the channel that is gone fails alone', async () => {
  const posted = () =>
    stage.slack.messages.filter(
      ({ text, channel }) => text.startsWith('API review digest') && CHANNELS.includes(channel),
    );
  const began = Date.now();
  await planWeeklyDigests.run({}, jobContext(stage, new Date()));
  await stage.slack.until(() => posted().length === CHANNELS.length - 1, { what: '59 digests', withinMs: 60_000 });
  expect(Date.now() - began).toBeLessThan(60_000);
  expect(new Set(posted().map(({ channel }) => channel)).size).toBe(CHANNELS.length - 1);
  expect(stage.slack.calls.filter(({ status }) => status === 429).map(({ method }) => method)).toEqual([]);
  await stage.slack.until(
    () => stage.slack.messages.some(({ text }) => text.includes(`digest in <#${GONE}> was not posted`)),
    { what: 'the one that failed' },
  );
}, 90_000);
