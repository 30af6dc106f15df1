/** Slack by HTTP: signed requests, answered after the commit. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type App, HTTPModuleFunctions, type Receiver } from '@slack/bolt';
import type { Logger } from 'pino';
import { type Health, healthRoute } from '../../health.ts';
import { NOT_KEPT, type Work } from './work.ts';

const MAX_AHEAD_SECONDS = 300; // Bolt refuses old timestamps only
const BODY_LIMIT = '1mb';
interface HttpReceiverOptions {
  port: number;
  signingSecret: string;
  work: Work;
  health: Health;
  log: Logger;
}

export class HttpReceiver implements Receiver {
  private readonly server: Server;
  private readonly options: HttpReceiverOptions;

  constructor(options: HttpReceiverOptions) {
    this.options = options;
    this.server = createServer((request, response) => {
      this.handle(request, response).catch((error: unknown) => {
        options.log.error({ err: error }, 'a request failed');
        if (!response.headersSent) end(response, 500);
      });
    });
  }

  init(app: App): void {
    this.options.work.init(app);
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.options.port, resolve);
    });
  }

  get port(): number {
    const address = this.server.address();
    return typeof address === 'object' && address ? address.port : this.options.port;
  }

  /** Takes in nothing more, and waits for what is under way. */
  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeIdleConnections();
    await this.options.work.drained();
    await closed;
    await this.options.work.drained(); // what was only being kept before
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (await healthRoute(this.options.health, request, response)) return;
    if (request.method !== 'POST' || request.url !== '/slack/events') return end(response, 404);

    const body = await this.verified(request, response);
    if (body === undefined) return;
    if (isSslCheck(body)) return end(response, 200);
    if (isUrlVerification(body)) return json(response, { challenge: body.challenge });

    await this.options.work.deliver(body, {
      ack: async (answer) => (answer === undefined || answer === '' ? end(response, 200) : json(response, answer)),
      // Slack repeats an event that was not answered; a command or a click it does not, so the person is told.
      refuse: async () =>
        'command' in body ? json(response, { response_type: 'ephemeral', text: NOT_KEPT }) : end(response, 503),
    });
  }

  private async verified(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<Record<string, unknown> | undefined> {
    const { signingSecret } = this.options;
    const sent = Number(request.headers['x-slack-request-timestamp']);
    if (sent - Date.now() / 1000 > MAX_AHEAD_SECONDS) {
      end(response, 401);
      return undefined;
    }
    try {
      const buffered = await HTTPModuleFunctions.parseAndVerifyHTTPRequest(
        { signingSecret, bodyLimit: BODY_LIMIT },
        request,
      );
      const body: unknown = HTTPModuleFunctions.parseHTTPRequestBody(buffered);
      if (typeof body === 'object' && body !== null) return body as Record<string, unknown>;
      end(response, 400);
    } catch (error) {
      end(response, HTTPModuleFunctions.isRawBodyError(error) ? 413 : error instanceof SyntaxError ? 400 : 401);
    }
    return undefined;
  }
}

const isSslCheck = (body: Record<string, unknown>) => body.ssl_check === '1';
const isUrlVerification = (body: Record<string, unknown>) => body.type === 'url_verification';

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

function json(response: ServerResponse, answer: unknown): void {
  const body = typeof answer === 'string' ? { text: answer } : answer;
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
