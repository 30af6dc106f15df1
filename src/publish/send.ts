/** One call to Slack for one message; before a doubtful one is sent again, Slack is asked once whether it is there. */
import type { KnownBlock } from '@slack/types';
import { WebAPIPlatformError, WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Post } from '../../db/posts.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import { pictured } from './picture.ts';

export interface Sent {
  version: number;
  channelId: string | null;
  ts: string | null;
}

export interface Thread {
  channelId: string;
  ts: string;
}

/** The message that begins the thread, or one that is to stand before this one, is not in Slack yet. */
export class NoThreadYet extends Error {
  override name = 'NoThreadYet';
  static readonly problem = 'its thread has not begun';
  readonly again: Date;
  constructor(again: Date) {
    super(NoThreadYet.problem);
    this.again = again;
  }
}

/** The message that begins the thread was given up. */
export class ThreadLost extends Error {
  override name = 'ThreadLost';
  readonly problem: string;
  constructor(problem: string) {
    super(`its thread will not begin: ${problem}`);
    this.problem = problem;
  }
}

/** Slack takes so many calls in a minute: it has its turn, and when that comes nothing more is asked. */
export class NotItsTurn extends Error {
  override name = 'NotItsTurn';
  static readonly problem = 'it waits for its turn';
  readonly again: Date;
  constructor(again: Date) {
    super(NotItsTurn.problem);
    this.again = again;
  }
}

/** It was held up until there was no use in it any more. */
export class NotDueAnyMore extends Error {
  override name = 'NotDueAnyMore';
}

const EVENT_TYPE = 'api_review_post';
const Posted = z.object({ channel: z.string(), ts: z.string() });

/** A message that somebody just clicked on, and the address that came along: by it Slack takes changes without counting them. */
export interface Clicked {
  channelId: string;
  ts: string;
  address: string;
}

/** What has to be known of the rows on the way. */
interface Asking {
  clicked: Clicked | undefined;
  /** Throws when it is not this message's turn yet. */
  turn(): Promise<void>;
  threadOf(key: string): Promise<Thread>;
  /** The post as it is to be said now; throws when it is not to be said any more. */
  current(post: Post): Promise<Post>;
}

export async function send(
  { slack, keys }: { slack: WebClient; keys: KeyRing },
  workspaceId: string,
  post: Post,
  asking: Asking,
): Promise<Sent> {
  const { target, version } = post;
  const { threadOf, current } = asking;
  if (target.to === 'response') {
    const address = await keys.open(target.address, { workspaceId, purpose: 'response-url' });
    await respond(address, contentOf(post), target.inPlace === true);
    return { version, channelId: null, ts: null };
  }
  if (target.to === 'whisper') {
    await slack.chat.postEphemeral({
      channel: target.channelId,
      user: target.userId,
      ...(target.threadTs && { thread_ts: target.threadTs }),
      ...contentOf(post),
    });
    return { version, channelId: null, ts: null };
  }
  if (post.ts && post.channelId) {
    if (!isFile(target)) await redraw(slack, post, { channelId: post.channelId, ts: post.ts }, asking);
    return { version, channelId: post.channelId, ts: post.ts };
  }

  const place = await placeOf(slack, post, threadOf);
  const found = post.state === 'sending' ? await lookUp(slack, place, post) : undefined;
  if (found && isFile(target)) return { version, ...found };
  if (found) {
    await slack.chat.update({ channel: found.channelId, ts: found.ts, ...contentOf(post), parse: 'none' });
    return { version, ...found };
  }
  return {
    version,
    ...(isFile(target) ? await upload(slack, place, post) : await postOrStream(slack, place, await current(post))),
  };
}

