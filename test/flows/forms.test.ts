/** A form closes only when what it says was saved, and opens in time or says that it did not. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CHANNEL, LEAD, type Stage, setStage, startedReview } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
  await startedReview(stage);
});
afterAll(() => stage.close());

const command = (text: string, as = LEAD) => stage.slack.command(`/api-review ${text}`, { as, in: CHANNEL });
const send = (as: string, values: Record<string, string> = {}) => stage.slack.submit({ as, values });

/** Opens a form by what somebody does. */
async function opened(as: string, act: () => Promise<unknown>): Promise<void> {
  await act();
  await stage.slack.until(() => stage.slack.modal({ as }) !== undefined, { what: `a form for ${as}` });
}

describe('sent again', () => {
  const past = { Zone: 'small-business.example', Due: '2020-01-01' };
  beforeEach(() => opened(LEAD, () => command('start')));

  test('a mistake that is not corrected is told again', async () => {
    expect((await send(LEAD, past)).errors).toEqual({ due: '2020-01-01 is past.' });
    expect((await send(LEAD)).errors).toEqual({ due: '2020-01-01 is past.' });
    expect(stage.slack.modal({ as: LEAD })).toContain('*Start review*');
    await stage.slack.dismiss({ as: LEAD });
    expect(await stage.rows('select from intake where done_at is null')).toEqual([]);
  });

  test('while the first is still at work, it waits for what comes of that', async () => {
    await stage.rows('begin');
    await stage.rows('lock table person');
    const first = send(LEAD, past);
    await stage.slack.until(() => stage.slack.deliveries.at(-1)?.payload.type === 'view_submission');
    const second = send(LEAD);
    await untilRows(`select from pg_locks where relation = 'person'::regclass and not granted`, 2);
    await stage.rows('commit');
    expect((await first).errors).toEqual({ due: '2020-01-01 is past.' });
    expect((await second).errors).toEqual({ due: '2020-01-01 is past.' });
    await stage.slack.dismiss({ as: LEAD });
  });

  test('when the first ends in vain just before, it is the one that counts', async () => {
    await send(LEAD, past);
    const row = `(select max(id) from intake where kind = 'view')`;
    await stage.rows(
      `update intake set done_at = null, body = '{}', dedupe_key = regexp_replace(dedupe_key, ' \\d+$', '') where id = ${row}`,
    );
    await stage.rows('begin');
    await stage.rows('lock table person');
    const second = send(LEAD);
    await untilRows(`select from pg_locks where relation = 'person'::regclass and not granted`, 1);
    await stage.rows(
      `update intake set done_at = now(), body = null, dedupe_key = dedupe_key || ' ' || id where id = ${row}`,
    );
    await stage.rows('commit');
    expect((await second).errors).toEqual({ due: '2020-01-01 is past.' });
    await stage.slack.dismiss({ as: LEAD });
  });

  test('what a killed process kept and did not work on is worked on now', async () => {
    await send(LEAD, past);
    // As a process leaves it that was killed between keeping and working.
    await stage.rows(
      `update intake set done_at = null, body = '{}', dedupe_key = regexp_replace(dedupe_key, ' \\d+$', '')
        where id = (select max(id) from intake where kind = 'view')`,
    );
    expect((await send(LEAD)).errors).toEqual({ due: '2020-01-01 is past.' });
    await stage.slack.dismiss({ as: LEAD });
  });
});

/** Looks until the database shows so many rows, as nothing in Slack tells of it. */
async function untilRows(sql: string, wanted: number): Promise<void> {
  while ((await stage.rows(sql)).length < wanted) await new Promise((resolve) => setImmediate(resolve));
}

describe('opening', () => {
  test('a form that cannot be opened any more is said, with what to do', async () => {
    stage.slack.fail('views.open', { error: 'expired_trigger_id' });
    expect(await stage.told(LEAD, () => command('start'))).toMatchInlineSnapshot(
      `"The form could not be opened in time. Please type the command again."`,
    );
    stage.slack.fail('views.open', { status: 429, retryAfter: 30 });
    expect(
      await stage.press('Answer in a form', { as: LEAD, in: CHANNEL, on: 'Does the application' }),
    ).toMatchInlineSnapshot(`"The form could not be opened in time. Please press the button again."`);
    expect(stage.slack.modal({ as: LEAD })).toBeUndefined();
  });

  test('private answers that Slack does not take keep no form waiting', async () => {
    stage.slack.fail('response_url', { hang: true }, { times: 4 });
    await Promise.all(Array.from({ length: 4 }, () => command('status')));
    await opened(LEAD, () => command('start'));
    await stage.slack.dismiss({ as: LEAD });
  });
});

describe('handing over', () => {
  test('what has gone to someone else meanwhile is told beside the field', async () => {
    const press = (as: string) => opened(as, () => stage.slack.click('Not mine', { as, in: CHANNEL, on: '<@ULEA>, ' }));
    await press(LEAD);
    await press('UADMIN');
    await stage.see('<@UEVE>, ', () => send(LEAD, { 'New owner': 'UEVE' }));
    expect((await send('UADMIN', { 'New owner': 'UDANA' })).errors).toEqual({
      owner: 'These have gone to someone else meanwhile.',
    });
    expect(await stage.rows(`select from endpoint where owner_id = 'UDANA'`)).toEqual([]);
  });
});
