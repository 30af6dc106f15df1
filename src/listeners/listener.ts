/** What every listener is handed, and the one border around all of them. */
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { actorOf } from '../../db/actors.ts';
import { recordDenied } from '../../db/denied-attempts.ts';
import { finish, finishAfterAll, finishInVain, timesTakenUp } from '../../db/intake.ts';
import type { Database, Tx } from '../../db/pool.ts';
import { say } from '../../db/posts.ts';
import type { UserGroup } from '../../db/user-groups.ts';
import type { JobRequest } from '../../jobs/queue.ts';
import { inline, type Message, person, plain, safe, section } from '../messages/message.ts';
import { insidersOf, readPlace, whyNotHere } from '../publish/channel.ts';
import { knownActor, knownPerson, lookUpPerson } from '../publish/people.ts';
import { publish } from '../publish/publish.ts';
import type { Clicked } from '../publish/send.ts';
import { groupsToChoose, lookUpGroup } from '../publish/user-groups.ts';
import type { Sight } from '../review/ask/sight.ts';
import { type Action, may, type Part, refusal, type Subject, whyNotOwner, whyNotOwnerGroup } from '../review/may.ts';
import type { Person } from '../review/review.ts';
import { type Actor, isGroup } from '../review/roles.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import { sightOf } from './sight.ts';

export interface Deps {
  db: Database;
  slack: WebClient;
  keys: KeyRing;
  log: Logger;
  now: () => Date;
  newReference: () => string;
  workspaceId: string;
  /** Whether a Cloudflare token came with the environment. */
  environmentToken: boolean;
  /** Adds jobs; what cannot be added now is found by the sweep. */
  enqueue(jobs: readonly JobRequest[]): Promise<void>;
  /** Goes on when the delivery has made room for the next: whoever clicks has three seconds, and Slack may take eight. */
  afterwards(work: () => Promise<void>): void;
}

/** One listener's turn: a transaction, who acts, and what is to be done once it has committed. */
export interface Turn {
  tx: Tx;
  workspaceId: string;
  actor: Actor;
  now: Date;
  keys: KeyRing;
  environmentToken: boolean;
  /** Ids of messages that have something to send. */
  send(...postIds: (string | undefined)[]): void;
  enqueue(job: JobRequest): void;
  /** Answers only the person who acted, once per key; the delivery's own unless another is given. */
  whisper(answer: Message, key?: string): Promise<void>;
  /** The same to a question: to the app alone the answer is streamed, and stays. */
  answer(answer: Message): Promise<void>;
  /** Answers in place of the message that was clicked on. */
  redraw(answer: Message): Promise<void>;
  /** Opens a form; only what a person just did allows it, for three seconds. */
  open(view: ModalView): void;
  /** Why this person or user group can own nothing, if so: gone, a program, a guest, empty. Slack may be asked, so lock nothing before. */
  whyNotOwner(ownerId: string, part?: Part): Promise<string | undefined>;
  /** User groups that can be chosen in a form. Slack may be asked, so lock nothing before. */
  groups(): Promise<UserGroup[]>;
  /** Why nothing of a review may be said in this channel, if so. Slack is asked, so lock nothing before. */
  whyNotIn(channelId: string, nothing?: string): Promise<string | undefined>;
  /** Which of these channels this person may look into. Slack is asked, so lock nothing before. */
  sight(channelIds: readonly string[]): Promise<Sight>;
  /** Why these may not all hear of a review in this channel, if so. Slack is asked, so lock nothing before. */
  whyNotSeen(userIds: readonly string[], channelId: string): Promise<string | undefined>;
  /** Throws the refusal that names who may. */
  demand(action: Action, subject?: Subject): void;
}

/** For the person: shown as written. It says what is wrong, that nothing was saved, and what to do. */
export class UserError extends Error {
  override name = 'UserError';
}

/** Somebody may not do this: they are told, and it is recorded. */
class Denied extends UserError {
  override name = 'Denied';
  readonly action: Action;
  constructor(message: string, action: Action) {
    super(message);
    this.action = action;
  }
}

/** For a form: shown beside its fields, by block. */
export class FormError extends Error {
  override name = 'FormError';
  readonly fields: Record<string, string>;
  constructor(fields: Record<string, string>) {
    super('a form was not accepted');
    this.fields = fields;
  }
}

/** How the person can be answered, and how a form closes. */
export interface Occasion {
  intakeId: string;
  kind: 'command' | 'action' | 'view' | 'event';
  userId: string;
  /** Where a private answer goes: the address that came along, else a channel, else a direct message. */
  answerTo: { address?: string | undefined; channelId?: string | undefined; threadTs?: string | undefined };
  triggerId?: string | undefined;
  /** The message that was clicked on, when everybody sees it. */
  clicked?: Clicked | undefined;
  /** Nobody waits any more: a process was killed before it came to this. */
  late?: boolean;
  ack(answer?: unknown): Promise<void>;
}

