import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { WebAPIPlatformError, WebClient } from '@slack/web-api';
import { type SandboxOptions, type SlackSandbox, startSlackSandbox } from './sandbox.ts';

export const quiet = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  setName() {},
  getLevel: () => LogLevel.ERROR,
};

export interface Rig {
  slack: SlackSandbox;
  app: App;
  client: WebClient;
  stop(): Promise<void>;
}

/** A real Bolt app behind its real receiver, talking to a fresh sandbox. */
export async function startRig(options: SandboxOptions = {}, prepare: (app: App) => void = () => {}): Promise<Rig> {
  const slack = await startSlackSandbox(options);
  const receiver = new HTTPReceiver({ signingSecret: slack.signingSecret, logger: quiet, port: 0 });
  const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };
  const app = new App({
    token: slack.botToken,
    receiver,
    clientOptions,
    logger: quiet,
    convoStore: false,
    tokenVerificationEnabled: false,
  });
  prepare(app);
  const server = await app.start(0);
  const address = server && 'address' in server ? server.address() : null;
  if (address === null || typeof address === 'string') throw new Error('The app has no port.');
  slack.deliverTo(`http://127.0.0.1:${address.port}/slack/events`);
  return {
    slack,
    app,
    client: plainClient(slack, slack.botToken),
    async stop() {
      await slack.stop();
      await app.stop();
    },
  };
}

/** The real client, without retries, so that a test sees each refusal. */
export const plainClient = (slack: SlackSandbox, token: string, timeout = 0): WebClient =>
  new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: quiet,
    timeout,
  });

/** What Slack said no with. */
export async function refusal(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    if (error instanceof WebAPIPlatformError) return error.data;
    throw error;
  }
  throw new Error('Slack should have refused this call, and did not.');
}
