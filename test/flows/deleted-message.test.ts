/** An admin deletes what the app posted: it is posted anew, once, and whoever goes on in the old thread is heard. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { contentText } from '../sandbox/slack/screen.ts';
import type { Message } from '../sandbox/slack/things.ts';
import { CHANNEL, cardOf, LEAD, type Stage, setStage, startedReview } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage({ rateLimits: false });
  await startedReview(stage);
  await settled();
});
afterEach(() => stage.close());

const settled = () =>
  vi.waitFor(
    async () => expect(await stage.rows(`select key from post where state in ('waiting', 'sending')`)).toEqual([]),
    { timeout: 60_000, interval: 50 },
  );
const direct = () => stage.slack.screen(stage.slack.directMessage(LEAD));
const messages = (words: string) =>
  stage.slack.messages.filter((message) => message.byApp && contentText(message).includes(words));
const newest = (words: string): Message => {
  const found = messages(words).at(-1);
  if (!found) throw new Error(`nobody sees ${words}`);
  return found;
};
/** As an admin does, or a rule about how long messages are kept. */
const deleted = (words: string) => {
  const message = newest(words);
  stage.slack.workspace.remove(message);
  return message;
};
const answer = (words: string, thread: string) => stage.slack.say(words, { as: LEAD, in: CHANNEL, thread });
const QUESTION = 'Does the application itself';

test('a message of the thread comes back in it; deleted again it stays away, and the lead hears', async () => {
  const question = deleted(QUESTION);
  const reply = await answer('Yes', cardOf(stage));
  await stage.slack.until(() => messages('Understood as *Yes, untested*').length === 1);
  expect(newest(QUESTION)).toMatchObject({ threadTs: cardOf(stage), metadata: question.metadata });
  expect(direct()).toBe('');

  deleted(QUESTION);
  await stage.slack.edit(reply, 'Yes, with tests', { as: LEAD, in: CHANNEL });
  await stage.slack.until(() => direct().includes('deleted again'));
  await settled();
  expect(messages(QUESTION)).toEqual([]);
  expect(direct()).toMatchInlineSnapshot(
    `"I could not post a question to <@ULEA> of shop.example #1 in <#CSECURITY>: it was deleted in Slack, posted anew and deleted again, so I leave it at that. What it says is saved; it is only not shown, and other messages may be missing for the same reason. \`/api-review status\` in <#CSECURITY> says how things stand."`,
  );
});

test('a deleted card is posted anew and heads what comes later; the old thread is still listened to', async () => {
  const old = deleted('[Close review]');
  await answer('Yes', old.ts);
  await stage.slack.until(() => messages('[Close review]').length === 1);
  await stage.slack.until(() => messages('Understood as *Yes, untested*').length === 1);
  const card = newest('[Close review]');
  expect(card.ts).not.toBe(old.ts);

  await stage.slack.click('Log first', { as: LEAD, in: CHANNEL, on: '1. ' });
  await stage.slack.until(() => messages('*Log first*').length > 0);
  await stage.slack.click('Export', { as: LEAD, in: CHANNEL, on: '[Close review]' });
  await stage.slack.until(() => stage.slack.messages.some((message) => message.files));
  expect(stage.slack.messages.filter(({ files }) => files).map(({ threadTs }) => threadTs)).toContain(card.ts);
  expect(direct()).toBe('');
});

test('a card that vanished with its whole thread is posted anew before what goes below it', async () => {
  const old = cardOf(stage);
  for (const message of [...stage.slack.messages].reverse()) stage.slack.workspace.remove(message);
  await stage.ask('export');
  await stage.slack.until(() => stage.slack.messages.filter(({ files }) => files).length === 2);
  const card = newest('[Close review]');
  expect(card.ts).not.toBe(old);
  expect(stage.slack.messages.filter(({ files }) => files).map(({ threadTs }) => threadTs)).toEqual([card.ts, card.ts]);
});
