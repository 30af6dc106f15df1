/** Brings one message in Slack in line with its row, once, whatever crashes in between. */
import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Database } from '../../db/pool.ts';
import { claimPost, countAhead, findHead, markSent, type Post } from '../../db/posts.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import { afterFailure, later, type Next } from './after-failure.ts';
import { takeTurn } from './own-pace.ts';
import { withoutCharts } from './picture.ts';
import { dueMessage, isReminder } from './remind.ts';
import {
  type Clicked,
  NoThreadYet,
  NotDueAnyMore,
  NotItsTurn,
  type Sent,
  send,
  type Thread,
  ThreadLost,
} from './send.ts';

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
const NO_THREAD_MS = 1_000;
const TURN_MS = 200;

/** When to try again; undefined when Slack shows what the row says, or never will. */
export async function deliverPost(
  outbox: Outbox,
  workspaceId: string,
  postId: string,
  clicked?: Clicked,
): Promise<Date | undefined> {
  const delivered = await outbox.db.exclusively(`post ${postId}`, () => deliver(outbox, workspaceId, postId, clicked));
  // Whoever holds the lock may have read the row before it changed, so someone has to look again.
  if (!delivered) return later(outbox, LOCK_BUSY_MS);
  if (delivered.told) await deliverPost(outbox, workspaceId, delivered.told); // what waits then is found by the sweep
  return delivered.again;
}

async function deliver(
  outbox: Outbox,
  workspaceId: string,
  postId: string,
  clicked: Clicked | undefined,
): Promise<Next> {
  const { db, log, now } = outbox;
  for (;;) {
    const moment = now();
    const post = await db.inWorkspace(workspaceId, (tx) => claimPost(tx, postId, moment));
    if (!post || post.state === 'sent' || post.state === 'failed') return {};
    if (!post.claimed) return { again: post.notBefore };
    const turn = () => takeTurn(outbox, workspaceId, post);
    let thread: Thread | undefined;
    try {
      const sent = await send(outbox, workspaceId, post, {
        clicked,
        turn,
        threadOf: async (key) => {
          thread = await threadOf(outbox, workspaceId, post, key);
          return thread;
        },
        current: async () => {
          await turn();
          if (!isReminder(post)) return post;
          const due = await db.inWorkspace(workspaceId, (tx) => dueMessage(tx, post, now()));
          if (!due) throw new NotDueAnyMore();
          return { ...post, message: due };
        },
      });
      const current = await record(outbox, workspaceId, post, sent);
      if (current) return {};
    } catch (error) {
      if (await withoutCharts(outbox, workspaceId, post, error)) continue;
      const next = await afterFailure(outbox, workspaceId, { post, error, thread });
      if (!(error instanceof NotItsTurn))
        log.warn(
          { postId, key: post.key, err: error, ...(next !== 'try again' && next) },
          'a message was not delivered',
        );
      if (next !== 'try again') return next;
    }
  }
}

/** True when what was sent is still what the row says. */
function record(outbox: Outbox, workspaceId: string, post: Post, sent: Sent): Promise<boolean> {
  const notBefore = later(outbox, post.target.to === 'channel' ? CARD_PACE_MS : 0);
  return outbox.db.inWorkspace(workspaceId, (tx) =>
    markSent(tx, post.id, { version: sent.version, channelId: sent.channelId, ts: sent.ts, notBefore }),
  );
}

/**
 * The channel and time stamp of the post that begins a thread, which is sent first if it was not yet. What waited for it
 * goes in the order in which it was said.
 */
async function threadOf(outbox: Outbox, workspaceId: string, post: Post, key: string): Promise<Thread> {
  const find = () => outbox.db.inWorkspace(workspaceId, (tx) => findHead(tx, key));
  const head = await find();
  const again = head && !head.ts ? await deliverPost(outbox, workspaceId, head.id) : undefined;
  const begun = await find();
  if (begun?.channelId && begun.ts) {
    const ahead = await outbox.db.inWorkspace(workspaceId, (tx) =>
      countAhead(tx, post, begun.key, NoThreadYet.problem),
    );
    if (ahead > 0) throw new NoThreadYet(later(outbox, TURN_MS * ahead));
    return { channelId: begun.channelId, ts: begun.ts };
  }
  if (!begun || begun.state === 'failed') throw new ThreadLost(begun?.problem ?? 'thread_not_found');
  throw new NoThreadYet(again ?? later(outbox, NO_THREAD_MS));
}
