import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Acknowledgement, ackWithinMs, type Transport } from './delivery.ts';
import { type Fields, fields, parseJson, string } from './json.ts';
import type { DeliveryKind, RecordedDelivery } from './recorder.ts';
import { ServerWebSocket } from './websocket.ts';

const envelopeType: Record<DeliveryKind, string> = {
  event: 'events_api',
  command: 'slash_commands',
  interaction: 'interactive',
  options: 'interactive',
};

const pingEveryMs = 10_000;
const mostConnections = 10;

interface Expected {
  socket: ServerWebSocket;
  settle: (answer: Acknowledgement) => void;
}

/** Socket Mode: connections opened by the app, envelopes sent to any one of them, acknowledged by their id. */
export class SocketTransport implements Transport {
  readonly name = 'socket';
  readonly #appId: string;
  readonly #onConnect: () => void;
  readonly #onChange: () => void;
  readonly #tickets = new Set<string>();
  readonly #sockets: ServerWebSocket[] = [];
  readonly #expected = new Map<string, Expected>();
  #turn = 0;
  #opened = false;

  constructor(options: { appId: string; onConnect: () => void; onChange: () => void }) {
    this.#appId = options.appId;
    this.#onConnect = options.onConnect;
    this.#onChange = options.onChange;
  }

  /** The address at which one connection may be opened, once. */
  newUrl(origin: string): string {
    const ticket = randomBytes(12).toString('hex');
    this.#tickets.add(ticket);
    return `${origin.replace('http:', 'ws:')}/link/?ticket=${ticket}&app_id=${this.#appId}`;
  }

  get connections(): number {
    return this.#sockets.length;
  }

  known(): boolean {
    return this.#opened;
  }

  ready(): boolean {
    return this.#sockets.some((one) => one.open);
  }

  accept(request: IncomingMessage, duplex: Duplex): void {
    const ticket = new URL(request.url ?? '/', 'http://sandbox').searchParams.get('ticket') ?? '';
    if (!this.#tickets.delete(ticket) || this.#sockets.length >= mostConnections) {
      duplex.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const socket = ServerWebSocket.accept(request, duplex, {
      text: (text) => this.#acknowledged(text),
      close: () => socket && this.#lost(socket),
    });
    if (!socket) return;
    this.#sockets.push(socket);
    this.#opened = true;
    const ping = setInterval(() => (socket.open ? socket.ping() : clearInterval(ping)), pingEveryMs);
    ping.unref();
    socket.send(JSON.stringify(this.#hello()));
    this.#onChange();
    this.#onConnect();
  }

  send(kind: DeliveryKind, payload: Fields, retry: RecordedDelivery['retry']): Promise<Acknowledgement> {
    const open = this.#sockets.filter((one) => one.open);
    this.#turn += 1;
    const socket = open[this.#turn % open.length];
    if (!socket) return Promise.resolve({ outcome: 'connection_failed' });
    const envelopeId = randomUUID();
    return new Promise((resolve) => {
      const settle = (answer: Acknowledgement) => {
        clearTimeout(deadline);
        this.#expected.delete(envelopeId);
        resolve(answer);
      };
      const deadline = setTimeout(() => settle({ outcome: 'http_timeout' }), ackWithinMs);
      this.#expected.set(envelopeId, { socket, settle });
      socket.send(
        JSON.stringify({
          envelope_id: envelopeId,
          payload,
          type: envelopeType[kind],
          accepts_response_payload: kind !== 'event',
          ...(kind === 'event' && { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? '' }),
        }),
      );
    });
  }

  /** Asks every connection to go and come back, as Slack does when it replaces a machine. */
  refresh(): void {
    for (const socket of this.#sockets) {
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'sandbox' } }));
    }
  }

  /** Breaks every connection without a word. */
  drop(): void {
    for (const socket of [...this.#sockets]) socket.destroy();
  }

  #hello(): Fields {
    return {
      type: 'hello',
      num_connections: this.#sockets.length,
      debug_info: { host: 'sandbox', build_number: 1, approximate_connection_time: 18_060 },
      connection_info: { app_id: this.#appId },
    };
  }

  #acknowledged(text: string): void {
    const answer = fields(parseJson(text));
    this.#expected.get(string(answer.envelope_id))?.settle({ outcome: 'acked', body: answer.payload });
  }

  #lost(socket: ServerWebSocket): void {
    this.#sockets.splice(this.#sockets.indexOf(socket), 1);
    for (const expected of [...this.#expected.values()]) {
      if (expected.socket === socket) expected.settle({ outcome: 'connection_failed' });
    }
    this.#onChange();
  }
}
