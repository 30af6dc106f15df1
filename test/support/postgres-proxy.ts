/** Stands between the product and PostgreSQL, and lets a test step in around every commit of the product. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Awaited before a commit is passed on, and after PostgreSQL's answer to it came but before that is. Throwing cuts the connection. */
export type CommitListener = (commit: string, phase: 'before' | 'after') => Promise<void>;

export interface PostgresProxy {
  url: string;
  onCommit(listener: CommitListener): void;
  /** Breaks every connection, as a database that restarts does. */
  dropConnections(): void;
  stop(): Promise<void>;
}

const SSL_REQUEST = 80_877_103;
const GSS_REQUEST = 80_877_104;
/** Only the product's own transactions; its queue and its migrations go by other names. */
const PRODUCT = 'api-review';

export async function startPostgresProxy(target: string): Promise<PostgresProxy> {
  const database = new URL(target);
  const listeners: CommitListener[] = [];
  const open = new Set<Socket>();
  const tell: CommitListener = async (commit, phase) => {
    for (const listener of listeners) await listener(commit, phase);
  };
  const server = createServer((client) => {
    const upstream = connect(Number(database.port), database.hostname);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
    }
    relay(client, upstream, tell);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String(address.port);
  const dropConnections = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: url.href,
    onCommit: (listener) => listeners.push(listener),
    dropConnections,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      dropConnections();
      await closed;
    },
  };
}

function relay(client: Socket, upstream: Socket, tell: CommitListener): void {
  const transaction = new Transaction();
  let committing: string | undefined;
  const cut = () => {
    client.destroy();
    upstream.destroy();
  };

  const fromServer = new Messages(async ({ type, bytes }) => {
    if (type === 'Z' && committing !== undefined) {
      await tell(committing, 'after');
      committing = undefined;
    }
    client.write(bytes);
  }, cut);
  const fromClient = new Messages(async ({ type, bytes }) => {
    transaction.hear(type, bytes);
    if (type === 'Q' && textOf(bytes) === 'commit') {
      committing = transaction.name;
      await tell(committing, 'before');
    }
    upstream.write(bytes);
  }, cut);

  let greeting: Buffer = Buffer.alloc(0);
  const greet = (chunk: Buffer) => {
    greeting = Buffer.concat([greeting, chunk]);
    while (greeting.length >= 8 && greeting.length >= greeting.readInt32BE(0)) {
      const length = greeting.readInt32BE(0);
      const code = greeting.readInt32BE(4);
      if (code === SSL_REQUEST || code === GSS_REQUEST) {
        client.write('N');
        greeting = greeting.subarray(length);
        continue;
      }
      client.off('data', greet);
      upstream.write(greeting.subarray(0, length));
      const words = greeting.toString('utf8', 8, length).split('\0');
      const rest = greeting.subarray(length);
      if (words[words.indexOf('application_name') + 1] === PRODUCT) {
        client.on('data', (data) => fromClient.take(data));
        upstream.on('data', (data) => fromServer.take(data));
        if (rest.length > 0) fromClient.take(rest);
      } else {
        upstream.write(rest);
        client.pipe(upstream);
        upstream.pipe(client);
      }
      return;
    }
  };
  client.on('data', greet);
}

interface Message {
  type: string;
  bytes: Buffer;
}

/** Cuts a stream into messages of the protocol (a type, a length, a body) and hands them on one after the other. */
class Messages {
  private pending: Buffer = Buffer.alloc(0);
  private last = Promise.resolve();
  private readonly handle: (message: Message) => Promise<void>;
  private readonly cut: () => void;

  constructor(handle: (message: Message) => Promise<void>, cut: () => void) {
    this.handle = handle;
    this.cut = cut;
  }

  take(chunk: Buffer): void {
    this.pending = this.pending.length === 0 ? chunk : Buffer.concat([this.pending, chunk]);
    while (this.pending.length >= 5) {
      const length = 1 + this.pending.readInt32BE(1);
      if (this.pending.length < length) return;
      const bytes = this.pending.subarray(0, length);
      this.pending = this.pending.subarray(length);
      const message = { type: String.fromCharCode(bytes[0] ?? 0), bytes };
      this.last = this.last.then(() => this.handle(message)).catch(this.cut);
    }
  }
}

/** What a transaction is about, from the statements in it. */
class Transaction {
  private written: string[] = [];
  private read: string[] = [];

  get name(): string {
    return this.written.length > 0 ? `writing ${this.written.join(', ')}` : `reading ${this.read.join(', ')}`;
  }

  hear(type: string, bytes: Buffer): void {
    const sql = type === 'Q' ? textOf(bytes) : type === 'P' ? textOf(bytes, bytes.indexOf(0, 5) + 1) : '';
    if (sql.startsWith('begin')) {
      this.written = [];
      this.read = [];
    }
    note(this.written, /^\s*(?:insert\s+into|update|delete\s+from)\s+(\w+)/.exec(sql)?.[1]);
    note(this.read, /^\s*select\b.*?\bfrom\s+(\w+)/s.exec(sql)?.[1]);
  }
}

function note(names: string[], name: string | undefined): void {
  if (name !== undefined && !names.includes(name)) names.push(name);
}

const textOf = (bytes: Buffer, from = 5): string => bytes.toString('utf8', from, bytes.indexOf(0, from));
