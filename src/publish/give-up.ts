/** What becomes of a message that can never be delivered: another way, or word to whoever relies on it. */
import type { Tx } from '../../db/pool.ts';
import { findHead, giveUpPost, type Post, redirectPost, sayOnce } from '../../db/posts.ts';
import { reasonOf, undeliverable } from '../messages/undeliverable.ts';

export type GivenUp =
  /** The row has something to send at once. */
  | 'try again'
  /** The message that tells, if there is someone to tell who was not told of this before. */
  | { told: string | undefined };

export async function giveUp(tx: Tx, workspaceId: string, post: Post, problem: string): Promise<GivenUp> {
  const { target } = post;
  if (target.to === 'response' || target.to === 'whisper') {
    await redirectPost(tx, post.id, { to: 'person', userId: target.userId });
    return 'try again';
  }
  if (!(await giveUpPost(tx, post, problem))) return 'try again';
  return { told: await tell(tx, workspaceId, post, problem) };
}

async function tell(tx: Tx, workspaceId: string, post: Post, problem: string): Promise<string | undefined> {
  if (!post.ifLost) return undefined;
  const { tell: userId, about, what, channelId, command } = post.ifLost;
  const place = await placeOf(tx, post);
  return sayOnce(tx, workspaceId, {
    key: `lost-${about}-${reasonOf(problem)}-${'userId' in place ? place.userId : place.channelId}`,
    target: { to: 'person', userId },
    message: undeliverable({ what, place, problem, command, channelId }),
  });
}

async function placeOf(tx: Tx, post: Post): Promise<{ userId: string } | { channelId: string }> {
  const { target } = (await findHead(tx, post.key)) ?? post;
  if (target.to === 'person' || target.to === 'file for one') return { userId: target.userId };
  if (target.to === 'response') throw new Error('an answer has no place of its own');
  return { channelId: target.channelId };
}
