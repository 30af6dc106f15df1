/** The Slack side: a receiver that keeps before it answers, Bolt behind it, and what a crash left behind taken up again. */
import { App, type Receiver } from '@slack/bolt';
import { type Health, makeHealth, serveHealth } from './health.ts';
import { HttpReceiver } from './listeners/receivers/http.ts';
import { SocketReceiver } from './listeners/receivers/socket.ts';
import { Work } from './listeners/receivers/work.ts';
import { register } from './listeners/register.ts';
import type { Opened } from './open.ts';
import { slackLogger } from './publish/slack-logger.ts';
import { takeUpLeftOvers } from './take-up.ts';

export interface StartedApp {
  port: number;
  /** Takes in nothing more, and waits for the listeners under way. */
  stop(): Promise<void>;
}

export async function startApp(opened: Opened): Promise<StartedApp> {
  const { config, db, intakeDb, keys, log, workspaceId, botUserId, botId } = opened;
  const health = makeHealth(db);
  const work = new Work({ db: intakeDb, keys, log, workspaceId, botUserId });
  const receiver = makeReceiver(opened, work, health);
  const botToken = config.slack.botToken;
  const app = new App({
    receiver,
    authorize: async () => ({ botToken, botUserId, botId, teamId: workspaceId }),
    convoStore: false,
    logger: slackLogger(log),
    ...(config.slack.apiUrl && { clientOptions: { slackApiUrl: config.slack.apiUrl } }),
  });
  register(app, { ...opened, environmentToken: config.cloudflare.token !== undefined, afterwards: work.afterwards });

  const before = new Date();
  await receiver.start();
  const port = receiver instanceof HttpReceiver ? receiver.port : config.port;
  // In Socket Mode nothing else listens, and an operator still asks.
  const side = receiver instanceof HttpReceiver ? undefined : await serveHealth(health, { port: config.port });
  const stopTakingUp = takeUpLeftOvers(opened, work, before);
  log.info({ port, delivery: config.slack.delivery }, 'listening to Slack');

  return {
    port,
    async stop() {
      health.stopping = true;
      const closed = receiver.stop();
      await stopTakingUp();
      await closed;
      await work.drained(); // what the last one taken up has left to say
      side?.close();
    },
  };
}

function makeReceiver({ config, log }: Opened, work: Work, health: Health): Receiver & { start(): Promise<unknown> } {
  const { slack, port } = config;
  return slack.delivery === 'http'
    ? new HttpReceiver({ port, signingSecret: slack.signingSecret, work, health, log })
    : new SocketReceiver({ appToken: slack.appToken, apiUrl: slack.apiUrl, work, log });
}
