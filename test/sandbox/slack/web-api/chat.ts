import { messageChanged, messageDeleted, messagePosted } from '../payloads/events.ts';
import type { Message } from '../things.ts';
import { postingChannel, visibleChannel } from './access.ts';
import { messageAnswer } from './answers.ts';
import { contentArguments, readContent, readMetadata } from './content.ts';
import { defineMethod, Refusal, type World } from './method.ts';

const scopes = ['chat:write'];

export const postMessage = defineMethod({
  tier: 'post',
  scopes,
  args: {
    channel: 'string!',
    ...contentArguments,
    thread_ts: 'string',
    reply_broadcast: 'bool',
    metadata: 'json',
    mrkdwn: 'bool',
    unfurl_links: 'bool',
    unfurl_media: 'bool',
  },
  run(world, args) {
    const { workspace } = world;
    const channel = postingChannel(world, args.channel);
    const content = readContent(args);
    const metadata = readMetadata(args.metadata);
    const threadTs = args.thread_ts && threadOf(world, channel.id, args.thread_ts);
    const message = workspace.post({
      channel: channel.id,
      user: workspace.botUserId,
      byApp: true,
      ...content,
      ...(threadTs && { threadTs, broadcast: args.reply_broadcast ?? false }),
      ...(metadata && metadata !== 'none' && { metadata }),
    });
    workspace.emit(messagePosted(workspace, message), channel);
    return { channel: channel.id, ts: message.ts, message: messageAnswer(workspace, message, true) };
  },
});

/** A reply to a reply lands in the thread of its parent; a reply to nothing is refused. */
export function threadOf({ workspace }: World, channel: string, ts: string): string {
  const parent = workspace.message(channel, ts);
  if (!parent) throw new Refusal('thread_not_found');
  return parent.threadTs ?? parent.ts;
}

export const postEphemeral = defineMethod({
  tier: 4,
  scopes,
  args: { channel: 'string!', user: 'string!', ...contentArguments, thread_ts: 'string' },
  run(world, args) {
    const { workspace } = world;
    const channel = postingChannel(world, args.channel);
    if (!channel.members.has(args.user)) throw new Refusal('user_not_in_channel');
    const content = readContent(args);
    const threadTs = args.thread_ts && threadOf(world, channel.id, args.thread_ts);
    const whisper = workspace.whisper({
      channel: channel.id,
      to: args.user,
      ...content,
      ...(threadTs && { threadTs }),
    });
    return { message_ts: whisper.ts };
  },
});

/** The app's own message, in a conversation it may still write in. */
function ownMessage(world: World, channelId: string, ts: string, denied: string): Message {
  const { workspace } = world;
  const channel = visibleChannel(world, channelId);
  if (channel.isArchived) throw new Refusal('is_inactive');
  const message = workspace.message(channel.id, ts);
  if (!message) throw new Refusal('message_not_found');
  if (message.user !== workspace.botUserId) throw new Refusal(denied);
  return message;
}

export const update = defineMethod({
  tier: 3,
  scopes,
  args: {
    channel: 'string!',
    ts: 'string!',
    ...contentArguments,
    metadata: 'json',
    reply_broadcast: 'bool',
    file_ids: 'json',
    unfurl_links: 'bool',
    unfurl_media: 'bool',
  },
  run(world, args) {
    const { workspace } = world;
    const message = ownMessage(world, args.channel, args.ts, 'cant_update_message');
    if (message.stream && !message.stream.over) throw new Refusal('streaming_state_conflict');
    const content = readContent(args, 4_000);
    const metadata = readMetadata(args.metadata);
    const previous = { ...message };
    message.text = content.text;
    // Whatever is not sent again is gone: text alone takes the blocks away.
    delete message.blocks;
    delete message.attachments;
    Object.assign(message, content);
    if (metadata === 'none') delete message.metadata;
    else if (metadata) message.metadata = metadata;
    if (!content.blocks) message.edited = { user: workspace.botUserId, ts: workspace.nextTs() };
    workspace.changed();
    workspace.emit(messageChanged(workspace, message, previous), workspace.channel(message.channel));
    return {
      channel: message.channel,
      ts: message.ts,
      text: message.text,
      message: messageAnswer(workspace, message, true),
    };
  },
});

export const remove = defineMethod({
  tier: 3,
  scopes,
  args: { channel: 'string!', ts: 'string!' },
  run(world, args) {
    const { workspace } = world;
    const message = ownMessage(world, args.channel, args.ts, 'cant_delete_message');
    workspace.remove(message);
    workspace.emit(messageDeleted(workspace, message), workspace.channel(message.channel));
    return { channel: message.channel, ts: message.ts };
  },
});

export const getPermalink = defineMethod({
  tier: 'special',
  args: { channel: 'string!', message_ts: 'string!' },
  run(world, args) {
    const channel = visibleChannel(world, args.channel);
    const message = world.workspace.message(channel.id, args.message_ts);
    if (!message) throw new Refusal('message_not_found');
    const path = `archives/${channel.id}/p${message.ts.replace('.', '')}`;
    const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${channel.id}` : '';
    return { channel: channel.id, permalink: `https://${world.workspace.team.domain}.slack.com/${path}${thread}` };
  },
});
