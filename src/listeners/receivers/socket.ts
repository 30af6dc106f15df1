/** Slack by Socket Mode: the envelope is acknowledged after the commit. */
import type { App, Receiver } from '@slack/bolt';
import { SocketModeClient } from '@slack/socket-mode';
import type { Logger } from 'pino';
import { slackLogger } from '../../publish/slack-logger.ts';
import { NOT_KEPT, type Work } from './work.ts';

interface SocketReceiverOptions {
  appToken: string;
  apiUrl: string | undefined;
  work: Work;
  log: Logger;
}

interface Envelope {
  type: string;
  body: unknown;
  ack: (answer?: Record<string, unknown>) => Promise<void>;
}

/** Slack's client takes an envelope apart before anybody hears of it; one that it trips over must not end the process. */
class SteadyClient extends SocketModeClient {
  tripped: (error: unknown) => void = () => {};

  protected override async onWebSocketMessage(data: string | ArrayBuffer, isBinary: boolean): Promise<void> {
    await super.onWebSocketMessage(data, isBinary).catch((error: unknown) => this.tripped(error));
  }
}

export class SocketReceiver implements Receiver {
  private readonly client: SteadyClient;
  private readonly work: Work;

  constructor({ appToken, apiUrl, work, log }: SocketReceiverOptions) {
    this.work = work;
    this.client = new SteadyClient({
      appToken,
      clientOptions: { ...(apiUrl && { slackApiUrl: apiUrl }), retryConfig: { retries: 8, maxTimeout: 10_000 } },
      logger: slackLogger(log),
    });
    this.client.tripped = (error) =>
      log.warn({ err: error }, 'an envelope from Slack was not understood; it is dropped');
    this.client.on('slack_event', ({ type, body, ack }: Envelope) => {
      void this.work.deliver(body, {
        ack: (answer) =>
          ack(typeof answer === 'string' ? { text: answer } : (answer as Record<string, unknown> | undefined)),
        // An envelope that is not acknowledged comes again; but a person waits for the answer to a command.
        refuse: async () =>
          type === 'slash_commands' ? ack({ response_type: 'ephemeral', text: NOT_KEPT }) : undefined,
      });
    });
  }

  init(app: App): void {
    this.work.init(app);
  }

  async start(): Promise<void> {
    await this.client.start();
  }

  /** Takes in nothing more, and waits for what is under way. */
  async stop(): Promise<void> {
    await this.client.disconnect();
    await this.work.drained();
  }
}
