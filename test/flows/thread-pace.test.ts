/** Ten owners are asked in one thread: in turns, so that Slack, which takes about a message a second there, refuses none. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allScansPosted, cardOf, type Stage, setStage, startedReview } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.close());

const PLACES = ['accounts', 'carts', 'invoices', 'me', 'orders', 'payments', 'products', 'refunds', 'search', 'users'];

test('each of them is asked, in the order of the thread, and nothing is refused', { timeout: 120_000 }, async () => {
  const { workspace } = stage.slack;
  const like = workspace.users.get('UDANA');
  if (!like) throw new Error('nobody to take after');
  for (const place of PLACES) {
    const id = `UOF${place.toUpperCase()}`;
    workspace.users.set(id, { ...like, id, name: place, realName: place });
    workspace.channel('CSECURITY').members.add(id);
    await stage.rows(
      `insert into ownership_rule (workspace_id, pattern, owner_id, set_by) select workspace_id, $1, $2, 'ULEA' from workspace`,
      [`api.shop.example/v1/${place}/**`, id],
    );
  }
  await startedReview(stage);
  await allScansPosted(stage);
  const unsent = () => stage.rows(`select from post where state in ('waiting', 'sending')`);
  await expect.poll(unsent, { timeout: 60_000 }).toEqual([]);
  const inThread = stage.slack.messages.filter(({ threadTs }) => threadTs === cardOf(stage));
  expect(inThread.length).toBeGreaterThan(12);
  expect(stage.slack.calls.filter(({ status }) => status === 429).map(({ method }) => method)).toEqual([]);
  const said = await stage.rows(
    `select ts from post where ts is not null and target ->> 'to' = 'thread' order by said`,
  );
  expect(said.map(({ ts }) => ts)).toEqual(said.map(({ ts }) => ts).toSorted());
});
