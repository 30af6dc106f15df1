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
  /** The same by the address that came with a command or click; a JWE. It may take the place of what was clicked on. */
  z.object({ to: z.literal('response'), address: z.string(), userId: z.string(), inPlace: z.boolean().optional() }),
  /** An answer under what somebody said to the app alone. */
  z.object({
    to: z.literal('reply'),
    channelId: z.string(),
    threadTs: z.string(),
    streamed: z.literal(true).optional(),
  }),
  z.object({ to: z.literal('file'), channelId: z.string(), under: z.string(), name: z.string(), title: z.string() }),
  /** A file for one person alone. */
  z.object({ to: z.literal('file for one'), userId: z.string(), name: z.string(), title: z.string() }),
]);
export type PostTarget = z.infer<typeof PostTarget>;

/** Who is told when a message can never be posted, what it was, and which command in which channel brings it then. */
const IfLost = z.object({
  tell: z.string(),
  /** They are told once of one thing and reason. */
  about: z.string(),
  what: z.string(),
  channelId: z.string(),
  command: z.string(),
});
export type IfLost = z.infer<typeof IfLost>;

export interface Saying {
  key: string;
  target: PostTarget;
  message: object;
  ifLost?: IfLost | undefined;
}

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
  refusedSince: z.date().nullable(),
  problem: z.string().nullable(),
  ifLost: IfLost.nullable(),
  /** What stands in for the charts of the message, which Slack refused. */
  pictures: z.array(z.string().nullable()).nullable(),
});
export type Post = z.infer<typeof Post>;

const Claim = Post.extend({ claimed: z.boolean() });

const COLUMNS = `id, key, target, message, version, sent_version as "sentVersion", state, channel_id as "channelId", ts,
                 attempts, not_before as "notBefore", refused_since as "refusedSince", problem, if_lost as "ifLost", pictures`;

/**
 * Says a message, or brings the one with this key up to date. The answer is the id of a row that has something to send,
 * undefined when Slack shows this already. What was given up is tried again: its channel may be open by now.
 */
export async function say(tx: Tx, workspaceId: string, post: Saying): Promise<string | undefined> {
  const { rows } = await tx.query(
    `insert into post (workspace_id, key, target, message, if_lost)
     values ($1, $2, $3, $4, $5)
         on conflict (workspace_id, key) do update
        set message = excluded.message,
            if_lost = excluded.if_lost,
            pictures = null,
            version = post.version + 1,
            state = case post.state when 'sending' then 'sending' else 'waiting' end,
            attempts = case post.state when 'failed' then 0 else post.attempts end,
            refused_since = case post.state when 'failed' then null else post.refused_since end
      where post.message <> excluded.message or post.state = 'failed'
  returning id`,
    valuesOf(workspaceId, post),
  );
  return rows[0] && z.uuid().parse(rows[0].id);
}

/** Says a message if none with this key was ever said. */
export async function sayOnce(tx: Tx, workspaceId: string, post: Saying): Promise<string | undefined> {
  const { rows } = await tx.query(
    `insert into post (workspace_id, key, target, message, if_lost)
     values ($1, $2, $3, $4, $5)
         on conflict (workspace_id, key) do nothing
  returning id`,
    valuesOf(workspaceId, post),
  );
  return rows[0] && z.uuid().parse(rows[0].id);
}

const valuesOf = (workspaceId: string, { key, target, message, ifLost }: Saying) => [
  workspaceId,
  key,
  jsonb(target),
  jsonb(message),
  ifLost ? jsonb(ifLost) : null,
];

export async function findPostByKey(tx: Tx, key: string): Promise<Post | undefined> {
  const { rows } = await tx.query(`select ${COLUMNS} from post where key = $1`, [key]);
  return rows[0] && Post.parse(rows[0]);
}

/** The post that begins the thread which the one with this key begins or is in: a reply begins none. */
export async function findHead(tx: Tx, key: string): Promise<Post | undefined> {
  const post = await findPostByKey(tx, key);
  return post && 'under' in post.target ? findHead(tx, post.target.under) : post;
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
            refused_since = null,
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
  delay: { notBefore: Date; problem: string; doubtful: boolean; refusedSince: Date | null },
): Promise<void> {
  await tx.query(`update post set state = $2, not_before = $3, problem = $4, refused_since = $5 where id = $1`, [
    postId,
    delay.doubtful ? 'sending' : 'waiting',
    delay.notBefore,
    delay.problem,
    delay.refusedSince,
  ]);
}

