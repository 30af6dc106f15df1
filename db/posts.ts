/** The outbox: one row is one message, and its key says what it is about. */
import { z } from 'zod';
import { jsonb } from './json.ts';
import type { Tx } from './pool.ts';

/** Where a message goes. A thread is named by the key of the post that begins it. */
export const PostTarget = z.discriminatedUnion('to', [
  z.object({ to: z.literal('channel'), channelId: z.string() }),
  z.object({ to: z.literal('thread'), channelId: z.string(), under: z.string() }),
  z.object({ to: z.literal('person'), userId: z.string() }),
  /** Only this person sees it, there and now: it cannot be edited or looked up later. */
  z.object({
    to: z.literal('whisper'),
    channelId: z.string(),
    userId: z.string(),
    threadTs: z.string().optional(),
  }),
  /** The same by the address that came with a command or click; a JWE. */
  z.object({ to: z.literal('response'), address: z.string() }),
  z.object({ to: z.literal('file'), channelId: z.string(), under: z.string(), name: z.string(), title: z.string() }),
]);
export type PostTarget = z.infer<typeof PostTarget>;

const PostContent = z.union([
  z.object({ text: z.string(), blocks: z.array(z.record(z.string(), z.unknown())) }),
  z.object({ file: z.string() }),
]);

const Post = z.object({
  id: z.uuid(),
  key: z.string(),
  target: PostTarget,
  message: PostContent,
  version: z.int(),
  sentVersion: z.int(),
  state: z.enum(['waiting', 'sending', 'sent', 'failed']),
  channelId: z.string().nullable(),
  ts: z.string().nullable(),
  attempts: z.int(),
  notBefore: z.date(),
});
export type Post = z.infer<typeof Post>;

const Claim = Post.extend({ claimed: z.boolean() });

const COLUMNS = `id, key, target, message, version, sent_version as "sentVersion", state, channel_id as "channelId", ts,
                 attempts, not_before as "notBefore"`;

/**
 * Says a message, or brings the one with this key up to date. The answer is the id of a row that has something to send,
 * undefined when Slack shows this already.
 */
export async function say(
  tx: Tx,
  workspaceId: string,
  post: { key: string; target: PostTarget; message: object },
): Promise<string | undefined> {
  const { rows } = await tx.query(
    `insert into post (workspace_id, key, target, message)
     values ($1, $2, $3, $4)
         on conflict (workspace_id, key) do update
        set message = excluded.message,
            version = post.version + 1,
            state = case post.state when 'sending' then 'sending' else 'waiting' end
      where post.message <> excluded.message
  returning id`,
    [workspaceId, post.key, jsonb(post.target), jsonb(post.message)],
  );
  return rows[0] && z.uuid().parse(rows[0].id);
}

export async function findPostByKey(tx: Tx, key: string): Promise<Post | undefined> {
  const { rows } = await tx.query(`select ${COLUMNS} from post where key = $1`, [key]);
  return rows[0] && Post.parse(rows[0]);
}

/**
 * Marks what is to be sent before Slack is called, and answers with the row as it was: one that was marked before is
 * doubtful. A row that must wait, and one with nothing to send, is not claimed; its state and its time say which.
 */
export async function claimPost(tx: Tx, postId: string, now: Date): Promise<z.infer<typeof Claim> | undefined> {
  const { rows } = await tx.query(
    `with was as (select ${COLUMNS} from post where id = $1),
          marked as (update post set state = 'sending', attempts = attempts + 1
                      where id = $1 and state in ('waiting', 'sending') and not_before <= $2
                  returning id)
     select was.*, exists (select from marked) as claimed from was`,
    [postId, now],
  );
  return rows[0] && Claim.parse(rows[0]);
}

/** `version` is the one that was sent: when the message moved on meanwhile, it waits again. */
export async function markSent(
  tx: Tx,
  postId: string,
  sent: { version: number; channelId: string | null; ts: string | null; notBefore: Date },
): Promise<boolean> {
  const { rows } = await tx.query(
    `update post
        set sent_version = $2,
            state = case version when $2 then 'sent' else 'waiting' end,
            channel_id = coalesce($3, channel_id),
            ts = coalesce($4, ts),
            not_before = $5,
            attempts = 0,
            problem = null
      where id = $1
  returning state`,
    [postId, sent.version, sent.channelId, sent.ts, sent.notBefore],
  );
  return rows[0]?.state === 'sent';
}

/** `doubtful` keeps the state in which the next attempt looks before it sends. */
export async function postpone(
  tx: Tx,
  postId: string,
  delay: { notBefore: Date; problem: string; doubtful: boolean },
): Promise<void> {
  await tx.query(`update post set state = $2, not_before = $3, problem = $4 where id = $1`, [
    postId,
    delay.doubtful ? 'sending' : 'waiting',
    delay.notBefore,
    delay.problem,
  ]);
}

export async function giveUpPost(tx: Tx, postId: string, problem: string): Promise<void> {
  await tx.query(`update post set state = 'failed', problem = $2 where id = $1`, [postId, problem]);
}

/** The key of the post that begins a thread, when the thread is one of ours. */
export async function keyOfMessage(tx: Tx, channelId: string, ts: string): Promise<string | undefined> {
  const { rows } = await tx.query('select key from post where channel_id = $1 and ts = $2', [channelId, ts]);
  return rows[0] && z.string().parse(rows[0].key);
}

/** Messages of one kind that were said before, by the beginning of their keys. */
export async function keysBeginning(tx: Tx, prefix: string): Promise<string[]> {
  const { rows } = await tx.query('select key from post where starts_with(key, $1) order by key', [prefix]);
  return rows.map((row) => z.string().parse(row.key));
}

/** What people wait for is shown at once: the pace is for what moves often. */
export async function hurry(tx: Tx, key: string): Promise<void> {
  await tx.query(`update post set not_before = now() where key = $1 and state = 'waiting'`, [key]);
}
