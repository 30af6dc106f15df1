/** A review in a private channel, and a workspace that says where owners are asked. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stage, setStage, startedReview } from './stage.ts';

const SECRET = 'CSECRET'; // Lea and Ada

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ rateLimits: false });
  expect(await stage.ask('settings reminders owners direct', { as: 'UADMIN' })).toContain('Owners are asked directly.');
  await startedReview(stage, { in: SECRET });
});
afterAll(() => stage.close());

test('a workspace that wants its owners asked directly has them asked directly, though they are few', async () => {
  const own = stage.slack.directMessage('ULEA');
  await stage.slack.until(() => stage.slack.screen(own).includes('seem to be yours'), { what: 'the direct message' });
  expect(stage.slack.screen(SECRET)).not.toContain('seem to be yours');
  expect(stage.slack.screen(SECRET)).toContain('was written to directly');
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