const EVENT_ATTEMPTS = 3;

/**
 * Runs a listener in one transaction together with the mark that its delivery is done: both happen, or neither. The
 * work that follows a commit is tried at once, and found by the sweep when this process dies before.
 */
export async function inTurn(deps: Deps, occasion: Occasion, listener: (turn: Turn) => Promise<void>): Promise<void> {
  const { db, workspaceId } = deps;
  const todo = { posts: new Set<string>(), jobs: [] as JobRequest[], view: undefined as ModalView | undefined };
  try {
    const turn = (asked?: Person) =>
      db.inWorkspace(workspaceId, async (tx) => {
        const actor = asked ? await actorOf(tx, asked) : await knownActor(tx, occasion.userId, deps.now());
        if (!actor) return 'unknown person';
        const mine =
          (await finish(tx, occasion.intakeId)) ||
          (occasion.kind === 'view' && (await finishAfterAll(tx, occasion.intakeId)));
        if (!mine) return 'a repetition';
        await listener(turnOf(deps, occasion, tx, actor, todo));
        return 'done';
      });
    // Slack is asked who this is outside of any transaction.
    if ((await turn()) === 'unknown person') await turn(await lookUpPerson(deps, occasion.userId));
    await occasion.ack();
  } catch (error) {
    todo.posts.clear();
    todo.jobs.length = 0;
    todo.view = undefined;
    const told = await explain(deps, occasion, error);
    if (told) todo.posts.add(told);
  }
  await afterCommit(deps, occasion, todo);
}

/** For a delivery that changes no rows: it is done when it was seen. */
export async function settle({ db, workspaceId }: Deps, intakeId: string): Promise<void> {
  await db.inWorkspace(workspaceId, (tx) => finish(tx, intakeId));
}

interface Todo {
  posts: Set<string>;
  jobs: JobRequest[];
  view: ModalView | undefined;
}

function turnOf(deps: Deps, occasion: Occasion, tx: Tx, actor: Actor, todo: Todo): Turn {
  const { workspaceId, keys, environmentToken } = deps;
  return {
    tx,
    workspaceId,
    actor,
    now: deps.now(),
    keys,
    environmentToken,
    send: (...ids) => {
      for (const id of ids) if (id !== undefined) todo.posts.add(id);
    },
    enqueue: (job) => todo.jobs.push(job),
    whisper: async (answer, key) => {
      const id = await whisper(deps, tx, occasion, answer, { key });
      if (id) todo.posts.add(id);
    },
    answer: async (answer) => {
      const id = await whisper(deps, tx, occasion, answer, { streamed: true });
      if (id) todo.posts.add(id);
    },
    redraw: async (answer) => {
      const id = await whisper(deps, tx, occasion, answer, { inPlace: true });
      if (id) todo.posts.add(id);
    },
    open: (view) => {
      todo.view = view;
    },
    whyNotOwner: async (ownerId, part) => {
      if (isGroup(ownerId)) return whyNotOwnerGroup(await lookUpGroup(deps, ownerId));
      const owner = (await knownPerson(tx, ownerId, deps.now())) ?? (await lookUpPerson(deps, ownerId));
      return whyNotOwner(owner, part);
    },
    groups: () => groupsToChoose(deps),
    whyNotSeen: async (userIds, channelId) => {
      const people = userIds.filter((id) => !isGroup(id));
      try {
        const insiders = people.length > 0 ? await insidersOf(deps, channelId) : undefined;
        const outside = insiders ? people.filter((id) => !insiders.has(id)) : [];
        return outside.length > 0
          ? `${inline(outside, 5, person)} ${outside.length === 1 ? 'is' : 'are'} not in this private channel, and nothing of the review leaves it. Please invite them first, or choose somebody who is.`
          : undefined;
      } catch (error) {
        deps.log.warn({ err: error }, 'Slack did not say who is in which channel');
        return 'Slack does not say just now who is in this channel. Please try again in a minute.';
      }
    },
    whyNotIn: async (channelId, nothing) => whyNotHere(await readPlace(deps.slack, channelId), nothing),
    sight: (channelIds) =>
      sightOf(deps, actor.userId, channelIds).catch((error: unknown) => {
        deps.log.warn({ err: error }, 'Slack did not say who is in which channel');
        throw new UserError(
          'Slack does not say just now which channels you may see, so nothing is shown. Please ask again in a minute.',
        );
      }),
    demand: (action, subject = {}) => {
      if (may(actor, action, subject)) return;
      throw new Denied(refusal(actor, action, subject), action);
    },
  };
}

