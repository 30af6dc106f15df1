/** Whatever was kept comes to an end: what nobody listens to any more, what a killed process left, what came during a stop. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actions, button, section } from '../../src/messages/message.ts';
import { type Product, startProduct } from '../support/product.ts';
import { CHANNEL, LEAD, type Stage, setStage, startedReview } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ delivery: 'http' }); // to one of two processes; among their sockets Slack chooses
  await startedReview(stage);
});
afterAll(() => stage.close());

const command = (text: string) => stage.slack.command(`/api-review ${text}`, { as: LEAD, in: CHANNEL });
const unfinished = () => stage.rows('select kind, dedupe_key from intake where done_at is null');

/** As a process leaves it that was killed between keeping and working. */
const leave = (kind: string, key: string, body: unknown, attempts = 0) =>
  stage.rows(
    `insert into intake (workspace_id, kind, dedupe_key, body, attempts)
     select workspace_id, $1, $2, $3, $4 from workspace`,
    [kind, key, JSON.stringify(body), attempts],
  );

/** One more process on the same rows, as after a restart. */
async function restarted(work: (product: Product) => Promise<void>): Promise<void> {
  const { slack, cloudflare, databaseUrl, product } = stage;
  const other = await startProduct({ slack, cloudflare, databaseUrl, cloudflareToken: cloudflare.tokens.full });
  await work(other);
  await other.stop();
  slack.deliverTo(`${product.url}/slack/events`);
}

/** A command like the one typed last, which was answered. */
function likeTheLast(trigger: string): Record<string, unknown> {
  const last = stage.slack.deliveries.findLast(({ kind }) => kind === 'command');
  return { ...last?.payload, trigger_id: trigger };
}

describe('an older version', () => {
  test('its button says so', async () => {
    const blocks = [section('Old'), actions(button('Postpone', 'owner.postpone', 'x'))];
    await stage.product.opened.slack.chat.postMessage({ channel: CHANNEL, text: 'Old', blocks });
    expect(await stage.press('Postpone', { as: LEAD, in: CHANNEL })).toMatchInlineSnapshot(
      `"This button is from an older version, and nothing was changed. Type \`/api-review status\`."`,
    );
    expect(await unfinished()).toEqual([]);
  });

  test('its form says so and does not look saved', async () => {
    await command('start');
    await stage.slack.until(() => stage.slack.modal({ as: LEAD }) !== undefined);
    const open = stage.slack.workspace.modals.get(LEAD)?.at(-1);
    if (open) open.view.callback_id = 'postpone';
    await stage.slack.submit({ as: LEAD, values: { Zone: 'shop.example' } });
    expect(stage.slack.modal({ as: LEAD })).toMatchInlineSnapshot(`
      "*Not saved*
      This form is from an older version, and nothing was saved. Type \`/api-review status\`.
      [Close]"
    `);
    await stage.slack.dismiss({ as: LEAD });
    expect(await unfinished()).toEqual([]);
  });
});

describe('what a killed process left', () => {
  test('keeps nobody waiting who comes now, and is answered', async () => {
    await stage.ask('status');
    await leave('command', 'command left', likeTheLast('left'));
    await stage.rows('begin');
    await stage.rows('lock table person');
    const told = stage.slack.whispers({ as: LEAD }).length;
    await restarted(async () => {
      expect(await command('list')).toMatchObject({ ok: true });
      await stage.rows('commit');
      await stage.slack.until(() => stage.slack.whispers({ as: LEAD }).length === told + 2);
    });
    expect(await unfinished()).toEqual([]);
  });

  test('in a form, with a mistake: the person is told directly', async () => {
    const values = { zone: { zone: { value: 'shop.example' } }, due: { due: { selected_date: '2020-01-01' } } };
    const form = { type: 'view_submission', team: { id: stage.slack.teamId }, user: { id: LEAD } };
    const view = { id: 'V1', type: 'modal', callback_id: 'start-review', private_metadata: CHANNEL, state: { values } };
    await leave('view', 'view left', { ...form, view });
    const own = stage.slack.directMessage(LEAD);
    await restarted(() =>
      stage.see('What you sent with a form was not saved. 2020-01-01 is past.', async () => undefined, { in: own }),
    );
    expect(await unfinished()).toEqual([]);
  });

  test('what fails every time keeps nobody else waiting', async () => {
    await stage.rows(
      `insert into intake (workspace_id, kind, dedupe_key, body, attempts)
       select workspace_id, 'event', 'nobody listens ' || n, '{}', 1 from workspace, generate_series(1, 600) as n`,
    );
    await leave('command', 'command fresh', likeTheLast('fresh'));
    const told = stage.slack.whispers({ as: LEAD }).length;
    await restarted(() => stage.slack.until(() => stage.slack.whispers({ as: LEAD }).length > told));
    await stage.rows(`update intake set done_at = now(), body = null where dedupe_key like 'nobody listens %'`);
  });

  test('what failed twenty times is given up, and what it said is erased', async () => {
    await leave('event', 'nobody listens', {}, 20);
    await restarted(async () => {
      while ((await unfinished()).length > 0) await Promise.resolve();
    });
    expect(await stage.rows(`select body from intake where dedupe_key = 'nobody listens'`)).toEqual([{ body: null }]);
  });
});

test('what was only being kept when the process stops is worked on and answered before it ends', async () => {
  const { slack, cloudflare, databaseUrl, product } = stage;
  const other = await startProduct({ slack, cloudflare, databaseUrl, cloudflareToken: cloudflare.tokens.full });
  const told = slack.whispers({ as: LEAD }).length;
  for (const sql of ['begin', 'lock table person', 'savepoint keeping', 'lock table intake']) await stage.rows(sql);
  const typed = command('status');
  const keeping = `select from pg_locks where relation = 'intake'::regclass and mode = 'RowExclusiveLock' and not granted`;
  while ((await stage.rows(keeping)).length === 0) await Promise.resolve();
  const stopped = other.stop();
  await stage.rows('rollback to keeping');
  expect(await typed).toMatchObject({ ok: true });
  await stage.rows('commit');
  await stopped;
  expect(slack.whispers({ as: LEAD }).length).toBe(told + 1);
  expect(await unfinished()).toEqual([]);
  slack.deliverTo(`${product.url}/slack/events`);
});
