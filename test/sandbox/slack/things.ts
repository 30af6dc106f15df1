import type { Fields } from './json.ts';

/** The things a workspace holds. */
export interface User {
  id: string;
  name: string;
  realName: string;
  teamId: string;
  tz: string;
  tzLabel: string;
  tzOffset: number;
  isAdmin: boolean;
  isOwner: boolean;
  isRestricted: boolean;
  isBot: boolean;
  deleted: boolean;
}

type ChannelKind = 'channel' | 'group' | 'im';

export interface Channel {
  id: string;
  name: string;
  kind: ChannelKind;
  isArchived: boolean;
  isExtShared: boolean;
  isGeneral: boolean;
  members: Set<string>;
  creator: string;
  created: number;
  topic: string;
}

export interface Group {
  id: string;
  handle: string;
  name: string;
  members: string[];
}

export interface Metadata {
  event_type: string;
  event_payload: Fields;
}

export interface Message {
  channel: string;
  ts: string;
  user: string;
  text: string;
  byApp: boolean;
  blocks?: Fields[];
  attachments?: Fields[];
  threadTs?: string;
  broadcast?: boolean;
  metadata?: Metadata;
  edited?: { user: string; ts: string };
  files?: string[];
  /** Written while somebody looked on; its tasks as they were last told. */
  stream?: { over: boolean; tasks: Fields[] };
}

export type NewMessage = Omit<Message, 'ts'>;

/** Seen by one person only, and by no API method. */
export interface Ephemeral {
  channel: string;
  ts: string;
  to: string;
  text: string;
  blocks?: Fields[];
  attachments?: Fields[];
  threadTs?: string;
}

export interface FileUpload {
  id: string;
  name: string;
  title: string;
  length: number;
  altText?: string;
  content?: Buffer;
  complete: boolean;
  /** Who uploaded it, when it was not the app. */
  by?: string;
}

/** A modal or a Home: the view the app sent, and what the person filled in so far. */
export interface ModalView {
  id: string;
  hash: string;
  user: string;
  rootId: string;
  previousId: string | null;
  view: Fields;
  state: Record<string, Record<string, Fields>>;
}
