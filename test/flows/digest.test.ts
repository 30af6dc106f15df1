/** The weekly digest: once per channel and week, at its local hour, and only when there is something to do. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { JobContext } from '../../jobs/job.ts';
import planWeeklyDigests from '../../jobs/plan-weekly-digests.ts';
import postDigest from '../../jobs/post-digest.ts';
import { CHANNEL, jobContext, type Stage, saying, setStage, startedReview } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ rateLimits: false });
  await startedReview(stage);
});
afterAll(() => stage.close());

// So far ahead that the product's own clock finds nothing due. In 2099 the fifth of January is a Monday.
beforeEach(async () => {
  await stage.ask('digest on mon 09:00 Europe/Berlin');
  await stage.rows(`update digest_schedule set set_at = '2099-01-01T00:00Z'`);
});

const digests = (channel = CHANNEL) =>
  stage.slack.messages.filter((one) => one.channel === channel && one.text.startsWith('API review digest')).length;

/** How many jobs were asked for so far. */
let planned = 0;

/** What the jobs are handed at this moment; digests that are planned are posted at once. */
function context(at: string): JobContext {
  const own: JobContext = {
    ...jobContext(stage, new Date(at)),
    async enqueue(jobs) {
      planned += jobs.length;
      for (const job of jobs) {
        if (job.name === 'post-digest') await postDigest.run(job.payload, own);
      }
    },
  };
  return own;
}

const planAt = (at: string) => planWeeklyDigests.run({}, context(at));

/** How many digests a plan at this moment brings. */
async function postedAt(at: string): Promise<number> {
  const before = digests();
  await planAt(at);
  return digests() - before;
}

test('nothing comes before its hour; then one, however often and by however many it is planned', async () => {
  expect(await postedAt('2099-01-05T07:59:00Z')).toBe(0);
  const before = digests();
  await Promise.all(Array.from({ length: 5 }, () => planAt('2099-01-05T08:00:30Z')));
  expect(digests() - before).toBe(1);
  expect(await postedAt('2099-01-05T08:10:00Z')).toBe(0);
  expect(await postedAt('2099-01-11T23:00:00Z')).toBe(0);
  expect(saying(stage, 'API review digest')).toMatchInlineSnapshot(`
    "*API review digest: 68 decisions to make, 34 endpoints to acknowledge, 1 question to answer.*
    *shop.example #1*
    • 68 items to decide, first: 1. Endpoints answer in production that nobody has saved
    • To acknowledge: <@ULEA> (34)
    • To answer: <@ULEA> (1)
    • 4 shadow endpoints in the inventory
    • 1 check could not be made: neither good nor bad
    Every Monday at 09:00 (Europe/Berlin)
    [Mute] [Change schedule] [Why did I get this?]"
  `);
});

test('what was posted is not planned again all week', async () => {
  const before = planned;
  expect(await postedAt('2099-01-07T08:00:00Z')).toBe(0);
  expect(planned).toBe(before);
});

test('what it would say now is shown to whoever asks alone, and posts nothing', async () => {
  const before = digests();
  const shown = await stage.ask('digest preview');
  expect(shown).toContain('This is what would be posted now. Only you see it.');
  expect(shown).toContain('68 items to decide');
  expect(await stage.ask('digest preview', { in: 'CPAYMENTS' })).toContain('Nothing would be posted');
  expect(digests()).toBe(before);
});

test('whoever wonders why it came is told in private who set it up, and what of it is theirs', async () => {
  const why = await stage.press('Why did I get this?', { as: 'ULEA', in: CHANNEL });
  expect(why).toBe(
    'The digest comes into <#CSECURITY> every Monday at 09:00 (Europe/Berlin), because <@ULEA> set it up (then). You see it as a member of this channel. It tells of the reviews that are open here: shop.example #1. Of yours in it: shop.example #1: 34 endpoints to acknowledge, 1 question to answer, you lead it. `Mute` keeps it quiet for four weeks, for everybody here. `/api-review digest mine on mon 09:00` sends you what is yours in all reviews.',
  );
});

