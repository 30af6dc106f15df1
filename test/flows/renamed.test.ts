/** A zone that is read again while its review is under way: what people said stays with the endpoints it was said of. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scanZone } from '../../jobs/queue.ts';
import { allScansPosted, CHANNEL, cardOf, completeThread, LEAD, type Stage, setStage, startedReview } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ rateLimits: false });
  await startedReview(stage);
  await stage.ask('assign api.shop.example/v1/orders/** @dana');
  await stage.see('Acknowledged by <@UDANA>', () =>
    stage.slack.click('Acknowledge', { as: 'UDANA', in: CHANNEL, on: '<@UDANA>, ' }),
  );
  await stage.see('Understood as *No*', () =>
    stage.slack.say('No', { as: 'UDANA', in: CHANNEL, thread: cardOf(stage) }),
  );
  await allScansPosted(stage);
});
afterAll(() => stage.close());

/** Renames saved operations at Cloudflare, where the id goes with the path, and reads the zone again. */
async function readAgain(rename: (path: string) => string | undefined): Promise<void> {
  const zone = stage.cloudflare.zones['shop.example'];
  zone?.operations.splice(
    0,
    zone.operations.length,
    ...zone.operations.flatMap((each) => {
      const endpoint = rename(each.endpoint);
      if (endpoint === undefined) return [];
      return endpoint === each.endpoint ? [each] : [{ ...each, endpoint, operation_id: crypto.randomUUID() }];
    }),
  );
  zone?.discovered.splice(0);
  zone?.schemas.splice(0);
  const [scan] = await stage.rows(
    `with again as (update review set state = 'scanning' returning workspace_id, id)
     insert into scan (workspace_id, review_id, queued_at) select workspace_id, id, now() from again returning id`,
  );
  await stage.product.opened.enqueue([scanZone({ workspaceId: stage.slack.teamId, scanId: String(scan?.id) })]);
  await allScansPosted(stage);
  await completeThread(stage);
}

const like = (pattern: string) =>
  stage.rows(
    `select key, owner_id as owner, acknowledged_by as acknowledged, facts #>> '{authorization,status}' as said
       from endpoint where key like $1 and gone_at is null order by key`,
    [pattern],
  );

const ORDER = 'GET api.shop.example/v1/orders/{var1}';
const dana = { owner: 'UDANA', acknowledged: 'UDANA' };

test('a slash at the end changes nothing of what was said: owner, acknowledgement and answer stay', async () => {
  expect(await like(ORDER)).toMatchObject([dana]);
  const [before] = await like(ORDER);
  await readAgain((path) => (path === '/v1/orders/{var1}' ? `${path}/` : path));
  expect(await like(ORDER)).toEqual([]);
  expect(await like(`${ORDER}/`)).toEqual([{ ...before, key: `${ORDER}/` }]);
  expect(
    await stage.rows(`select from question where owner_id = 'UDANA' and $1 = any (endpoint_keys)`, [`${ORDER}/`]),
  ).toHaveLength(1);
  expect(await stage.ask('answer', { as: 'UDANA' })).not.toContain('the very object named');
});

test('and back again', async () => {
  const [before] = await like(`${ORDER}/`);
  await readAgain((path) => (path === '/v1/orders/{var1}/' ? path.slice(0, -1) : path));
  expect(await like(`${ORDER}%`)).toMatchObject([{ ...before, key: ORDER }]);
  expect(await stage.rows(`select was from renamed_endpoint where was = $1`, [ORDER])).toEqual([]);
  expect(await stage.ask('answer', { as: 'UDANA' })).not.toContain('the very object named');
});

test('what is gone is asked for no more, and is what it was when it comes back', async () => {
  await stage.ask('assign auth.shop.example/v1/login @eve');
  await stage.see('<@UEVE>, ', async () => undefined);
  const saved = [...(stage.cloudflare.zones['shop.example']?.operations ?? [])];
  await readAgain((path) => (path === '/v1/login' ? undefined : path));
  expect(await like('%/v1/login')).toEqual([]);
  await stage.slack.until(() => !/<@UEVE>, .*\[Acknowledge\]/s.test(stage.slack.screen(CHANNEL)));
  const zone = stage.cloudflare.zones['shop.example'];
  zone?.operations.splice(0, zone.operations.length, ...saved);
  await readAgain((path) => path);
  expect(await like('%/v1/login')).toMatchObject([{ owner: 'UEVE', acknowledged: null }]);
});

test('one that moved is asked of who owned it, and has to be acknowledged anew: it may be another', async () => {
  await stage.rows(`delete from ownership_rule`);
  await readAgain((path) => (path === '/v1/orders/{var1}' ? '/v1/purchases/{var1}' : path));
  expect(await like('GET api.shop.example/v1/purchases/{var1}')).toMatchObject([
    { owner: 'UDANA', acknowledged: null },
  ]);
  expect(await stage.ask('inventory', { as: LEAD })).not.toContain(`\`${ORDER}\``);
});
