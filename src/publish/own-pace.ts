/** Slack counts calls for the whole workspace: what is not urgent takes turns, so that Slack never has to refuse. */
import type { Tx } from '../../db/pool.ts';
import { findHead, type Post } from '../../db/posts.ts';
import { type Allowed, takeCall } from '../../db/slack-pace.ts';
import type { Outbox } from './deliver-post.ts';
import { NotItsTurn } from './send.ts';

/** Of `chat.update` Slack takes fifty a minute; cards, which keep a pace of their own, need what is left. */
const UPDATES: Allowed = { burst: 25, perMinute: 30 };
/** Of `chat.postMessage` it takes several hundred. */
const POSTS: Allowed = { burst: 200, perMinute: 240 };

/** To one channel it takes about a message a second. */
const IN_CHANNEL: Allowed = { burst: 8, perMinute: 55 };

/** Right before a call: throws when the message has to wait. */
export async function takeTurn(
  { db, now }: Pick<Outbox, 'db' | 'now'>,
  workspaceId: string,
  post: Post,
): Promise<void> {
  if (post.problem === NotItsTurn.problem || isUncounted(post)) return;
  const moment = now();
  const ms = await db.inWorkspace(workspaceId, async (tx) => {
    const take = (kind: string, allowed: Allowed) => takeCall(tx, workspaceId, kind, allowed, moment);
    if (post.ts !== null) return take('update', UPDATES);
    const channelId = await channelOf(tx, post);
    return Math.max(await take('post', POSTS), channelId ? await take(`post ${channelId}`, IN_CHANNEL) : 0);
  });
  if (ms > 0) throw new NotItsTurn(new Date(moment.getTime() + ms));
}

/** Somebody looks and waits, or Slack counts nothing. */
const isUncounted = ({ target }: Post) =>
  target.to === 'channel' || target.to === 'response' || target.to === 'whisper' || 'name' in target;

/** Where others are written to as well: a thread may begin in somebody's direct messages. */
async function channelOf(tx: Tx, { key, target }: Post): Promise<string | undefined> {
  if (target.to === 'reply') return target.channelId;
  if (target.to !== 'thread') return undefined;
  const head = await findHead(tx, key);
  return head?.target.to === 'channel' ? target.channelId : undefined;
}