/** `chat.update` is fifty a minute for the whole workspace: sixty people may click in that time. */
async function redraw(slack: WebClient, post: Post, { channelId, ts }: Thread, { clicked, turn }: Asking) {
  if (clicked?.channelId === channelId && clicked.ts === ts && (await isTaken(clicked.address, contentOf(post))))
    return;
  await turn();
  await slack.chat.update({ channel: channelId, ts, ...contentOf(post), parse: 'none' });
}

const isTaken = (address: string, content: ReturnType<typeof contentOf>) =>
  answer(address, { replace_original: true, ...content }).then(
    () => true,
    () => false,
  );

const isFile = (target: Post['target']) => target.to === 'file' || target.to === 'file for one';

interface Place {
  channelId: string;
  threadTs: string | undefined;
}

async function placeOf(slack: WebClient, post: Post, threadOf: (key: string) => Promise<Thread>): Promise<Place> {
  const { target } = post;
  switch (target.to) {
    case 'channel':
      return { channelId: target.channelId, threadTs: undefined };
    case 'reply':
      return { channelId: target.channelId, threadTs: target.threadTs };
    case 'person':
      // Slack opens the conversation with who is written to. Where the message has to be looked for it has to be known.
      return {
        channelId: post.state === 'sending' ? await conversationWith(slack, target.userId) : target.userId,
        threadTs: undefined,
      };
    case 'file for one':
      return { channelId: await conversationWith(slack, target.userId), threadTs: undefined };
    case 'thread':
    case 'file': {
      const thread = await threadOf(target.under);
      return { channelId: thread.channelId, threadTs: thread.ts };
    }
    default:
      throw new Error(`a ${target.to} has no place in a channel`);
  }
}

/** What may stand there half written already is not streamed a second time. */
async function postOrStream(slack: WebClient, place: Place, post: Post): Promise<{ channelId: string; ts: string }> {
  const { target, state } = post;
  const { threadTs } = place;
  if (target.to !== 'reply' || !target.streamed || !threadTs || state === 'sending')
    return postMessage(slack, place, post);
  return (await stream(slack, { channelId: place.channelId, threadTs }, post)) ?? postMessage(slack, place, post);
}

const LOOKING = { type: 'task_update', id: 'look' } as const;

/** The answer of the agent pane: a task while it is written, then the blocks. Undefined where Slack streams nothing now. */
async function stream(
  slack: WebClient,
  { channelId, threadTs }: { channelId: string; threadTs: string },
  post: Post,
): Promise<{ channelId: string; ts: string } | undefined> {
  const begun = await slack.chat
    .startStream({
      channel: channelId,
      thread_ts: threadTs,
      chunks: [{ ...LOOKING, title: 'Looking into the reviews you may see', status: 'in_progress' }],
    })
    .catch((error: unknown) => {
      if (error instanceof WebAPIPlatformError || error instanceof WebAPIRateLimitedError) return undefined;
      throw error;
    });
  if (!begun) return undefined;
  const { channel, ts } = Posted.parse(begun);
  await slack.chat.stopStream({
    channel,
    ts,
    chunks: [{ ...LOOKING, title: 'Looked into the reviews you may see', status: 'complete' }],
    blocks: contentOf(post).blocks,
    metadata: metadataOf(post),
    session_status: 'active',
  });
  return { channelId: channel, ts };
}

const metadataOf = (post: Post) => ({ event_type: EVENT_TYPE, event_payload: { key: post.id } });

/** Of somebody who cannot be written to Slack says only when asked to open the conversation why that is. */
async function postMessage(slack: WebClient, place: Place, post: Post): Promise<{ channelId: string; ts: string }> {
  try {
    return await postIn(slack, place, post);
  } catch (error) {
    const isUnknown = error instanceof WebAPIPlatformError && error.data.error === 'channel_not_found';
    if (!isUnknown || post.target.to !== 'person' || place.channelId !== post.target.userId) throw error;
    return postIn(slack, { ...place, channelId: await conversationWith(slack, post.target.userId) }, post);
  }
}

