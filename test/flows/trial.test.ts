/** The life of a control on trial: read every day, ready when its gate is passed, and an alarm when it does harm. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import watchTrials from '../../jobs/watch-trials.ts';
import { rule } from '../sandbox/cloudflare/zones/build.ts';
import { addDay } from '../support/day-of-traffic.ts';
import { allScansPosted, CHANNEL, jobContext, LEAD, type Stage, saying, setStage, startedReview } from './stage.ts';

const LOGINS = 'Login, token and reset endpoints without a rate limit';
const DAY_MS = 24 * 60 * 60_000;
let stage: Stage;
let began: number;
beforeAll(async () => {
  stage = await setStage({ rateLimits: false });
  await startedReview(stage);
  const [row] = await stage.rows(`select rank from remediation_item where body ->> 'title' = $1`, [LOGINS]);
  await stage.ask(`decide ${Number(row?.rank)} log`);
  zone().phases.http_ratelimit = [limit('log')];
  await scanAgain();
  await stage.slack.until(() => staged()?.includes('1 logging') === true, { what: 'the trial' });
  began = Date.now() - 20 * DAY_MS; // the days that go by end before today, so that people's clicks come after them
  await stage.rows('update decision set state_since = $1', [new Date(began)]);
});
afterAll(() => stage.close());

const zone = () => {
  const found = stage.cloudflare.zones['shop.example'];
  if (!found) throw new Error('the sandbox has no such zone');
  return found;
};
const limit = (action: 'log' | 'block') =>
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
const staged = () => saying(stage, 'Staged controls of');
const thread = () => stage.slack.screen(CHANNEL);

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

/** A day goes by with requests to one login, some of which meet the rule; then somebody looks. */
async function dayGoesBy(
  day: number,
  { met = 0, requests = 400, action = 'log' as 'log' | 'block' } = {},
): Promise<void> {
  const login = zone().operations.find(({ method, endpoint }) => method === 'POST' && endpoint === '/v1/login');
  const [made] = zone().phases.http_ratelimit ?? [];
  if (!login || !made?.id) throw new Error('the sandbox has no such login or rule');
  addDay(zone(), {
    at: began + (day - 1) * DAY_MS,
    seed: day,
    operation: { id: login.operation_id, method: login.method, host: login.host, path: login.endpoint },
    requests,
    rule: { id: made.id, ref: 'apichk_logins', action, source: 'rateLimit' },
    met,
  });
  await watchTrials.run({}, jobContext(stage, new Date(began + day * DAY_MS)));
}

test('every day its figures are read and stand beside it, and nobody is notified', async () => {
  zone().traffic.length = 0;
  zone().securityEvents.length = 0;
  const posted = stage.slack.messages.length;
  for (const day of [1, 2, 3]) await dayGoesBy(day);
  await stage.slack.until(() => staged()?.includes('So far: 3 days') === true, { what: 'three days' });
  expect(staged()).toMatch(
    /So far: 3 days, 1,\d{3} requests, 0 would have been stopped \(0 %\)\. Not passed: 7 days are needed\./,
  );
  expect(stage.slack.messages.length).toBe(posted);
});

test('looked at twice within a day, nothing is read twice', async () => {
  await watchTrials.run({}, jobContext(stage, new Date(began + 3 * DAY_MS + 60_000)));
  expect(await stage.rows('select 1 from trial_evidence')).toHaveLength(3);
});

test('a day on which it would have stopped too many is said once, with who it was', async () => {
  await dayGoesBy(4, { met: 12 });
  await stage.see('on trial would stop more than its gate allows', async () => undefined);
  expect(thread()).toMatch(/• 12 × `POST auth\.shop\.example\/v1\/login`, AS64511, `shop-app\/7\.1`/);
  const posted = stage.slack.messages.length;
  await dayGoesBy(5);
  expect(stage.slack.messages.length).toBe(posted);
});

test('once that day is further back than the gate looks, it is ready, with the figures', async () => {
  for (const day of [6, 7, 8, 9, 10, 11]) await dayGoesBy(day);
  await stage.see('is ready to enforce', async () => undefined);
  expect(thread()).toMatch(
    /<@ULEA>, \*Login, token.*\* is ready to enforce: .*: 7 days, 2,\d{3} requests, 0 would have been stopped \(0 %\)\./,
  );
  await stage.slack.until(() => staged()?.includes('1 ready to enforce') === true, { what: 'it among the staged' });
});

test('the digest says so too, and what scans found no more', async () => {
  await stage.slack.command('/api-review digest now', { as: LEAD, in: CHANNEL });
  await stage.see(':large_green_circle: Ready to enforce: Login, token', async () => undefined);
  expect(saying(stage, 'API review digest')).toMatch(/1 control ready to enforce/);
  expect(saying(stage, 'API review digest')).toMatch(/• \d items fixed this week/);
});

test('enforced after a second person, it is watched on, and rejecting too many is an alarm for two', async () => {
  await stage.press('Promote to enforce', { as: LEAD, in: CHANNEL });
  await stage.slack.until(() => thread().includes('[Approve] [Decline]'), { what: 'the request' });
  await stage.see('approved by <@UADMIN>', () => stage.slack.click('Approve', { as: 'UADMIN', in: CHANNEL }));
  const [before] = zone().phases.http_ratelimit ?? [];
  zone().phases.http_ratelimit = [{ ...limit('block'), id: before?.id ?? '' }];
  await scanAgain();
  await stage.slack.until(() => staged()?.includes('1 enforced') === true, { what: 'that it is enforced' });
  await stage.rows(`update decision set state_since = $1 where state = 'enforced'`, [new Date(began + 11 * DAY_MS)]);
  await dayGoesBy(12, { met: 60, action: 'block' });
  await stage.see('is enforced and rejects more than its gate allows', async () => undefined);
  expect(thread()).toMatch(/:rotating_light: .*, 60 stopped \(/);
  const posted = stage.slack.messages.length;
  await dayGoesBy(13, { met: 1, requests: 5_000, action: 'block' });
  expect(stage.slack.messages.length).toBe(posted);
});

test('the alarm takes it back with one click, by whoever may', async () => {
  const told = await stage.press('Roll back', { as: LEAD, in: CHANNEL, on: 'rejects more than its gate allows' });
  expect(told).toContain(
    'At Cloudflare it still acts until it is switched off there: `apichk_logins`; the next scan says whether it is.',
  );
  await stage.slack.until(() => staged()?.includes('none any more') === true, { what: 'that it is taken back' });
});

test('the figures of every reading are kept', async () => {
  const read = await stage.rows('select from_at, to_at from trial_evidence order by to_at');
  expect(read).toHaveLength(13);
  await expect(stage.rows(`update trial_evidence set figures = '{}'`)).rejects.toThrow(
    'a trial_evidence is never changed',
  );
});
