/** What the agent pane shows beside messages: what can be asked, and that an answer is on its way. */
import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';

interface Pane {
  slack: WebClient;
  log: Logger;
}

/** A workspace without the pane refuses these calls, and nothing is lost by it. */
async function orGoOn({ log }: Pane, what: string, call: Promise<unknown>): Promise<void> {
  await call.catch((error: unknown) => log.info({ err: error }, `${what} did not reach the agent pane`));
}

export const suggestPrompts = (
  pane: Pane,
  channelId: string,
  prompts: [{ title: string; message: string }, ...{ title: string; message: string }[]],
): Promise<void> =>
  orGoOn(
    pane,
    'suggested prompts',
    pane.slack.assistant.threads.setSuggestedPrompts({
      channel_id: channelId,
      title: 'Ask about your reviews',
      prompts,
    }),
  );

/** Slack takes away “processing” with the stream that ends; everything else has to say that it is over. */
export const setSession = (
  pane: Pane,
  session: { channelId: string; threadTs: string },
  status: 'processing' | 'active',
): Promise<void> =>
  orGoOn(
    pane,
    'a status',
    pane.slack.agents.sessions.setStatus({ channel_id: session.channelId, thread_ts: session.threadTs, status }),
  );

/** A person pressed Stop. What is being written ends as it stands. */
export async function stopSession(
  pane: Pane,
  session: { channelId: string; threadTs: string },
  streaming: readonly string[],
): Promise<void> {
  for (const ts of streaming)
    await orGoOn(pane, 'the end of a stream', pane.slack.chat.stopStream({ channel: session.channelId, ts }));
  await setSession(pane, session, 'active');
}
