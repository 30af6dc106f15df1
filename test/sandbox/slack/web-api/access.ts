import type { Channel } from '../things.ts';
import type { Token } from '../tokens.ts';
import { Refusal, type World } from './method.ts';

const scopeOf = { channel: 'channels', group: 'groups', im: 'im' } as const;

/** Refuses a token that lacks a scope. */
export function needScope(token: Token, scope: string): void {
  if (!token.scopes.has(scope))
    throw new Refusal('missing_scope', { needed: scope, provided: [...token.scopes].join(',') });
}

/** A channel the app may know about: public ones, and others only as a member. */
export function visibleChannel({ workspace }: World, id: string): Channel {
  const channel = workspace.channels.get(id);
  if (!channel) throw new Refusal('channel_not_found');
  if (channel.kind !== 'channel' && !channel.members.has(workspace.botUserId)) throw new Refusal('channel_not_found');
  return channel;
}

/** A visible channel whose kind the token may read, or read the history of. */
export function readableChannel(world: World, token: Token, id: string, right: 'read' | 'history'): Channel {
  const channel = visibleChannel(world, id);
  needScope(token, `${scopeOf[channel.kind]}:${right}`);
  if (right === 'history' && !channel.members.has(world.workspace.botUserId)) throw new Refusal('not_in_channel');
  return channel;
}

/** Where a post goes. A person's id stands for the direct conversation with them. */
export function postingChannel(world: World, id: string): Channel {
  const { workspace } = world;
  const person = workspace.users.get(id);
  if (person && (person.deleted || person.isBot)) throw new Refusal('channel_not_found');
  const channel = person ? workspace.directMessage(id) : visibleChannel(world, id);
  if (channel.isArchived) throw new Refusal('is_archived');
  if (!channel.members.has(workspace.botUserId)) throw new Refusal('not_in_channel');
  return channel;
}
