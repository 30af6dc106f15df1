/** A decision goes on after it was approved: what the next scans of the zone see of it, and what people make of that. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { rule } from '../sandbox/cloudflare/zones/build.ts';
import { allScansPosted, CHANNEL, LEAD, type Stage, saying, setStage, startedReview } from './stage.ts';

const LOGINS = 'Login, token and reset endpoints without a rate limit';
const RESET = 'http.request.uri.path contains "reset"';
let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
  await startedReview(stage);
});
afterAll(() => stage.close());

const limits = () => {
  const phases = stage.cloudflare.zones['shop.example']?.phases;
  if (!phases) throw new Error('the sandbox has no such zone');
  phases.http_ratelimit ??= [];
  return phases.http_ratelimit;
};
const limit = (action: string) =>
  rule('apichk_logins', Date.now(), 1, {
    action,
    expression: 'true',
    ratelimit: {
      characteristics: ['cf.colo.id', 'ip.src'],
      period: 60,
      requests_per_period: 10,
      mitigation_timeout: 60,
    },
  });
const card = () => saying(stage, 'Owners: ');
const staged = () => saying(stage, 'Staged controls of');
const rankOf = async (title: string) => {
  const [row] = await stage.rows(`select rank from remediation_item where body ->> 'title' = $1`, [title]);
  return Number(row?.rank);
};

/** As if five minutes had gone by since the last reading. */
async function scanAgain(): Promise<void> {
  await stage.rows(`update scan set reading = jsonb_set(reading, '{takenAt}', to_jsonb(now() - interval '6 minutes'))`);
  const { length } = await stage.rows('select id from scan');
  await stage.slack.click('Scan again', { as: LEAD, in: CHANNEL });
  await vi.waitFor(
    async () => expect((await stage.rows('select id from scan')).length).toBeGreaterThan(length),
    60_000,
  );
  await allScansPosted(stage);
}

test('a zone that was just read is not read again, and whoever is no reviewer of it is told who may', async () => {
  expect(await stage.press('Scan again', { as: LEAD, in: CHANNEL })).toMatch(
    /^The zone was read less than five minutes ago\. Nothing was changed: please ask again in \d min\.$/,
  );
});

test('what was decided to log first is logging once a scan sees it, and no longer in the list', async () => {
  expect(await stage.ask(`decide ${await rankOf(LOGINS)} log`)).toContain('Recorded in shop.example #1: Log first');
  limits().splice(0, limits().length, limit('log'));
  await scanAgain();
  await stage.slack.until(() => staged()?.includes('1 logging') === true, { what: 'the staged control' });
  expect(staged()).toContain(LOGINS);
  expect(staged()).toContain('[Promote to enforce] [Keep logging] [Roll back]');
  expect(card()).toMatch(/\d fixed since, 1 on trial\./);
  expect(await rankOf(LOGINS)).toBeNaN();
});

test('kept logging, it has a day on which it is looked at again', async () => {
  expect(await stage.press('Keep logging', { as: LEAD, in: CHANNEL })).toMatch(
    /goes on logging and is looked at again on \d{4}-\d\d-\d\d\. Nothing changes at Cloudflare\.$/,
  );
  await stage.slack.until(() => staged()?.includes('1 kept logging') === true, { what: 'that it is kept' });
});

test('whoever asks what is staged reads it with what is due', async () => {
  expect(await stage.ask('remediation staged')).toMatch(/1 control of shop\.example #1[\s\S]*Kept logging\* since/);
});

test('its promotion waits for a second person, who reads what it is about; declined it stays on trial', async () => {
  expect(await stage.press('Promote to enforce', { as: LEAD, in: CHANNEL })).toContain(
    'A second person has to approve it',
  );
  await asked();
  expect(stage.slack.screen(CHANNEL)).toContain(`decided *Enforce now* for ${LOGINS}`);
  await stage.see('declined by <@UADMIN>', () => stage.slack.click('Decline', { as: 'UADMIN', in: CHANNEL }));
  expect(staged()).toContain('1 kept logging');
});

describe('approved', () => {
  test('it is enforced once a scan sees it, and not before', async () => {
    await stage.press('Promote to enforce', { as: LEAD, in: CHANNEL });
    await asked();
    await stage.see('approved by <@UADMIN>', () => stage.slack.click('Approve', { as: 'UADMIN', in: CHANNEL }));
    await stage.slack.until(() => staged()?.includes('1 to be enforced') === true, { what: 'what is to be done' });
    expect(staged()).toContain('set the action of `apichk_logins` to block at Cloudflare, then press `Scan again`.');
    await scanAgain();
    expect(await states()).toMatchObject([{ state: 'approved' }]);
    limits().splice(0, limits().length, limit('block'));
    await scanAgain();
    await stage.slack.until(() => staged()?.includes('1 enforced') === true, { what: 'that it is enforced' });
    expect(staged()).toContain('[Roll back]');
    expect(staged()).not.toContain('[Promote to enforce]');
  });

  test('switched off by somebody, it is taken back, and the item is in the list again', async () => {
    limits().splice(0, limits().length);
    await scanAgain();
    await stage.slack.until(() => staged()?.includes('none any more') === true, { what: 'that it is gone' });
    expect(await rankOf(LOGINS)).toBeGreaterThan(0);
    expect(await stage.ask('remediation')).toMatch(/Enforce now\*, decided by <@ULEA> .*, taken back/);
  });
});

test('every move is in the record, with who made it and on which reading', async () => {
  const moves = await stage.rows(
    `select from_state as "from", to_state as "to", user_id as by, why, snapshot_id is not null as read
       from transition left join person_reference on reference = by_reference order by id`,
  );
  expect(
    moves.map(({ from, to, by, why }) => [from, to, by, why].map((each) => each ?? '-').join(' · ')),
  ).toMatchInlineSnapshot(`
    [
      "- · approved · ULEA · -",
      "approved · logging · - · a scan sees it logging",
      "logging · kept · ULEA · looked at again on 2026-12-11",
      "- · proposed · ULEA · before its gate was passed",
      "proposed · declined · UADMIN · -",
      "- · proposed · ULEA · before its gate was passed",
      "proposed · approved · UADMIN · -",
      "kept · superseded · UADMIN · another decision was approved",
      "approved · enforced · - · a scan sees the gap closed",
      "enforced · rolled-back · - · a scan sees the gap again",
    ]
  `);
  expect(moves.every(({ read }) => read)).toBe(true);
  await expect(stage.rows(`update transition set why = 'nothing'`)).rejects.toThrow('a transition is never changed');
});

const asked = () =>
  stage.slack.until(() => stage.slack.screen(CHANNEL).includes('[Approve] [Decline]'), { what: 'the request' });
const states = () =>
  stage.rows(`select state from decision where state not in ('superseded', 'declined') order by decided_at`);

test('what waits for a second person is to be decided again when a scan finds something else', async () => {
  await stage.press('Enforce now', { as: LEAD, in: CHANNEL, on: LOGINS });
  await asked();
  limits().push(rule('reset_limit', Date.now(), 1, { ...limit('block'), expression: RESET }));
  await scanAgain();
  await stage.see('changed before your *Enforce now* was approved', async () => undefined);
  expect(stage.slack.screen(CHANNEL)).not.toContain('[Approve] [Decline]');
});
