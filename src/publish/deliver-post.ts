/** Brings one message in Slack in line with its row, once, whatever crashes in between. */
import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Database } from '../../db/pool.ts';
import { claimPost, findPostByKey, giveUpPost, markSent, type Post, postpone } from '../../db/posts.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import { failureOf } from './failure.ts';
import { NoThreadYet, type Sent, send } from './send.ts';

export interface Outbox {
  db: Database;
  slack: WebClient;
  keys: KeyRing;
  log: Logger;
  now: () => Date;
}

/** Slack advises at most one update in three seconds per message. Only a card changes that often; the last change is always sent. */
const CARD_PACE_MS = 3_000;
const LOCK_BUSY_MS = 500;
const LONGEST_WAIT_MS = 5 * 60_000;

/** When to try again; undefined when Slack shows what the row says, or never will. */
export async function deliverPost(outbox: Outbox, workspaceId: string, postId: string): Promise<Date | undefined> {
  const outcome = await outbox.db.exclusively(`post ${postId}`, async () => ({
    again: await deliver(outbox, workspaceId, postId),
  }));
  // Whoever holds the lock may have read the row before it changed, so someone has to look again.
  return outcome ? outcome.again : new Date(outbox.now().getTime() + LOCK_BUSY_MS);
}

async function deliver(outbox: Outbox, workspaceId: string, postId: string): Promise<Date | undefined> {
  const { db, log, now } = outbox;
  for (;;) {
    const moment = now();
    const post = await db.inWorkspace(workspaceId, (tx) => claimPost(tx, postId, moment));
    if (!post || post.state === 'sent' || post.state === 'failed') return undefined;
    if (!post.claimed) return post.notBefore;
    try {
      const sent = await send(outbox, workspaceId, post, (key) => threadOf(outbox, workspaceId, key));
      const current = await record(outbox, workspaceId, post, sent);
      if (current) return undefined;
    } catch (error) {
      const again = await postponed(outbox, workspaceId, post, error);
      log.warn({ postId, key: post.key, err: error, again }, 'a message was not delivered');
      return again;
    }
  }
}

/** True when what was sent is still what the row says. */
function record({ db, now }: Outbox, workspaceId: string, post: Post, sent: Sent): Promise<boolean> {
  const notBefore = new Date(now().getTime() + (post.target.to === 'channel' ? CARD_PACE_MS : 0));
  return db.inWorkspace(workspaceId, (tx) =>
    markSent(tx, post.id, { version: sent.version, channelId: sent.channelId, ts: sent.ts, notBefore }),
  );
}

async function postponed(
  { db, now }: Outbox,
  workspaceId: string,
  post: Post,
  error: unknown,
): Promise<Date | undefined> {
  const at = (ms: number) => new Date(now().getTime() + ms);
  const backoff = Math.min(500 * 2 ** post.attempts, LONGEST_WAIT_MS);
  const failure =
    error instanceof NoThreadYet ? ({ kind: 'wait', seconds: 1, problem: error.message } as const) : failureOf(error);
  return db.inWorkspace(workspaceId, async (tx) => {
    if (failure.kind === 'never') {
      await giveUpPost(tx, post.id, failure.problem);
      return undefined;
    }
    const notBefore = at(failure.kind === 'wait' ? failure.seconds * 1000 : backoff);
    // A call that Slack refused to take was not made; a doubt from before it stays.
    const doubtful = failure.kind === 'doubtful' || post.state === 'sending';
    await postpone(tx, post.id, { notBefore, problem: failure.problem, doubtful });
    return notBefore;
  });
}

/** The channel and time stamp of the post that begins a thread, which is sent first if it was not yet. */
async function threadOf(
  outbox: Outbox,
  workspaceId: string,
  key: string,
): Promise<{ channelId: string; ts: string } | undefined> {
  const find = () => outbox.db.inWorkspace(workspaceId, (tx) => findPostByKey(tx, key));
  const parent = await find();
  if (parent && !parent.ts) await deliverPost(outbox, workspaceId, parent.id);
  const begun = await find();
  return begun?.channelId && begun.ts ? { channelId: begun.channelId, ts: begun.ts } : undefined;
}
