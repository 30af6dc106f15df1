import { createHmac, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { type Acknowledgement, ackWithinMs, type Transport } from './delivery.ts';
import { type Fields, fields, parseJson } from './json.ts';
import type { DeliveryKind, RecordedDelivery } from './recorder.ts';

/** Signed requests to the app's one address, each given three seconds. */
export class HttpTransport implements Transport {
  readonly name = 'http';
  readonly #secret: string;
  #url: string | undefined;

  constructor(options: { signingSecret: string }) {
    this.#secret = options.signingSecret;
  }

  deliverTo(url: string | undefined): void {
    this.#url = url;
  }

  known(): boolean {
    return this.#url !== undefined;
  }

  ready(): boolean {
    return this.known();
  }

  /** Asks the app to echo a word, as Slack does before it believes in an address. */
  async verify(): Promise<boolean> {
    const challenge = randomBytes(12).toString('hex');
    const answer = await this.send(
      'event',
      { type: 'url_verification', token: 'sandbox-legacy-token', challenge },
      undefined,
    );
    const echoed = typeof answer.body === 'string' ? answer.body : fields(answer.body).challenge;
    return answer.outcome === 'acked' && echoed === challenge;
  }

  send(kind: DeliveryKind, payload: Fields, retry: RecordedDelivery['retry']): Promise<Acknowledgement> {
    const { contentType, body } = encode(kind, payload);
    // The app holds this against its own clock, whatever time the workspace believes it is.
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', this.#secret).update(`v0:${timestamp}:${body}`).digest('hex');
    return post(this.#url ?? '', body, {
      'content-type': contentType,
      'content-length': String(Buffer.byteLength(body)),
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      accept: '*/*',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
      ...(retry && { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason }),
    });
  }
}

/** Bolt compares the content type by its exact text, and Slack sends the bare one. */
function encode(kind: DeliveryKind, payload: Fields): { contentType: string; body: string } {
  if (kind === 'event') return { contentType: 'application/json', body: JSON.stringify(payload) };
  const contentType = 'application/x-www-form-urlencoded';
  if (kind !== 'command')
    return { contentType, body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString() };
  const fields = Object.entries(payload).map(([key, value]): [string, string] => [key, String(value)]);
  return { contentType, body: new URLSearchParams(fields).toString() };
}

function post(url: string, body: string, headers: Record<string, string>): Promise<Acknowledgement> {
  return new Promise((resolve) => {
    // One connection each: an app that is restarted must not be spoken to over the socket of its former life.
    const sent = request(url, { method: 'POST', headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => {
        clearTimeout(deadline);
        resolve(readAnswer(response.statusCode ?? 0, response.headers, Buffer.concat(chunks).toString()));
      });
      response.on('error', fail);
    });
    const fail = () => {
      clearTimeout(deadline);
      resolve({ outcome: 'connection_failed' });
    };
    const deadline = setTimeout(() => {
      resolve({ outcome: 'http_timeout' });
      sent.destroy();
    }, ackWithinMs);
    sent.on('error', fail);
    sent.end(body);
  });
}

function readAnswer(status: number, headers: NodeJS.Dict<string | string[]>, text: string): Acknowledgement {
  const isJson = String(headers['content-type'] ?? '').includes('application/json');
  const body = isJson ? parseJson(text) : text;
  if (status >= 200 && status < 300) return { outcome: 'acked', status, body };
  return { outcome: 'http_error', status, body, noRetry: headers['x-slack-no-retry'] === '1' };
}
