/** The zone of an open review is read again by itself. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JobContext } from '../../jobs/job.ts';
import planRescans from '../../jobs/plan-rescans.ts';
import rescanReview from '../../jobs/rescan-review.ts';
import { allScansPosted, CHANNEL, jobContext, type Stage, saying, setStage, startedReview } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
  await startedReview(stage, { zone: 'small-business.example' });
});
afterAll(() => stage.close());

const DAY_MS = 24 * 60 * 60_000;
const scans = async () => Number((await stage.rows('select count(*) from scan'))[0]?.count);

/** How many readings a plan so many days from now brings. */
async function readIn(days: number): Promise<number> {
  const before = await scans();
  const shared = jobContext(stage, new Date(Date.now() + days * DAY_MS));
  const own: JobContext = {
    ...shared,
    async enqueue(jobs) {
      for (const job of jobs)
        if (job.name === 'rescan-review') await rescanReview.run(job.payload, own);
        else await shared.enqueue([job]);
    },
  };
  await Promise.all([planRescans.run({}, own), planRescans.run({}, own)]);
  await allScansPosted(stage);
  return (await scans()) - before;
}

test('every week unless something else is said, once however often it is planned', async () => {
  expect(await readIn(6)).toBe(0);
  expect(await readIn(7)).toBe(1);
});

test('who leads the review says how often, and what is said is shown', async () => {
  expect(await stage.ask('settings rescans hourly')).toContain('Please say `daily`, `weekly` or `off`');
  expect(await stage.ask('settings rescans daily')).toBe(
    'The zone of small-business.example #1 is read again every day.',
  );
  expect(await stage.ask('settings')).toContain('*Reading a zone again*: small-business.example #1 every day.');
  expect(await readIn(1)).toBe(1);
});

test('what changed meanwhile is told in the thread', async () => {
  const [rule] = stage.cloudflare.zones['small-business.example']?.phases.http_ratelimit ?? [];
  if (!rule) throw new Error('the sandbox has no such rule');
  rule.enabled = false;
  expect(await readIn(1)).toBe(1);
  await stage.slack.until(() => saying(stage, 'Inventory:').includes('`bookings_limit` went from on to off'), {
    what: 'the change',
  });
});

test('the digest shows the readings as a chart, and says its figures to whoever does not see it', async () => {
  await stage.rows(`update reading_figures set taken_at = taken_at - interval '30 days'
                     where scan_id = (select id from scan order by queued_at limit 1)`);
  await stage.slack.command('/api-review digest now', { as: 'ULEA', in: CHANNEL });
  await stage.slack.until(() => saying(stage, 'API review digest').includes('(chart: Endpoints of small-business'), {
    what: 'the chart',
  });
  const digest = stage.slack.messages.findLast(({ text }) => text.startsWith('API review digest'));
  expect(digest?.text).toMatch(/Endpoints of small-business\.example #1: all \d+ \(\d+ \w+ \d+\), \d+/);
  expect(saying(stage, 'API review digest')).toMatch(
    /\d+ of \d+ endpoints at high risk and \d+ unknown; on .* no trend yet/,
  );
});

test('where Slack refuses the chart, a picture of it is uploaded once and its alternative text says the figures', async () => {
  stage.slack.fail('chat.postMessage', { error: 'invalid_blocks' });
  await stage.slack.command('/api-review digest now', { as: 'ULEA', in: CHANNEL });
  await stage.slack.until(() => saying(stage, 'API review digest').includes('(image: Endpoints of small-business'), {
    what: 'the picture',
  });
  expect(saying(stage, 'API review digest')).toMatch(/\(image: .*: all \d+ \(\d+ \w+ \d+\), .* at high risk \d+/);
});

test('where it refuses the picture too, the digest comes without', async () => {
  stage.slack.fail('chat.postMessage', { error: 'invalid_blocks' }, { times: 2 });
  const before = stage.slack.messages.length;
  await stage.slack.command('/api-review digest now', { as: 'ULEA', in: CHANNEL });
  const digest = () => stage.slack.messages.slice(before).find(({ text }) => text.startsWith('API review digest'));
  await stage.slack.until(() => digest() !== undefined, { what: 'the digest' });
  expect(JSON.stringify(digest()?.blocks)).not.toMatch(/data_visualization|slack_file/);
  expect(digest()?.text).toContain('at high risk');
});

test('a zone that would take more than half of what Cloudflare allows is left out, and its lead told once', async () => {
  const zone = stage.cloudflare.zones['small-business.example'];
  const [operation] = zone?.operations ?? [];
  if (!zone || !operation) throw new Error('the sandbox has no such zone');
  const before = zone.operations.length;
  for (let n = 0; n < 50_000; n += 1)
    zone.operations.push({ ...operation, operation_id: `${operation.operation_id}-${n}`, endpoint: `/v9/${n}` });
  expect(await readIn(1)).toBe(0);
  expect(await readIn(2)).toBe(0);
  zone.operations.splice(before);
  const told = stage.slack.messages.filter(({ text }) => text.includes('was not read again by itself'));
  expect(told.map(({ channel }) => channel)).toEqual([stage.slack.directMessage('ULEA')]);
  expect(told[0]?.text).toMatch(/it would have taken \d+ % of the calls that Cloudflare allows in five minutes/);
});

test('off is off, and an ended review is read no more', async () => {
  await stage.ask('settings rescans off');
  expect(await readIn(400)).toBe(0);
  await stage.ask('settings rescans daily');
  await stage.see('closed by', () => stage.slack.click('Close review', { as: 'ULEA', in: CHANNEL }));
  expect(await readIn(400)).toBe(0);
});
