import type { Message } from '../things.ts';
import { needScope, readableChannel } from './access.ts';
import { channelAnswer, messageAnswer } from './answers.ts';
import { defineMethod, invalidArguments, Refusal } from './method.ts';
import { page } from './paging.ts';

export const info = defineMethod({
  tier: 3,
  args: { channel: 'string!', include_locale: 'bool', include_num_members: 'bool' },
  run(world, args, token) {
    const channel = readableChannel(world, token, args.channel, 'read');
    return { channel: channelAnswer(world.workspace, channel, args.include_num_members) };
  },
});

export const listAll = defineMethod({
  tier: 2,
  args: { types: 'string', limit: 'int', cursor: 'string', exclude_archived: 'bool' },
  run(world, args, token) {
    const { workspace } = world;
    const kinds = { public_channel: 'channel', private_channel: 'group', im: 'im', mpim: 'mpim' } as const;
    const wanted = (args.types ?? 'public_channel').split(',').map((type) => {
      if (!(type in kinds)) throw new Refusal('invalid_types');
      return kinds[type as keyof typeof kinds];
    });
    const scopes = { channel: 'channels:read', group: 'groups:read', im: 'im:read', mpim: 'mpim:read' };
    for (const kind of wanted) needScope(token, scopes[kind]);
    const found = [...workspace.channels.values()].filter(
      (one) =>
        wanted.includes(one.kind) &&
        !(args.exclude_archived && one.isArchived) &&
        (one.kind === 'channel' || one.members.has(workspace.botUserId)),
    );
    const { items, response_metadata } = page(found, args);
    return { channels: items.map((one) => channelAnswer(workspace, one, true)), response_metadata };
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