/** Tells the person, in a transaction of its own, and lets the delivery rest; the id of the message. */
async function explain(deps: Deps, occasion: Occasion, error: unknown): Promise<string | undefined> {
  const { db, log, workspaceId } = deps;
  if (error instanceof FormError && !occasion.late) {
    await db.inWorkspace(workspaceId, (tx) => finishInVain(tx, occasion.intakeId));
    await occasion.ack({ response_action: 'errors', errors: error.fields });
    return undefined;
  }
  const denied = error instanceof Denied ? error : undefined;
  let words: string;
  if (error instanceof UserError) {
    words = error.message;
  } else if (error instanceof FormError) {
    words = `What you sent with a form was not saved. ${Object.values(error.fields).join(' ')}`;
  } else {
    const reference = deps.newReference();
    log.error({ err: error, reference, intakeId: occasion.intakeId }, 'a listener failed');
    words = `Something went wrong on our side. Nothing was saved. Please try again; if it happens again, quote reference ${reference}.`;
    if (occasion.kind === 'event') {
      // Nobody clicked, so nobody can click again: the sweep tries anew before the person is told.
      const before = await db.inWorkspace(workspaceId, (tx) => timesTakenUp(tx, occasion.intakeId));
      if (before + 1 < EVENT_ATTEMPTS) return undefined;
    }
  }
  if (occasion.kind === 'view' && !occasion.late) {
    await db.inWorkspace(workspaceId, async (tx) => {
      await finishInVain(tx, occasion.intakeId);
      await record(deps, tx, occasion, denied);
    });
    await occasion.ack({ response_action: 'update', view: problemView(words) });
    return undefined;
  }
  return db.inWorkspace(workspaceId, async (tx) => {
    const end = occasion.kind === 'view' ? finishInVain : finish;
    if (!(await end(tx, occasion.intakeId))) return undefined;
    await record(deps, tx, occasion, denied);
    return whisper(deps, tx, occasion, plain(words));
  });
}

async function record({ workspaceId, now }: Deps, tx: Tx, { userId }: Occasion, denied: Denied | undefined) {
  if (denied) await recordDenied(tx, workspaceId, { userId, action: denied.action, triedAt: now() });
}

/** The key is the delivery's, so a repetition says nothing twice. */
async function whisper(
  deps: Deps,
  tx: Tx,
  occasion: Occasion,
  answer: Message,
  how: { key?: string | undefined; inPlace?: true; streamed?: true } = {},
): Promise<string | undefined> {
  const { workspaceId, keys } = deps;
  const { address, channelId, threadTs } = occasion.answerTo;
  const { key = `answer-${occasion.intakeId}`, inPlace, streamed } = how;
  if (address) {
    const sealed = await keys.seal(address, { workspaceId, purpose: 'response-url' });
    const target = { to: 'response', address: sealed, userId: occasion.userId, ...(inPlace && { inPlace }) } as const;
    return say(tx, workspaceId, { key, target, message: answer });
  }
  // To the app alone nothing has to be whispered, and what is said there stays.
  if (channelId?.startsWith('D') && threadTs)
    return say(tx, workspaceId, {
      key,
      target: { to: 'reply', channelId, threadTs, ...(streamed && { streamed }) },
      message: answer,
    });
  return say(tx, workspaceId, {
    key,
    target: channelId
      ? { to: 'whisper', channelId, userId: occasion.userId, ...(threadTs && { threadTs }) }
      : { to: 'person', userId: occasion.userId },
    message: answer,
  });
}

async function afterCommit(deps: Deps, occasion: Occasion, todo: Todo): Promise<void> {
  if (todo.view) await openForm(deps, occasion, todo.view, todo.posts);
  deps.afterwards(async () => {
    await deps.enqueue(todo.jobs);
    await publish(deps, deps.workspaceId, [...todo.posts], occasion.clicked);
  });
}

async function openForm(deps: Deps, occasion: Occasion, view: ModalView, posts: Set<string>): Promise<void> {
  const { db, slack, log, workspaceId } = deps;
  try {
    await slack.views.open({ trigger_id: occasion.triggerId ?? '', view });
  } catch (error) {
    log.warn({ err: error }, 'a form could not be opened in time');
    const again = occasion.kind === 'command' ? 'type the command' : 'press the button';
    const words = plain(`The form could not be opened in time. Please ${again} again.`);
    const told = await db.inWorkspace(workspaceId, (tx) =>
      whisper(deps, tx, occasion, words, { key: `form-${occasion.intakeId}` }),
    );
    if (told) posts.add(told);
  }
}

const problemView = (words: string): ModalView => ({
  type: 'modal',
  title: { type: 'plain_text', text: 'Not saved' },
  close: { type: 'plain_text', text: 'Close' },
  blocks: [section(words)],
});

/** A line for the person, with text from outside made harmless. */
export const quoted = (text: string) => `“${safe(text, 120)}”`;
