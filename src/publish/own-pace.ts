/** Slack counts calls for the whole workspace: what is not urgent takes turns, so that Slack never has to refuse. */
import type { Database } from '../../db/pool.ts';
import type { Post } from '../../db/posts.ts';
import { type Allowed, takeCall } from '../../db/slack-pace.ts';
import type { Clicked } from './send.ts';

/** Why a message is not sent yet: it has its turn, and when that comes nothing more is asked. */
export const ITS_TURN = 'it waits for its turn';

/** Of `chat.update` Slack takes fifty a minute; cards, which keep a pace of their own, need what is left. */
const UPDATES: Allowed = { burst: 25, perMinute: 30 };
/** Of `chat.postMessage` it takes several hundred. */
const POSTS: Allowed = { burst: 200, perMinute: 240 };

/** In how many milliseconds this message may be sent. */
export async function itsTurnIn(
  db: Database,
  workspaceId: string,
  post: Post,
  clicked: Clicked | undefined,
  now: Date,
): Promise<number> {
  const kind = kindOf(post, clicked);
  if (!kind || post.problem === ITS_TURN) return 0;
  return db.inWorkspace(workspaceId, (tx) => takeCall(tx, workspaceId, kind, kind === 'update' ? UPDATES : POSTS, now));
}

/** Undefined where somebody looks and waits, and Slack counts nothing. */
function kindOf({ target, ts }: Post, clicked: Clicked | undefined): 'update' | 'post' | undefined {
  if (target.to === 'channel' || target.to === 'response' || target.to === 'whisper') return undefined;
  if ('name' in target || (ts !== null && ts === clicked?.ts)) return undefined;
  return ts === null ? 'post' : 'update';
}