test('a filter says what it tells of, and is applied when it is sent', async () => {
  expect(await stage.ask('digest filter severity:bad')).toContain('A severity is one of');
  expect(await stage.ask('digest filter (step:5 and severity:critical) or owner:@eve')).toContain(
    'tells only: `(step:5 and severity:critical) or owner:@eve`',
  );
  const filtered = await stage.ask('digest preview');
  expect(Number(/(\d+) items? to decide/.exec(filtered)?.[1])).toBeLessThan(20);
  expect(filtered).toContain('only `(step:5 and severity:critical) or owner:@eve`');
  await stage.ask('digest filter owner:@eve and step:4');
  expect(await stage.ask('digest preview')).toContain('Nothing would be posted');
  expect(await stage.ask('digest filter off')).toBe('The digest tells everything again.');
  expect(await stage.ask('digest preview')).toContain('68 items to decide');
});

describe('a digest of one’s own', () => {
  const toDana = () =>
    stage.slack.messages.filter(
      (one) => one.channel === stage.slack.directMessage('UDANA') && one.text.startsWith('API review digest'),
    );
  beforeAll(async () => {
    await stage.ask('assign auth.shop.example @dana');
  });

  test('tells what is theirs in every review, and nothing of what is said of the whole zone', async () => {
    const own = await stage.ask('digest mine preview', { as: 'UDANA', in: 'CPAYMENTS' });
    expect(own).toMatch(/To acknowledge: <@UDANA> \(\d+\)/);
    expect(own).not.toMatch(/ULEA|high risk|Changed at Cloudflare/);
    expect(await stage.ask('digest mine preview', { as: 'UEVE' })).toContain('nothing waits for you');
  });

  test('comes once a week as a direct message, and its buttons are theirs', async () => {
    expect(await stage.ask('digest mine on mon 09:00 Europe/Berlin', { as: 'UDANA' })).toContain('Your own digest');
    await stage.rows(`update digest_schedule set set_at = '2099-01-01T00:00Z'`);
    await planAt('2099-01-05T08:02:00Z');
    await planAt('2099-01-05T08:03:00Z');
    expect(toDana()).toHaveLength(1);
    expect(await stage.ask('digest mine off', { as: 'UDANA' })).toBe('No more digests of your own.');
    expect(await stage.ask('digest mine off', { as: 'UEVE' })).toContain('You had no digest of your own.');
  });
});

test('the next week brings the next one', async () => {
  expect(await postedAt('2099-01-12T08:00:00Z')).toBe(1);
});

test('one that comes two days late says so', async () => {
  expect(await postedAt('2099-01-21T10:00:00Z')).toBe(1);
  expect(saying(stage, 'API review digest')).toContain('Every Monday at 09:00 (Europe/Berlin) · this one is late');
});

test('in summer it still comes at nine by the clock on the wall', async () => {
  expect(await postedAt('2099-07-06T06:59:00Z')).toBe(1); // last week’s, which nobody had posted
  expect(await postedAt('2099-07-06T07:00:00Z')).toBe(1);
});

test('one that was muted stays quiet until the mute ends', async () => {
  await stage.rows(`update digest_schedule set muted_until = '2099-08-10T00:00Z'`);
  expect(await postedAt('2099-08-03T08:00:00Z')).toBe(0);
  expect(await postedAt('2099-08-10T00:30:00Z')).toBe(0); // the one of the muted week does not come late
  expect(await postedAt('2099-08-10T08:00:00Z')).toBe(1);
});

test('one that was switched off or moved while its job waited is not posted', async () => {
  const [workspaceId, before] = [stage.slack.teamId, digests()];
  const job = { workspaceId, channelId: CHANNEL, period: '2099-09-07' };
  await stage.ask('digest off');
  await postDigest.run(job, context('2099-09-07T08:00:00Z'));
  await stage.ask('digest on tue 09:00 Europe/Berlin');
  await stage.rows(`update digest_schedule set set_at = '2099-01-01T00:00Z'`);
  await postDigest.run(job, context('2099-09-07T08:00:00Z'));
  expect(digests()).toBe(before);
});

test('a week without anything to do posts nothing', async () => {
  await stage.ask('digest on mon 09:00 Europe/Berlin', { in: 'CPAYMENTS' });
  await stage.rows(`update digest_schedule set set_at = '2099-01-01T00:00Z'`);
  expect(await postedAt('2099-10-05T08:00:00Z')).toBe(1);
  expect(digests('CPAYMENTS')).toBe(0);
  expect(await stage.rows(`select period from digest where channel_id = 'CPAYMENTS'`)).toEqual([
    { period: '2099-10-05' },
  ]);
});

