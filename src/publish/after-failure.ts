/** After a call that failed: when the message is tried again, and whether it is given up. */
import { findHead, forgetMessage, giveUpPost, type Post, postpone } from '../../db/posts.ts';
import type { Outbox } from './deliver-post.ts';
import { type Failure, failureOf } from './failure.ts';
import { giveUp } from './give-up.ts';
import { NoThreadYet, NotDueAnyMore, NotItsTurn, type Thread } from './send.ts';

export interface Next {
  /** When to try again; undefined when Slack shows what the row says, or never will. */
  again?: Date;
  /** A message that tells somebody about one that was given up. */
  told?: string | undefined;
}

export interface Failed {
  post: Post;
  error: unknown;
  /** Where it was to go, if it goes below another one. */
  thread: Thread | undefined;
}

const BUSY_MS = 500;
const LONGEST_WAIT_MS = 5 * 60_000;
/** What Slack refuses without a reason we know is tried for so long; an outage or a dead token are waited for without end. */
const PATIENCE_MS = 24 * 60 * 60_000;

export const later = ({ now }: Pick<Outbox, 'now'>, ms: number) => new Date(now().getTime() + ms);

export async function afterFailure(
  outbox: Outbox,
  workspaceId: string,
  { post, error, thread }: Failed,
): Promise<Next | 'try again'> {
  if (error instanceof NoThreadYet || error instanceof NotItsTurn) {
    return wait(outbox, workspaceId, post, { kind: 'wait', seconds: 0, problem: error.message }, error.again);
  }
  if (error instanceof NotDueAnyMore) {
    await outbox.db.inWorkspace(workspaceId, (tx) => giveUpPost(tx, post, 'not due any more'));
    return {};
  }
  const failure = failureOf(error);
  if (failure.kind === 'deleted') {
    const anew = await (failure.what === 'message'
      ? postAnew(outbox, workspaceId, post)
      : beginAnew(outbox, workspaceId, post, thread));
    if (anew) return anew;
  }
  if (failure.kind === 'deleted' || failure.kind === 'never' || isTooLate(outbox, post, failure)) {
    return outbox.db.inWorkspace(workspaceId, (tx) => giveUp(tx, workspaceId, post, failure.problem));
  }
  return wait(outbox, workspaceId, post, failure, later(outbox, delayMs(post, failure)));
}

async function wait(
  { db, now }: Outbox,
  workspaceId: string,
  post: Post,
  { kind, problem }: Failure,
  again: Date,
): Promise<Next> {
  // A call that Slack refused to take was not made; a doubt from before it stays.
  const doubtful = kind === 'doubtful' || kind === 'refused' || post.state === 'sending';
  const refusedSince = kind === 'refused' ? (post.refusedSince ?? now()) : kind === 'wait' ? post.refusedSince : null;
  await db.inWorkspace(workspaceId, (tx) =>
    postpone(tx, post.id, { notBefore: again, problem, doubtful, refusedSince }),
  );
  return { again };
}

function delayMs(post: Post, failure: Failure): number {
  if (failure.kind === 'wait') return failure.seconds * 1000;
  if (failure.kind === 'token') return LONGEST_WAIT_MS;
  return Math.min(500 * 2 ** post.attempts, LONGEST_WAIT_MS);
}

const isTooLate = ({ now }: Outbox, { refusedSince }: Post, { kind }: Failure) =>
  kind === 'refused' && refusedSince !== null && now().getTime() - refusedSince.getTime() >= PATIENCE_MS;

/** Undefined when it had been posted anew before: whoever deletes it again means it. */
async function postAnew({ db }: Outbox, workspaceId: string, { id, ts }: Post): Promise<'try again' | undefined> {
  if (!ts) return undefined;
  const forgotten = await db.inWorkspace(workspaceId, (tx) => forgetMessage(tx, id, ts));
  return forgotten ? 'try again' : undefined;
}

/** The same for the message that begins the thread: the next attempt sends it first. */
async function beginAnew(
  { db, now }: Outbox,
  workspaceId: string,
  post: Post,
  thread: Thread | undefined,
): Promise<Next | 'try again' | undefined> {
  if (!thread) return undefined;
  const head = await db.inWorkspace(workspaceId, (tx) => findHead(tx, post.key));
  if (!head || head.ts !== thread.ts) return 'try again'; // another one found out first
  const tried = await db.exclusively(`post ${head.id}`, async () => ({
    anew: await db.inWorkspace(workspaceId, (tx) => forgetMessage(tx, head.id, thread.ts)),
  }));
  if (!tried) return { again: later({ now }, BUSY_MS) };
  return tried.anew ? 'try again' : undefined;
}
