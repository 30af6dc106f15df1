import { checkBlocks } from '../block-kit/check.ts';
import { type Fields, isFields } from '../json.ts';
import { messageChanged, messagePosted } from '../payloads/events.ts';
import type { Message } from '../things.ts';
import { postingChannel } from './access.ts';
import { messageAnswer } from './answers.ts';
import { threadOf } from './chat.ts';
import { readContent, readMetadata } from './content.ts';
import { defineMethod, invalidArguments, Refusal, type World } from './method.ts';

/** Messages that are written while somebody looks on: begun, added to, ended. */
const scopes = ['chat:write'];
const LONGEST = 12_000;
const TASK_STATES = ['pending', 'in_progress', 'complete', 'error'];

const chunkFields: Record<string, readonly string[]> = {
  markdown_text: ['text'],
  task_update: ['id', 'title', 'status', 'details', 'output', 'sources'],
  plan_update: ['title'],
  blocks: ['blocks'],
};

interface Written {
  markdown_text?: string;
  chunks?: unknown;
}

/** One of the two ways to write, as strictly as the other. */
function readWritten({ markdown_text, chunks }: Written): { text: string; blocks: Fields[]; tasks: Fields[] } {
  if (markdown_text !== undefined && chunks !== undefined) throw new Refusal('markdown_text_conflict');
  if ((markdown_text?.length ?? 0) > LONGEST) throw new Refusal('msg_too_long');
  const written = { text: markdown_text ?? '', blocks: [] as Fields[], tasks: [] as Fields[] };
  if (chunks === undefined) return written;
  if (!Array.isArray(chunks)) throw new Refusal('invalid_chunks');
  for (const chunk of chunks) {
    const known = isFields(chunk) && typeof chunk.type === 'string' ? chunkFields[chunk.type] : undefined;
    if (!known || !isFields(chunk)) throw new Refusal('invalid_chunks');
    if (Object.keys(chunk).some((key) => key !== 'type' && !known.includes(key))) throw new Refusal('invalid_chunks');
    if (chunk.type === 'markdown_text') written.text += String(chunk.text ?? '');
    if (chunk.type === 'blocks') written.blocks.push(...goodBlocks(chunk.blocks));
    if (chunk.type === 'task_update') {
      const { id, title, status } = chunk;
      if (typeof id !== 'string' || typeof title !== 'string' || !TASK_STATES.includes(String(status)))
        throw new Refusal('invalid_chunks');
      written.tasks.push(chunk);
    }
  }
  return written;
}

function goodBlocks(blocks: unknown): Fields[] {
  if (!Array.isArray(blocks) || blocks.length > 50 || checkBlocks(blocks, 'message').length > 0)
    throw new Refusal('invalid_chunks');
  return blocks;
}

export const startStream = defineMethod({
  tier: 2,
  scopes,
  args: {
    channel: 'string!',
    thread_ts: 'string!',
    markdown_text: 'string',
    chunks: 'json',
    recipient_user_id: 'string',
    recipient_team_id: 'string',
    task_display_mode: 'string',
  },
  run(world, args) {
    const { workspace } = world;
    const channel = postingChannel(world, args.channel);
    const threadTs = threadOf(world, channel.id, args.thread_ts);
    if (channel.kind !== 'im' && !(args.recipient_user_id && args.recipient_team_id))
      throw invalidArguments('missing required field: recipient_user_id');
    if (args.markdown_text === undefined && args.chunks === undefined) throw new Refusal('no_text');
    const { text, tasks } = readWritten(args);
    const message = workspace.post({
      channel: channel.id,
      user: workspace.botUserId,
      byApp: true,
      text,
      threadTs,
      stream: { over: false, tasks },
    });
    workspace.emit(messagePosted(workspace, message), channel);
    return { channel: channel.id, ts: message.ts };
  },
});

/** The app's own message, which it is still writing. */
function streamed(world: World, channelId: string, ts: string): Message & { stream: NonNullable<Message['stream']> } {
  const { workspace } = world;
  const message = workspace.message(postingChannel(world, channelId).id, ts);
  if (!message) throw new Refusal('message_not_found');
  if (message.user !== workspace.botUserId) throw new Refusal('message_not_owned_by_app');
  if (!message.stream || message.stream.over) throw new Refusal('message_not_in_streaming_state');
  return message as Message & { stream: NonNullable<Message['stream']> };
}

/** A task that is told of again is the same task. */
function write(message: ReturnType<typeof streamed>, given: Written): void {
  const { text, blocks, tasks } = readWritten(given);
  message.text += text;
  if (blocks.length > 0) message.blocks = [...(message.blocks ?? []), ...blocks];
  message.stream.tasks = [...message.stream.tasks.filter(({ id }) => !tasks.some((one) => one.id === id)), ...tasks];
}

export const appendStream = defineMethod({
  tier: 4,
  scopes,
  args: { channel: 'string!', ts: 'string!', markdown_text: 'string', chunks: 'json' },
  run(world, args) {
    if (args.markdown_text === undefined && args.chunks === undefined) throw new Refusal('no_text');
    const message = streamed(world, args.channel, args.ts);
    write(message, args);
    world.workspace.changed();
    return { channel: message.channel, ts: message.ts };
  },
});

export const stopStream = defineMethod({
  tier: 2,
  scopes,
  args: {
    channel: 'string!',
    ts: 'string!',
    markdown_text: 'string',
    chunks: 'json',
    blocks: 'json',
    metadata: 'json',
    session_status: 'string',
  },
  run(world, args) {
    const { workspace } = world;
    const message = streamed(world, args.channel, args.ts);
    const previous = { ...message };
    const metadata = readMetadata(args.metadata);
    const blocks = args.blocks === undefined ? [] : (readContent({ text: ' ', blocks: args.blocks }).blocks ?? []);
    write(message, args);
    if (blocks.length > 0) message.blocks = [...(message.blocks ?? []), ...blocks];
    if (metadata && metadata !== 'none') message.metadata = metadata;
    message.stream.over = true;
    if (args.session_status !== undefined && message.threadTs)
      workspace.sessions.set(`${message.channel} ${message.threadTs}`, args.session_status);
    workspace.changed();
    workspace.emit(messageChanged(workspace, message, previous), workspace.channel(message.channel));
    return { channel: message.channel, ts: message.ts, message: messageAnswer(workspace, message, true) };
  },
});
