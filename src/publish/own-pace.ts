/** Slack counts calls for the whole workspace: what is not urgent takes turns, so that Slack never has to refuse. */
import type { Database, Tx } from '../../db/pool.ts';
import { findHead, type Post } from '../../db/posts.ts';
import { type Allowed, takeCall } from '../../db/slack-pace.ts';
import type { Clicked } from './send.ts';

/** Why a message is not sent yet: it has its turn, and when that comes nothing more is asked. */
export const ITS_TURN = 'it waits for its turn';

/** Of `chat.update` Slack takes fifty a minute; cards, which keep a pace of their own, need what is left. */
const UPDATES: Allowed = { burst: 25, perMinute: 30 };
/** Of `chat.postMessage` it takes several hundred. */
const POSTS: Allowed = { burst: 200, perMinute: 240 };

/** To one channel it takes about a message a second. */
const IN_CHANNEL: Allowed = { burst: 8, perMinute: 55 };

/** In how many milliseconds this message may be sent. */
export async function itsTurnIn(
  db: Database,
  workspaceId: string,
  post: Post,
  clicked: Clicked | undefined,
  now: Date,
): Promise<number> {
  if (post.problem === ITS_TURN || isUncounted(post, clicked)) return 0;
  return db.inWorkspace(workspaceId, async (tx) => {
    const take = (kind: string, allowed: Allowed) => takeCall(tx, workspaceId, kind, allowed, now);
    if (post.ts !== null) return take('update', UPDATES);
    const channelId = await channelOf(tx, post);
    return Math.max(await take('post', POSTS), channelId ? await take(`post ${channelId}`, IN_CHANNEL) : 0);
  });
}

/** Somebody looks and waits, or Slack counts nothing. */
const isUncounted = ({ target, ts }: Post, clicked: Clicked | undefined) =>
  target.to === 'channel' ||
  target.to === 'response' ||
  target.to === 'whisper' ||
  'name' in target ||
  (ts !== null && ts === clicked?.ts);

/** Where others are written to as well: a thread may begin in somebody's direct messages. */
async function channelOf(tx: Tx, { key, target }: Post): Promise<string | undefined> {
  if (target.to === 'reply') return target.channelId;
  if (target.to !== 'thread') return undefined;
  const head = await findHead(tx, key);
  return head?.target.to === 'channel' ? target.channelId : undefined;
}
