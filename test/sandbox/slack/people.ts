import type { Acknowledgement, Delivery } from './delivery.ts';
import type { Channel, ModalView, User } from './things.ts';
import type { World } from './web-api/method.ts';

/** Where people sit: what they see, the way to the app, and what they chose in the menus of messages. */
export interface Desk {
  world: World;
  delivery: Delivery;
  chosen: Map<string, ModalView['state']>;
}

/** What a person saw of what they did: an answer of the app, or Slack's own words for a failure. */
export interface Seen {
  ok: boolean;
  outcome: Acknowledgement['outcome'];
  status?: number;
  /** What the app answered with its acknowledgement, as text. */
  text?: string;
  /** What Slack itself told the person. */
  error?: string;
}

/** Which button, and what is filled in before. */
export interface Click {
  as: string;
  in?: string;
  /** Words the message, or the row within it, contains. */
  on?: string;
  ts?: string;
  /** The block id, where label and words leave a doubt. */
  block?: string;
  view?: true;
  home?: true;
  /** What is chosen in a menu: words or value of an option, or ids of people and channels. */
  value?: string | string[];
  /** What else is filled in on the message or view before. */
  values?: Record<string, string | string[]>;
}

/** Someone who can do things: a human being with an account. */
export function personAt(desk: Desk, id: string): User {
  const { workspace } = desk.world;
  const user = workspace.user(id);
  if (user.deleted || user.isBot) throw new Error(`${id} cannot do anything: removed, or no human being.`);
  return user;
}

/** A conversation the person may write in. */
export function placeOf(desk: Desk, user: User, reference: string): Channel {
  const { workspace } = desk.world;
  const own = workspace.directMessage(user.id);
  const channel = reference === own.id ? own : workspace.channel(reference);
  if (!channel.members.has(user.id)) throw new Error(`${user.id} is not in ${reference}.`);
  if (channel.isArchived) throw new Error(`${reference} is archived: nobody can write there.`);
  return channel;
}

/** What an acknowledgement, or its absence, looks like to the person. */
export function seenOf({ outcome, status }: Acknowledgement, error: string): Seen {
  const ok = outcome === 'acked';
  return { ok, outcome, ...(status !== undefined && { status }), ...(!ok && { error }) };
}