async function conversationWith(slack: WebClient, userId: string): Promise<string> {
  const opened = await slack.conversations.open({ users: userId });
  return z.string().parse(opened.channel?.id);
}

async function postIn(slack: WebClient, place: Place, post: Post): Promise<{ channelId: string; ts: string }> {
  const posted = await slack.chat.postMessage({
    channel: place.channelId,
    ...(place.threadTs && { thread_ts: place.threadTs }),
    ...contentOf(post),
    parse: 'none',
    unfurl_links: false,
    unfurl_media: false,
    metadata: metadataOf(post),
  });
  const { channel, ts } = Posted.parse(posted);
  return { channelId: channel, ts };
}

async function upload(slack: WebClient, place: Place, post: Post): Promise<{ channelId: string; ts: string | null }> {
  if (!('name' in post.target) || !('file' in post.message)) throw new Error('a file without its content');
  await slack.filesUploadV2({
    channel_id: place.channelId,
    ...(place.threadTs && { thread_ts: place.threadTs }),
    filename: post.target.name,
    title: post.target.title,
    content: post.message.file,
  } as Parameters<WebClient['filesUploadV2']>[0]);
  return { channelId: place.channelId, ts: null };
}

const History = z.object({
  messages: z
    .array(
      z.object({
        ts: z.string(),
        metadata: z.object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) }).optional(),
        files: z.array(z.object({ name: z.string().optional() }).loose()).optional(),
      }),
    )
    .default([]),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

const LOOK_BACK_PAGES = 5;

/** Looks in the thread, or in the channel's newest messages, for the key that was sent along. */
async function lookUp(
  slack: WebClient,
  place: Place,
  post: Post,
): Promise<{ channelId: string; ts: string } | undefined> {
  let cursor: string | undefined;
  for (let page = 0; page < LOOK_BACK_PAGES; page += 1) {
    const where = { channel: place.channelId, include_all_metadata: true, limit: 200, ...(cursor && { cursor }) };
    const answer = History.parse(
      place.threadTs
        ? await slack.conversations.replies({ ...where, ts: place.threadTs })
        : await slack.conversations.history(where),
    );
    const found = answer.messages.find((message) => isOurs(message, post));
    if (found) return { channelId: place.channelId, ts: found.ts };
    cursor = answer.response_metadata?.next_cursor || undefined;
    if (!cursor) return undefined;
  }
  return undefined;
}

function isOurs(message: z.infer<typeof History>['messages'][number], post: Post): boolean {
  const { target } = post;
  if ('name' in target) return message.files?.some((file) => file.name === target.name) ?? false;
  return message.metadata?.event_type === EVENT_TYPE && message.metadata.event_payload.key === post.id;
}

function contentOf(post: Post): { text: string; blocks: KnownBlock[] } {
  if (!('blocks' in post.message)) throw new Error('a message without blocks');
  return { text: post.message.text, blocks: pictured(post) as unknown as KnownBlock[] };
}

/** A private answer by the address that came with a command or a click: good for five answers in half an hour. */
async function respond(
  address: string,
  content: { text: string; blocks: KnownBlock[] },
  inPlace: boolean,
): Promise<void> {
  await answer(address, { response_type: 'ephemeral', replace_original: inPlace, ...content });
}

async function answer(address: string, body: object): Promise<void> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(8_000),
  });
  if (response.ok) return;
  if (response.status === 429) throw new RespondFailed('wait', Number(response.headers.get('retry-after')) || 1);
  throw new RespondFailed(response.status >= 500 ? 'doubtful' : 'never', 0);
}

export class RespondFailed extends Error {
  override name = 'RespondFailed';
  readonly kind: 'wait' | 'doubtful' | 'never';
  readonly seconds: number;
  constructor(kind: 'wait' | 'doubtful' | 'never', seconds: number) {
    super(`a private answer was not taken (${kind})`);
    this.kind = kind;
    this.seconds = seconds;
  }
}
