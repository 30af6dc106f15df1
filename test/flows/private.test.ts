/** A review in a private channel, and a workspace that says where owners are asked. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stage, setStage, startedReview } from './stage.ts';

const SECRET = 'CSECRET'; // Lea and Ada

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ rateLimits: false });
  expect(await stage.ask('settings reminders owners direct', { as: 'UADMIN' })).toContain('Owners are asked directly.');
  await stage.rows(`insert into ownership_rule (workspace_id, pattern, owner_id, deputy_id, set_by)
                    select workspace_id, pattern, owner, deputy, 'ULEA' from workspace,
                           (values ('api.shop.example/v1/orders/**', 'UDANA', null),
                                   ('api.shop.example/v1/customers/**', 'UADMIN', 'UDANA')) as given(pattern, owner, deputy)`);
  await startedReview(stage, { in: SECRET });
});
afterAll(() => stage.close());

test('a workspace that wants its owners asked directly has them asked directly, though they are few', async () => {
  const own = stage.slack.directMessage('ULEA');
  await stage.slack.until(() => stage.slack.screen(own).includes('seem to be yours'), { what: 'the direct message' });
  expect(stage.slack.screen(SECRET)).not.toContain('seem to be yours');
  expect(stage.slack.screen(SECRET)).toContain('was written to directly');
});

test('what a rule gives to somebody outside of the channel falls to the lead, with the reason, and is told to nobody else', async () => {
  const owned = await stage.rows(
    `select distinct owner_id, deputy_id, owner_because from endpoint
      where key like '% api.shop.example/v1/orders%' or key like '% api.shop.example/v1/customers%' order by 1`,
  );
  expect(owned).toEqual([
    { owner_id: 'UADMIN', deputy_id: null, owner_because: 'the rule api.shop.example/v1/customers/**' },
    {
      owner_id: 'ULEA',
      deputy_id: null,
      owner_because:
        'the rule api.shop.example/v1/orders/** names somebody who is not in this private channel, so it falls to the review lead',
    },
  ]);
  const danas = stage.slack.directMessage('UDANA');
  expect(stage.slack.messages.filter(({ channel }) => channel === danas)).toEqual([]);
});

test('nobody outside of the channel is given anything in it', async () => {
  const refused = await stage.ask('assign api.shop.example/v1/carts/** <@UDANA>', { in: SECRET });
  expect(refused).toContain('<@UDANA> is not in this private channel, and nothing of the review leaves it.');
});

test('a question is not handed to somebody who is not in the private channel', async () => {
  const own = stage.slack.directMessage('ULEA');
  await stage.slack.until(() => stage.slack.screen(own).includes('Does the application'), { what: 'a question' });
  const asked = stage.slack.messages.find((each) => each.channel === own && each.text?.includes('seem to be yours'));
  const thread = asked?.ts ?? '';
  const refused = await replied('ask <@UDANA>', thread, 'not in this private channel');
  expect(refused).toContain('<@UDANA> is not in this private channel, and nothing of the review leaves it.');
  expect(await stage.rows('select from handed_question')).toEqual([]);
  expect(await replied('ask <@UADMIN>', thread, 'is asked now')).toContain('<@UADMIN> is asked now instead of you');
});

async function replied(text: string, thread: string, words: string): Promise<string> {
  const own = stage.slack.directMessage('ULEA');
  await stage.slack.say(text, { as: 'ULEA', in: own, thread });
  await stage.slack.until(() => stage.slack.screen(own).includes(words), { what: words });
  return stage.slack.screen(own);
}
