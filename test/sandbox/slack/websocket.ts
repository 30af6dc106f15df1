import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

const opcode = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** The server's end of one WebSocket connection (RFC 6455): text messages, pings and closing; no extensions. */
export class ServerWebSocket {
  readonly #socket: Duplex;
  readonly #onText: (text: string) => void;
  #received: Buffer = Buffer.alloc(0);
  #fragments: Buffer[] = [];
  #closing = false;

  private constructor(socket: Duplex, onText: (text: string) => void, onClose: () => void) {
    this.#socket = socket;
    this.#onText = onText;
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', onClose);
  }

  /** Answers an upgrade request, or closes the door on a request that is none. */
  static accept(
    request: IncomingMessage,
    socket: Duplex,
    on: { text: (text: string) => void; close: () => void },
  ): ServerWebSocket | undefined {
    const key = request.headers['sec-websocket-key'];
    if (!key || request.headers.upgrade?.toLowerCase() !== 'websocket') {
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
      return undefined;
    }
    const accepted = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
    const head = ['HTTP/1.1 101 Switching Protocols', 'upgrade: websocket', 'connection: Upgrade'];
    socket.write(`${[...head, `sec-websocket-accept: ${accepted}`].join('\r\n')}\r\n\r\n`);
    return new ServerWebSocket(socket, on.text, on.close);
  }

  get open(): boolean {
    return !this.#closing && this.#socket.writable;
  }

  send(text: string): void {
    this.#write(opcode.text, Buffer.from(text));
  }

  ping(): void {
    this.#write(opcode.ping, Buffer.from('Ping from Slack'));
  }

  close(code = 1000): void {
    if (this.#closing) return;
    const body = Buffer.alloc(2);
    body.writeUInt16BE(code);
    this.#write(opcode.close, body);
    this.#closing = true;
  }

  /** Breaks the line without a word. */
  destroy(): void {
    this.#closing = true;
    this.#socket.destroy();
  }

  #write(kind: number, payload: Buffer): void {
    if (!this.#socket.writable) return;
    const { length } = payload;
    const size = length < 126 ? Buffer.from([length]) : length < 65_536 ? Buffer.alloc(3, 126) : Buffer.alloc(9, 127);
    if (size.length === 3) size.writeUInt16BE(length, 1);
    if (size.length === 9) size.writeBigUInt64BE(BigInt(length), 1);
    this.#socket.write(Buffer.concat([Buffer.from([0x80 | kind]), size, payload]));
  }

  #read(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (let frame = takeFrame(this.#received); frame; frame = takeFrame(this.#received)) {
      this.#received = frame.rest;
      this.#handle(frame);
    }
  }

  #handle({ kind, final, payload }: Frame): void {
    if (kind === opcode.ping) this.#write(opcode.pong, payload);
    if (kind === opcode.close) {
      this.close();
      this.#socket.end();
      return;
    }
    if (kind !== opcode.text && kind !== opcode.continuation) return;
    this.#fragments.push(payload);
    if (!final) return;
    const text = Buffer.concat(this.#fragments).toString();
    this.#fragments = [];
    this.#onText(text);
  }
}

interface Frame {
  kind: number;
  final: boolean;
  payload: Buffer;
  rest: Buffer;
}

/** The first whole frame of what has come in; undefined while it is still on its way. */
function takeFrame(bytes: Buffer): Frame | undefined {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return undefined;
  const short = second & 0x7f;
  const sizeEnd = short === 126 ? 4 : short === 127 ? 10 : 2;
  const masked = (second & 0x80) !== 0;
  const start = sizeEnd + (masked ? 4 : 0);
  if (bytes.length < start) return undefined;
  const length = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  if (bytes.length < start + length) return undefined;
  const mask = bytes.subarray(sizeEnd, start);
  const payload = Buffer.from(bytes.subarray(start, start + length));
  if (masked) for (let at = 0; at < length; at++) payload[at] = (payload[at] ?? 0) ^ (mask[at % 4] ?? 0);
  return { kind: first & 0x0f, final: (first & 0x80) !== 0, payload, rest: bytes.subarray(start + length) };
}
