import type { Message } from '../things.ts';
import type { Token } from '../tokens.ts';
import { needScope, readableChannel } from './access.ts';
import { channelAnswer, messageAnswer } from './answers.ts';
import { defineMethod, invalidArguments, Refusal, type World } from './method.ts';
import { page } from './paging.ts';

export const info = defineMethod({
  tier: 3,
  args: { channel: 'string!', include_locale: 'bool', include_num_members: 'bool' },
  run(world, args, token) {
    const channel = readableChannel(world, token, args.channel, 'read');
    return { channel: channelAnswer(world.workspace, channel, args.include_num_members) };
  },
});

const kinds = { public_channel: 'channel', private_channel: 'group', im: 'im', mpim: 'mpim' } as const;
const scopes = { channel: 'channels:read', group: 'groups:read', im: 'im:read', mpim: 'mpim:read' };

/** The kinds of conversation that are asked for, each of which needs its scope. */
function kindsWanted(token: Token, types = 'public_channel') {
  const wanted = types.split(',').map((type) => {
    if (!(type in kinds)) throw new Refusal('invalid_types');
    return kinds[type as keyof typeof kinds];
  });
  for (const kind of wanted) needScope(token, scopes[kind]);
  return wanted;
}

/** Those that the app may know of. */
function conversationsOf({ workspace }: World, token: Token, args: { types?: string; exclude_archived?: boolean }) {
  const wanted = kindsWanted(token, args.types);
  return [...workspace.channels.values()].filter(
    (one) =>
      wanted.some((kind) => kind === one.kind) &&
      !(args.exclude_archived && one.isArchived) &&
      (one.kind === 'channel' || one.members.has(workspace.botUserId)),
  );
}

const listArguments = { types: 'string', limit: 'int', cursor: 'string', exclude_archived: 'bool' } as const;

export const listAll = defineMethod({
  tier: 2,
  args: listArguments,
  run(world, args, token) {
    const { items, response_metadata } = page(conversationsOf(world, token, args), args);
    return { channels: items.map((one) => channelAnswer(world.workspace, one, true)), response_metadata };
  },
});

/** Of the conversations of a person the app sees the public ones, and those it is in as well. */
export const ofPerson = defineMethod({
  tier: 3,
  args: { ...listArguments, user: 'string' },
  run(world, args, token) {
    const { workspace } = world;
    const user = args.user ?? workspace.botUserId;
    if (!workspace.users.has(user)) throw new Refusal('user_not_found');
    const theirs = conversationsOf(world, token, args).filter(({ members }) => members.has(user));
    const { items, response_metadata } = page(theirs, args, 999);
    return { channels: items.map((one) => channelAnswer(workspace, one)), response_metadata };
  },
});

export const members = defineMethod({
  tier: 4,
  args: { channel: 'string!', limit: 'int', cursor: 'string' },
  run(world, args, token) {
    const channel = readableChannel(world, token, args.channel, 'read');
    const { items, response_metadata } = page([...channel.members], args);
    return { members: items, response_metadata };
  },
});

const historyArguments = {
  channel: 'string!',
  limit: 'int',
  cursor: 'string',
  oldest: 'string',
  latest: 'string',
  inclusive: 'bool',
  include_all_metadata: 'bool',
} as const;

const between = (args: { oldest?: string; latest?: string; inclusive?: boolean }) => (message: Message) => {
  const at = Number(message.ts);
  if (args.oldest !== undefined && (args.inclusive ? at < Number(args.oldest) : at <= Number(args.oldest)))
    return false;
  if (args.latest !== undefined && (args.inclusive ? at > Number(args.latest) : at >= Number(args.latest)))
    return false;
  return true;
};

export const history = defineMethod({
  tier: 3,
  args: historyArguments,
  run(world, args, token) {
    const { workspace } = world;
    const channel = readableChannel(world, token, args.channel, 'history');
    const found = workspace.messages
      .filter((one) => one.channel === channel.id && (!one.threadTs || one.broadcast) && between(args)(one))
      .reverse();
    const { items, more, response_metadata } = page(found, args, 999);
    return {
      messages: items.map((one) => messageAnswer(workspace, one, args.include_all_metadata)),
      has_more: more,
      pin_count: 0,
      ...(more && { response_metadata }),
    };
  },
});

export const replies = defineMethod({
  tier: 3,
  args: { ...historyArguments, ts: 'string!' },
  run(world, args, token) {
    const { workspace } = world;
    const channel = readableChannel(world, token, args.channel, 'history');
    const parent = workspace.message(channel.id, args.ts);
    if (!parent) throw new Refusal('thread_not_found');
    const root = parent.threadTs ?? parent.ts;
    const found = workspace.messages.filter(
      // The parent always comes along, whatever the bounds.
      (one) => one.channel === channel.id && (one.ts === root || (one.threadTs === root && between(args)(one))),
    );
    const { items, more, response_metadata } = page(found, args);
    return {
      messages: items.map((one) => messageAnswer(workspace, one, args.include_all_metadata)),
      has_more: more,
      ...(more && { response_metadata }),
    };
  },
});

export const open = defineMethod({
  tier: 3,
  args: { channel: 'string', users: 'string', return_im: 'bool', prevent_creation: 'bool' },
  run(world, args, token) {
    const { workspace } = world;
    const users = args.users?.split(',') ?? [];
    if (!args.channel && users.length === 0) throw invalidArguments('missing required field: users');
    needScope(token, users.length > 1 ? 'mpim:write' : 'im:write');
    if (args.channel) {
      const known = workspace.channels.get(args.channel);
      if (known?.kind !== 'im' || !known.members.has(workspace.botUserId)) throw new Refusal('channel_not_found');
      return { no_op: true, already_open: true, channel: { id: known.id } };
    }
    const user = workspace.users.get(users[0] ?? '');
    if (!user) throw new Refusal('user_not_found');
    if (user.deleted) throw new Refusal('user_disabled');
    if (user.isBot) throw new Refusal('cannot_dm_bot');
    const already = workspace.channels.has(`D${user.id.slice(1)}`);
    const channel = workspace.directMessage(user.id);
    return {
      ...(already && { no_op: true, already_open: true }),
      channel: args.return_im ? channelAnswer(workspace, channel) : { id: channel.id },
    };
  },
});
