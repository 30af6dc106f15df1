/** What Slack delivered, reduced to what is needed, with the key by which a repetition is known. Pure. */
import { createHash } from 'node:crypto';
import { z } from 'zod';

const Command = z.object({
  command: z.string(),
  text: z.string().default(''),
  team_id: z.string(),
  channel_id: z.string(),
  user_id: z.string(),
  response_url: z.string(),
  trigger_id: z.string(),
});

const Action = z.object({
  type: z.literal('block_actions'),
  team: z.object({ id: z.string() }),
  user: z.object({ id: z.string() }),
  trigger_id: z.string(),
  response_url: z.string().optional(),
  channel: z.object({ id: z.string() }).optional(),
  container: z.record(z.string(), z.unknown()).optional(),
  message: z.object({ ts: z.string(), thread_ts: z.string().optional() }).optional(),
  actions: z
    .array(
      z.object({
        type: z.string(),
        action_id: z.string(),
        block_id: z.string(),
        value: z.string().optional(),
        selected_user: z.string().optional(),
        selected_option: z.object({ value: z.string() }).optional(),
        action_ts: z.string(),
      }),
    )
    .min(1),
});

const StateValue = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown())));
const View = z.object({
  type: z.literal('view_submission'),
  team: z.object({ id: z.string() }),
  user: z.object({ id: z.string() }),
  view: z.object({
    id: z.string(),
    type: z.literal('modal'),
    callback_id: z.string(),
    private_metadata: z.string().default(''),
    state: z.object({ values: StateValue }),
  }),
});

/** What a person was looking at when they wrote to the app alone. */
const AppContext = z.object({
  entities: z.array(z.object({ type: z.string(), value: z.unknown() }).loose()).default([]),
});

