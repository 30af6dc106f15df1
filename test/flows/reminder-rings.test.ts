/** Whoever never answers is rung five times at most and goes on being reminded all the same; whoever asks for later is left alone until then. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import sendReminders from '../../jobs/send-reminders.ts';
import { rings } from '../sandbox/slack/rings.ts';
import { contentText } from '../sandbox/slack/screen.ts';
import { allScansPosted, CHANNEL, jobContext, LEAD, type Stage, setStage, startedReview } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ rateLimits: false });
  await stage.ask('settings reminders owners direct', { as: 'UADMIN' });
  await startedReview(stage);
  await stage.ask('assign api.shop.example <@UDANA>');
  await allScansPosted(stage);
  // In 2099 the fifth of January is a Monday: the product's own clock finds nothing due.
  await stage.rows(`update endpoint set owned_since = '2099-01-05T10:00Z'`);
  await stage.rows(`update question set asked_at = '2099-01-05T10:00Z'`);
  await stage.rows(`update person set timezone = 'Europe/Berlin', looked_up_at = '2099-01-05T10:00Z'`);
});
afterAll(() => stage.close());

const OWNERS = 30;

/** As many owners as there are places for them among the endpoints that are not Dana's, none of whom ever answers. */
async function manyOwners(): Promise<string[]> {
  const { workspace } = stage.slack;
  const like = workspace.users.get('UDANA');
  if (!like) throw new Error('nobody to take after');
  const ids = Array.from({ length: OWNERS }, (_, index) => `UOWNER${index}`);
  for (const id of ids) {
    workspace.users.set(id, { ...like, id, name: id.toLowerCase(), realName: id });
    workspace.channel(CHANNEL).members.add(id);
    await stage.rows(
      `insert into person (workspace_id, user_id, name, kind, timezone, looked_up_at)
       select workspace_id, $1, $1, 'member', 'Europe/Berlin', '2099-01-05T10:00Z' from workspace`,
      [id],
    );
  }
  await stage.rows(
    `update endpoint set owner_id = 'UOWNER' || n % ${OWNERS}
       from (select key, row_number() over (order by key) as n from endpoint where owner_id = 'UDANA') as theirs
      where theirs.key = endpoint.key and n > 2`,
  );
  await stage.rows(`update endpoint set owned_since = '2099-01-05T10:00Z'`);
  return ids;
}

const DAY_MS = 24 * 60 * 60_000;
const remindAt = (at: Date | string) => sendReminders.run({}, jobContext(stage, new Date(at)));
const reminded = async (userId: string) =>
  (await stage.rows('select day from reminder where user_id = $1 order by day', [userId])).map(({ day }) =>
    String(day),
  );
const told = (userId: string) =>
  stage.slack.messages
    .filter((one) => one.channel === stage.slack.directMessage(userId) && one.byApp)
    .map(contentText)
    .filter((text) => text.includes('in the review'));

test('an owner who asks for later is left alone until then, once, and it is kept', async () => {
  await remindAt('2099-01-06T08:00:00Z');
  expect(told('UDANA')).toHaveLength(1);
  const later = { as: 'UDANA', in: stage.slack.directMessage('UDANA'), on: 'in the review', value: 'In a week' };
  const answer = await stage.told('UDANA', () => stage.slack.click('Remind me later', later));
  expect(answer).toContain('until then nobody else is told that it waits. It can be put off once.');
  // The press was made on the product's clock: on the simulated one it was the sixth.
  await stage.rows(`update put_off set asked_at = '2099-01-06T09:00Z', until = '2099-01-13T09:00Z'`);
  expect(await stage.told('UDANA', () => stage.slack.click('Remind me later', later))).toContain(
    'it can be put off once',
  );
  for (let day = 7; day <= 12; day += 1) await remindAt(new Date(Date.UTC(2099, 0, day, 8)));
  expect(await reminded('UDANA')).toEqual(['2099-01-06']);
  await remindAt('2099-01-13T10:00:00Z');
  expect(await reminded('UDANA')).toEqual(['2099-01-06', '2099-01-13']);
  expect(told('UDANA').at(-1)).not.toContain('Remind me later');
  expect(await stage.ask('status')).toContain('has put it off until');
});

test('in ninety days of silence of many owners nobody is rung more than five times, and reminders never end', async () => {
  const ids = await manyOwners();
  for (let day = 14; day <= 90; day += 1)
    await remindAt(new Date(Date.UTC(2099, 0, 1) + (day - 1) * DAY_MS + 8 * 3_600_000));
  const unsent = () => stage.rows(`select key from post where state in ('waiting', 'sending')`);
  await expect.poll(unsent, { timeout: 60_000 }).toEqual([]);
  const rung = rings(stage.slack);
  const asked = await stage.rows('select distinct owner_id as id from endpoint where acknowledged_by is null');
  expect(asked.length).toBeGreaterThan(10);
  expect(asked.filter(({ id }) => ids.includes(String(id))).length).toBeGreaterThan(10);
  for (const userId of ['UDANA', LEAD, ...asked.map(({ id }) => String(id))]) {
    expect(rung.get(userId)?.length ?? 0, userId).toBeLessThanOrEqual(5);
    const days = await reminded(userId);
    expect(days.length).toBeGreaterThan(4);
    expect(days.at(-1)?.slice(0, 7)).toBe('2099-03');
  }
  expect(told('UDANA')).toHaveLength(2);
  expect(told('UDANA').at(-1)).toContain('since then it is only written here');
}, 120_000);