/** How many messages of a thread were said before this one and, for the reason given, are not in Slack yet. */
export async function countAhead(tx: Tx, post: Post, headKey: string, problem: string): Promise<number> {
  const { rows } = await tx.query(
    `with recursive thread as (
         select key, said, state, ts, problem from post where key = $2
          union all
         select post.key, post.said, post.state, post.ts, post.problem
           from thread join post on post.target ->> 'under' = thread.key)
     select count(*)::int as n
       from thread
      where said < (select said from post where id = $1)
        and state in ('waiting', 'sending')
        and ts is null
        and problem = $3`,
    [post.id, headKey, problem],
  );
  return z.int().parse(rows[0]?.n);
}

/** False when the message moved on meanwhile: what it says now was not tried yet. */
export async function giveUpPost(tx: Tx, post: Post, problem: string): Promise<boolean> {
  const { rows } = await tx.query(
    `update post set state = case version when $2 then 'failed' else 'waiting' end, problem = $3
      where id = $1
  returning state`,
    [post.id, post.version, problem],
  );
  return rows[0]?.state === 'failed';
}

/** The same message by another way, from the beginning. */
export async function redirectPost(tx: Tx, postId: string, target: PostTarget): Promise<void> {
  await tx.query(
    `update post
        set target = $2, state = 'waiting', attempts = 0, refused_since = null, problem = null, not_before = now()
      where id = $1`,
    [postId, jsonb(target)],
  );
}

/** Somebody deleted the message in Slack: it is posted anew, once. False when it was before, or when it is another one by now. */
export async function forgetMessage(tx: Tx, postId: string, ts: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update post set former_ts = ts, ts = null, state = 'waiting', problem = null
      where id = $1 and ts = $2 and former_ts is null`,
    [postId, ts],
  );
  return rowCount === 1;
}

/** The key of the post that begins a thread, when the thread is one of ours. It outlives its first message in Slack. */
export async function keyOfMessage(tx: Tx, channelId: string, ts: string): Promise<string | undefined> {
  const { rows } = await tx.query('select key from post where channel_id = $1 and (ts = $2 or former_ts = $2)', [
    channelId,
    ts,
  ]);
  return rows[0] && z.string().parse(rows[0].key);
}

/** Messages of one kind that were said before, by the beginning of their keys. */
export async function keysBeginning(tx: Tx, prefix: string): Promise<string[]> {
  const { rows } = await tx.query('select key from post where starts_with(key, $1) order by key', [prefix]);
  return rows.map((row) => z.string().parse(row.key));
}

/** Of a message that nobody has seen yet, what it is to say. */
export async function redrawUnsent(tx: Tx, postId: string, message: object): Promise<Post['message']> {
  const { rows } = await tx.query('update post set message = $2 where id = $1 returning message', [
    postId,
    jsonb(message),
  ]);
  return PostContent.parse(rows[0]?.message);
}

/** What people wait for is shown at once: the pace is for what moves often. A wait after a problem stays as it is. */
export async function hurry(tx: Tx, key: string): Promise<void> {
  await tx.query(`update post set not_before = now() where key = $1 and state = 'waiting' and problem is null`, [key]);
}

/** Slack refused the charts of this message: what stands in for each. */
export async function pictureInstead(tx: Tx, postId: string, pictures: readonly (string | null)[]): Promise<void> {
  await tx.query('update post set pictures = $2 where id = $1', [postId, jsonb(pictures)]);
}

const Direct = z.object({ messages: z.int(), people: z.int(), most: z.int() });
export type Direct = z.infer<typeof Direct>;

/** How many messages people got for themselves alone since then, and how many whoever got most. An edit is none. */
export async function countDirect(tx: Tx, since: Date): Promise<Direct> {
  const { rows } = await tx.query(
    `select coalesce(sum(n), 0)::int as messages, count(*)::int as people, coalesce(max(n), 0)::int as most
       from (select count(*) as n from post
              where target ->> 'to' = 'person' and said_at >= $1 and state = 'sent'
              group by target ->> 'userId') as told`,
    [since],
  );
  return Direct.parse(rows[0]);
}