const MessageEvent = z.object({
  type: z.enum(['message', 'app_mention']),
  subtype: z.string().optional(),
  channel: z.string(),
  channel_type: z.string().optional(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  text: z.string().default(''),
  ts: z.string(),
  thread_ts: z.string().optional(),
  app_context: AppContext.optional().catch(undefined),
  // Of a file that Slack hides, or keeps elsewhere, there may be no name.
  files: z
    .array(
      z.object({
        id: z.string(),
        name: z
          .string()
          .nullish()
          .transform((name) => name ?? ''),
      }),
    )
    .optional()
    .catch(undefined),
  message: z
    .object({
      user: z.string().optional(),
      bot_id: z.string().optional(),
      text: z.string().default(''),
      ts: z.string(),
      thread_ts: z.string().optional(),
      edited: z.object({ ts: z.string() }).optional(),
    })
    .optional(),
});

const AgentStopped = z.object({
  type: z.literal('agent_session_stopped'),
  channel: z.string(),
  user: z.string(),
  thread_ts: z.string(),
  streaming_message_ts: z.array(z.string()).default([]),
});

/** Who came to a user group, and who left it. */
const MembersChanged = z.object({
  type: z.literal('subteam_members_changed'),
  subteam_id: z.string(),
  added_users: z.array(z.string()).default([]),
  removed_users: z.array(z.string()).default([]),
});

const HomeOpened = z.object({
  type: z.literal('app_home_opened'),
  user: z.string(),
  channel: z.string(),
  tab: z.string(),
});

const Event = z.object({
  type: z.literal('event_callback'),
  team_id: z.string(),
  event_id: z.string(),
  event: z.object({ type: z.string() }).loose(),
});

export interface Delivery {
  workspaceId: string;
  kind: 'command' | 'action' | 'view' | 'event';
  dedupeKey: string;
  /** Enough for the listeners, and nothing more. */
  body: Record<string, unknown>;
  /** Kept only if this message begins a thread of ours; `null` when it is addressed to the app, so kept in any case. */
  onlyInThread: { channelId: string; ts: string } | null;
}

/** Undefined for what nobody here listens to: it is acknowledged and forgotten. */
export function readDelivery(body: unknown, botUserId: string): Delivery | undefined {
  const command = Command.safeParse(body);
  if (command.success) return commandOf(command.data);
  const action = Action.safeParse(body);
  if (action.success) return actionOf(action.data);
  const view = View.safeParse(body);
  if (view.success) return viewOf(view.data);
  const event = Event.safeParse(body);
  return event.success ? eventOf(event.data, botUserId) : undefined;
}

const commandOf = (body: z.infer<typeof Command>): Delivery => ({
  workspaceId: body.team_id,
  kind: 'command',
  dedupeKey: `command ${body.trigger_id}`,
  body,
  onlyInThread: null,
});

function actionOf(body: z.infer<typeof Action>): Delivery {
  const [first] = body.actions;
  const on = body.message?.ts ?? '';
  return {
    workspaceId: body.team.id,
    kind: 'action',
    dedupeKey: `action ${body.user.id} ${on} ${first?.action_id} ${first?.action_ts}`,
    body,
    onlyInThread: null,
  };
}

/** The same form sent twice with the same content is one; sent again after a correction it is another. */
const viewOf = (body: z.infer<typeof View>): Delivery => ({
  workspaceId: body.team.id,
  kind: 'view',
  dedupeKey: `view ${body.view.id} ${createHash('sha256').update(JSON.stringify(body.view.state.values)).digest('base64url')}`,
  body,
  onlyInThread: null,
});

function eventOf(
  { team_id: workspaceId, event_id: eventId, event }: z.infer<typeof Event>,
  botUserId: string,
): Delivery | undefined {
  const envelope = { type: 'event_callback', team_id: workspaceId, event_id: eventId };
  const simple = z.union([HomeOpened, AgentStopped, MembersChanged]).safeParse(event);
  if (simple.success) {
    return {
      workspaceId,
      kind: 'event',
      dedupeKey: `event ${eventId}`,
      body: { ...envelope, event: simple.data },
      onlyInThread: null,
    };
  }
  const parsed = MessageEvent.safeParse(event);
  if (!parsed.success) return undefined;
  const message = parsed.data;
  const said = message.subtype === 'message_changed' ? message.message : message;
  const byPerson = said?.user !== undefined && said.bot_id === undefined;
  if (!said || !byPerson) return undefined;

  if (message.subtype === 'message_changed') {
    if (!message.message?.edited) return undefined; // an unfurl or a new reply, not a person's edit
    const { ts, thread_ts: thread, edited } = message.message;
    return {
      workspaceId,
      kind: 'event',
      dedupeKey: `edit ${message.channel} ${ts} ${edited.ts}`,
      body: { ...envelope, event: message },
      onlyInThread: { channelId: message.channel, ts: thread ?? ts },
    };
  }
  if (message.subtype !== undefined && message.subtype !== 'file_share' && message.subtype !== 'thread_broadcast')
    return undefined;
  // As a message or as a mention, whichever comes first.
  const mentioned = message.type === 'app_mention' || new RegExp(`<@${botUserId}[|>]`).test(message.text);
  const addressed = mentioned || message.channel_type === 'im';
  if (!addressed && !message.thread_ts) return undefined;
  return {
    workspaceId,
    kind: 'event',
    // A mention in a thread arrives twice, as a mention and as a message: it is one.
    dedupeKey: `message ${message.channel} ${message.ts}`,
    body: { ...envelope, event: { ...message, type: 'message', addressed, lookingAt: lookedAt(message.app_context) } },
    onlyInThread: addressed ? null : { channelId: message.channel, ts: message.thread_ts ?? message.ts },
  };
}

function lookedAt(seen: z.infer<typeof AppContext> | undefined): string | undefined {
  const channel = seen?.entities.find(({ type }) => type === 'slack#/types/channel_id')?.value;
  return typeof channel === 'string' ? channel : undefined;
}

/** Form fields whose block says that they are secret. */
export const SECRET_BLOCK = /^secret_/;