test('a risk whose acceptance ends is said in the week before', async () => {
  const click = () =>
    stage.slack.click('Accept risk', { as: 'ULEA', in: CHANNEL, on: 'Endpoints answer in production' });
  await click();
  await stage.slack.until(() => stage.slack.modal({ as: 'ULEA' }) !== undefined);
  const values = { 'Why is it acceptable?': 'It is switched off by then', 'Until when?': '2099-12-10' };
  await stage.see('[Approve]', () => stage.slack.submit({ as: 'ULEA', values }));
  await stage.see('approved by <@UDANA>', () => stage.slack.click('Approve', { as: 'UDANA', in: CHANNEL }));
  expect(await postedAt('2099-11-30T08:00:00Z')).toBe(1);
  expect(saying(stage, 'API review digest')).not.toContain('Accepted until');
  expect(await postedAt('2099-12-07T08:00:00Z')).toBe(1);
  expect(saying(stage, 'API review digest')).toContain('Accepted until 2099-12-10');
});

/** Whoever set the schedule is ULEA. */
const toldDirectly = () =>
  stage.slack.messages.filter((one) => one.channel === stage.slack.directMessage('ULEA') && one.byApp);

describe('a channel that was shared with another company since', () => {
  const channel = () => stage.slack.workspace.channel(CHANNEL);
  beforeAll(() => {
    channel().isExtShared = true;
  });
  afterAll(() => {
    channel().isExtShared = false;
  });

  // The schedule was made while the channel was our own.
  beforeEach(() => stage.rows(`update digest_schedule set set_at = '2099-01-01T00:00Z'`));

  test('gets no digest, and whoever set it is told why, once a week', async () => {
    expect(await postedAt('2100-01-04T08:00:00Z')).toBe(0);
    expect(await postedAt('2100-01-04T08:01:00Z')).toBe(0);
    expect(await postedAt('2100-01-11T08:00:00Z')).toBe(0);
    const told = toldDirectly().flatMap(({ text }) => (text.startsWith('The weekly digest') ? [text] : []));
    expect(told).toEqual(
      ['2 times', 'once'].map(
        (more) =>
          `The weekly digest in <#CSECURITY> was not posted. This channel is shared with another company now, and a digest tells where your APIs are open. It is tried ${more} more, and then switched off. \`/api-review digest off\` in this channel ends it now. \`/api-review digest on mon 09:00\` in another channel puts it there.`,
      ),
    );
  });

  test('gets no files', async () => {
    expect(await stage.ask('export')).toMatchInlineSnapshot(
      `"This channel is shared with another company, and a review tells where your APIs are open. Nothing was exported: please use a channel of your own."`,
    );
    expect(stage.slack.files.size).toBe(0);
  });

  test('cannot be chosen in the form that was opened before', async () => {
    expect(await stage.slack.click('Change schedule', { as: 'ULEA', in: CHANNEL })).toMatchObject({ ok: true });
    await stage.slack.until(() => stage.slack.modal({ as: 'ULEA' }) !== undefined);
    await stage.slack.submit({ as: 'ULEA', values: { Time: '10:00' } });
    expect(stage.slack.modal({ as: 'ULEA' })).toMatchInlineSnapshot(`
      "*Not saved*
      This channel is shared with another company, and a review tells where your APIs are open. Nothing was changed: please use a channel of your own.
      [Close]"
    `);
    await stage.slack.dismiss({ as: 'ULEA' });
    expect(await stage.rows(`select at from digest_schedule where channel_id = '${CHANNEL}'`)).toEqual([
      { at: '09:00' },
    ]);
  });

  test('has no digest any more after the third time, and whoever set it is told', async () => {
    expect(await postedAt('2100-01-18T08:00:00Z')).toBe(0);
    expect(toldDirectly().at(-1)?.text).toContain('This was the third time in a row, so it is switched off now.');
    expect(await stage.rows(`select from digest_schedule where channel_id = '${CHANNEL}'`)).toEqual([]);
    expect(await postedAt('2100-01-25T08:00:00Z')).toBe(0);
  });
});

test('a channel that the app was removed from fails alone, and is not tried for ever', async () => {
  await stage.ask('digest on mon 09:00 Europe/Berlin', { in: 'CPAYMENTS' });
  await stage.rows(`update digest_schedule set set_at = '2099-01-01T00:00Z'`);
  stage.slack.fail('chat.postMessage', { error: 'is_archived' });
  expect(await postedAt('2099-12-14T08:00:00Z')).toBe(0);
  expect(await stage.rows(`select state, problem from post where key like 'digest-%2099-12-14'`)).toEqual([
    { state: 'failed', problem: 'is_archived' },
  ]);
  expect(await postedAt('2099-12-21T08:00:00Z')).toBe(1);
});
