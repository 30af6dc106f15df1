import { randomBytes } from 'node:crypto';
import type { Fields } from './json.ts';
import type { Channel, Ephemeral, FileUpload, Group, Message, ModalView, NewMessage, User } from './things.ts';

export interface Upload {
  name: string;
  content: string | Buffer;
}

export interface Team {
  id: string;
  name: string;
  domain: string;
}

/** What one Slack workspace remembers. Whoever changes it calls `changed`, so that waiting tests look again. */
export class Workspace {
  readonly team: Team;
  readonly strangersTeam: Team = { id: 'TPARTNER', name: 'Partner Inc', domain: 'partner' };
  readonly appId = 'ASANDBOX';
  readonly appName = 'api-review';
  /** Stands in the ids of everything in a further workspace, so that no two are alike. */
  readonly mark: string;
  readonly botUserId: string;
  readonly botId: string;
  readonly users = new Map<string, User>();
  readonly channels = new Map<string, Channel>();
  readonly groups = new Map<string, Group>();
  readonly files = new Map<string, FileUpload>();
  readonly messages: Message[] = [];
  readonly ephemerals: Ephemeral[] = [];
  /** Open modals of each person, the topmost last. */
  readonly modals = new Map<string, ModalView[]>();
  /** How the app says a conversation with it stands, by channel and thread. */
  readonly sessions = new Map<string, string>();
  /** The channel that a person has open beside the conversation with the app. */
  readonly lookingAt = new Map<string, string>();
  /** What the app suggests to ask, by direct conversation. */
  readonly prompts = new Map<string, readonly { title: string; message: string }[]>();
  readonly homes = new Map<string, ModalView>();
  readonly now: () => number;
  /** Where its files are kept; the assembly knows it once it listens. */
  fileOrigin = '';
  /** Where events go; the assembly connects it to the delivery engine. */
  emit: (event: Fields, channel?: Channel) => void = () => {};
  readonly #listeners = new Set<() => void>();
  #lastMicros = 0;

  constructor(now: () => number, team: Team, mark = '') {
    this.now = now;
    this.team = team;
    this.mark = mark;
    this.botUserId = `U${mark}BOT`;
    this.botId = `B${mark}SANDBOX`;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  /** A timestamp no other message has, later than all before. */
  nextTs(): string {
    this.#lastMicros = Math.max(this.#lastMicros + 1, Math.round(this.now() * 1000));
    return `${Math.floor(this.#lastMicros / 1e6)}.${String(this.#lastMicros % 1e6).padStart(6, '0')}`;
  }

  newId(prefix: string): string {
    return prefix + randomBytes(5).toString('hex').toUpperCase();
  }

  user(id: string): User {
    const user = this.users.get(id);
    if (!user)
      throw new Error(`There is no person ${id} in the sandbox. There are: ${[...this.users.keys()].join(', ')}`);
    return user;
  }

  /** Finds a channel by id, by name, or by `#name`. */
  channel(reference: string): Channel {
    const name = reference.replace(/^#/, '');
    const channel = this.channels.get(reference) ?? [...this.channels.values()].find((one) => one.name === name);
    if (!channel) throw new Error(`There is no channel ${reference} in the sandbox.`);
    return channel;
  }

  /** The direct conversation between a person and the app, made when first needed. */
  directMessage(userId: string): Channel {
    const id = `D${userId.slice(1)}`;
    const known = this.channels.get(id);
    if (known) return known;
    const channel: Channel = {
      id,
      name: '',
      kind: 'im',
      isArchived: false,
      isExtShared: false,
      isGeneral: false,
      members: new Set([userId, this.botUserId]),
      creator: userId,
      created: Math.floor(this.now() / 1000),
      topic: '',
    };
    this.channels.set(id, channel);
    return channel;
  }

  /** What a person uploads, into a form or with a message. */
  upload(by: string, { name, content }: Upload): FileUpload {
    const bytes = Buffer.from(content);
    const id = this.newId('F');
    const file: FileUpload = { id, name, title: name, length: bytes.length, content: bytes, complete: true, by };
    this.files.set(id, file);
    return file;
  }

  message(channelId: string, ts: string): Message | undefined {
    return this.messages.find((one) => one.channel === channelId && one.ts === ts);
  }

  post(message: NewMessage): Message {
    const posted: Message = { ...message, ts: this.nextTs() };
    this.messages.push(posted);
    this.changed();
    return posted;
  }

  /** Takes a message away. Where replies hang on it, Slack leaves a stone in its place. */
  remove(message: Message): void {
    if (this.messages.some((one) => one.channel === message.channel && one.threadTs === message.ts)) {
      this.messages[this.messages.indexOf(message)] = {
        channel: message.channel,
        ts: message.ts,
        user: 'USLACKBOT',
        byApp: false,
        text: 'This message was deleted.',
      };
    } else this.messages.splice(this.messages.indexOf(message), 1);
    this.changed();
  }

  whisper(ephemeral: Omit<Ephemeral, 'ts'>): Ephemeral {
    const whispered: Ephemeral = { ...ephemeral, ts: this.nextTs() };
    this.ephemerals.push(whispered);
    this.changed();
    return whispered;
  }

  /** What a person may read: their own conversations and every public channel. */
  canRead(userId: string, channel: Channel): boolean {
    return channel.members.has(userId) || (channel.kind === 'channel' && !this.user(userId).isRestricted);
  }
}
