/** The conversation with the app alone: what it suggests, that it is at work, and the answer as it is written. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contentText } from '../sandbox/slack/screen.ts';
import { LEAD, type Stage, setStage, startedReview } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
  await startedReview(stage);
});
afterAll(() => stage.close());

const pane = (as = LEAD) => stage.slack.directMessage(as);
const answers = (ts: string) => stage.slack.messages.filter((one) => one.byApp && one.threadTs === ts);
const methodsSince = (from: number) => stage.slack.calls.slice(from).map(({ method }) => method);

async function asked(words: string): Promise<string> {
  const ts = await stage.slack.say(words, { as: LEAD, in: pane() });
  await stage.slack.until(() => answers(ts).some(({ stream }) => stream?.over !== false), { what: 'an answer' });
  return ts;
}

test('whoever opens it is told what can be asked', async () => {
  await stage.slack.openHome({ as: LEAD, tab: 'messages' });
  await stage.slack.until(() => stage.slack.workspace.prompts.has(pane()));
  const prompts = stage.slack.workspace.prompts.get(pane()) ?? [];
  expect(prompts.map(({ message }) => message)).toEqual([
    'What waits for me?',
    'What is blocking us?',
    'Show shadow APIs',
    'What did we decide last week?',
  ]);
  for (const { message } of prompts) {
    const [answer] = answers(await asked(message));
    expect(answer && contentText(answer), message).toContain('Understood: ');
  }
});

test('a question is shown to be worked on, and its answer is streamed in its thread', async () => {
  const before = stage.slack.calls.length;
  const ts = await asked('show shadow APIs');
  const [answer, ...others] = answers(ts);
  expect(others).toEqual([]);
  expect(contentText(answer as never)).toContain('4 shadow endpoints');
  expect(answer?.stream).toEqual({
    over: true,
    tasks: [expect.objectContaining({ title: 'Looked into the reviews you may see', status: 'complete' })],
  });
  await stage.slack.until(() => stage.slack.workspace.sessions.get(`${pane()} ${ts}`) === 'active');
  const methods = methodsSince(before);
  expect(methods.indexOf('agents.sessions.setStatus')).toBeLessThan(methods.indexOf('chat.startStream'));
  expect(methods).not.toContain('chat.postMessage');
});

test('what was being looked at beside the pane is what is asked about', async () => {
  await startedReview(stage, { zone: 'small-business.example', in: 'CPAYMENTS' });
  const [answer] = answers(await asked('how far are we?'));
  expect(contentText(answer as never)).toContain('2 reviews');
  stage.slack.workspace.lookingAt.set(LEAD, 'CPAYMENTS');
  const [narrower] = answers(await asked('how far are we?'));
  expect(contentText(narrower as never)).toContain('in small-business.example #1.');
  stage.slack.workspace.lookingAt.delete(LEAD);
});

test('where nothing can be streamed, or no pane is to be had, the answer is an ordinary message', async () => {
  stage.slack.fail('chat.startStream', { error: 'not_allowed' });
  stage.slack.fail('agents.sessions.setStatus', { error: 'feature_not_enabled' }, { times: 2 });
  const [answer, ...others] = answers(await asked('show shadow APIs'));
  expect(contentText(answer as never)).toContain('4 shadow endpoints');
  expect([answer?.stream, others]).toEqual([undefined, []]);
});

test('an answer whose end was doubtful is finished once, as an ordinary message', async () => {
  stage.slack.fail('chat.stopStream', { after: true });
  const ts = await asked('show shadow APIs');
  await stage.slack.until(() => answers(ts).every(({ stream }) => stream?.over !== false));
  expect(answers(ts)).toHaveLength(1);
});

test('whoever stops an answer is not left with the sign of work', async () => {
  const ts = await asked('status');
  stage.slack.workspace.sessions.set(`${pane()} ${ts}`, 'processing');
  await stage.slack.stopAnswer(ts, { as: LEAD });
  await stage.slack.until(() => stage.slack.workspace.sessions.get(`${pane()} ${ts}`) === 'active');
});
