import type { Fields } from '../slack/json.ts';

/** What the page shows to the one person who acts, as it travels from the server to the browser. */
export interface Shown {
  me: string;
  team: string;
  welcome?: string;
  app: {
    user: string;
    name: string;
    conversation: string;
    /** What the app suggests to ask it. */
    prompts: readonly { title: string; message: string }[];
    /** It says that it is at work on something this person wrote. */
    working: boolean;
  };
  people: Person[];
  /** Whom one may act as, the main parts first. */
  cast: CastMember[];
  groups: { id: string; handle: string }[];
  channels: ShownChannel[];
  /** The conversation that is open, unless it is none of this person's. */
  open?: { id: string; messages: ShownMessage[] };
  home?: ShownView;
  modal?: ShownView;
}

export interface Person {
  id: string;
  name: string;
  realName: string;
  /** False for the app itself, and for who is gone or of another company. */
  here: boolean;
}

export interface CastMember {
  id: string;
  title: string;
  main: boolean;
  /** When the app addressed this person; not what it said. */
  addressed: string[];
}

export interface ShownChannel {
  id: string;
  name: string;
  kind: 'channel' | 'group' | 'im';
  topic: string;
  members: number;
  shared: boolean;
  /** The timestamps of the latest messages others wrote here. */
  heard: string[];
}

export interface ShownMessage {
  ts: string;
  user: string;
  byApp: boolean;
  onlyToMe: boolean;
  text: string;
  blocks: Fields[];
  attachments: Fields[];
  files: { id: string; name: string; size: number }[];
  threadTs?: string;
  broadcast: boolean;
  edited: boolean;
}

export interface ShownView {
  id: string;
  view: Fields;
  state: Record<string, Record<string, Fields>>;
}

/** What became of something the person did. */
export interface Outcome {
  ok: boolean;
  error?: string;
  errors?: Record<string, string>;
}
