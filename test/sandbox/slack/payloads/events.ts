import type { types } from '@slack/bolt';
import type { Fields } from '../json.ts';
import type { Message } from '../things.ts';
import { messageAnswer, viewAnswer } from '../web-api/answers.ts';
import type { Workspace } from '../workspace.ts';

/** The events Slack tells an app about. Each is held against the SDK's own type for it. */
const placeOf = (workspace: Workspace, message: Message) => {
  const channel = workspace.channel(message.channel);
  return { channel: channel.id, channel_type: channel.kind } as const;
};

const twice = (ts: string) => ({ ts, event_ts: ts });

export function messagePosted(workspace: Workspace, message: Message): Fields {
  const { type: _type, ...shown } = messageAnswer(workspace, message, true);
  return {
    ...shown,
    type: 'message',
    // Slack sends an event for the app's own posts too; Bolt drops them by their author.
    ...(!message.byApp && { client_msg_id: `sandbox-${message.ts}` }),
    ...(message.files && { subtype: 'file_share' }),
    ...placeOf(workspace, message),
    ...contextOf(workspace, message),
    event_ts: message.ts,
  };
}

/** What is said to the app alone tells what was open beside it. */
function contextOf(workspace: Workspace, { channel, user }: Message): Fields {
  const seen = workspace.lookingAt.get(user);
  if (workspace.channel(channel).kind !== 'im' || seen === undefined) return {};
  const context: types.AppContextChangedEvent['context'] = {
    entities: [{ type: 'slack#/types/channel_id', value: seen, team_id: workspace.team.id }],
  };
  return { app_context: context };
}

export function appMention(workspace: Workspace, message: Message): Fields {
  const event = {
    type: 'app_mention',
    user: message.user,
    text: message.text,
    team: workspace.users.get(message.user)?.teamId ?? workspace.team.id,
    ts: message.ts,
    channel: message.channel,
    event_ts: message.ts,
    client_msg_id: `sandbox-${message.ts}`,
    ...(message.threadTs && { thread_ts: message.threadTs }),
  } satisfies types.AppMentionEvent;
  return { ...event, ...(message.blocks && { blocks: message.blocks }) };
}

export function messageChanged(workspace: Workspace, message: Message, previous: Message): Fields {
  const event = {
    type: 'message',
    subtype: 'message_changed',
    hidden: true,
    ...placeOf(workspace, message),
    ...twice(workspace.nextTs()),
  } satisfies Omit<types.MessageChangedEvent, 'message' | 'previous_message'>;
  return {
    ...event,
    message: messageAnswer(workspace, message, true),
    previous_message: messageAnswer(workspace, previous, true),
  };
}

export function messageDeleted(workspace: Workspace, message: Message): Fields {
  const event = {
    type: 'message',
    subtype: 'message_deleted',
    deleted_ts: message.ts,
    hidden: true,
    ...placeOf(workspace, message),
    ...twice(workspace.nextTs()),
  } satisfies Omit<types.MessageDeletedEvent, 'previous_message'>;
  return { ...event, previous_message: messageAnswer(workspace, message, true) };
}

export function appHomeOpened(workspace: Workspace, user: string, tab: 'home' | 'messages'): Fields {
  const home = workspace.homes.get(user);
  const event = {
    type: 'app_home_opened',
    user,
    channel: workspace.directMessage(user).id,
    tab,
    event_ts: workspace.nextTs(),
  } satisfies types.AppHomeOpenedEvent;
  return { ...event, ...(tab === 'home' && home && { view: viewAnswer(workspace, home) }) };
}

/** As the SDK types it: numbers beside the lists. */
export const membersChanged = (
  workspace: Workspace,
  groupId: string,
  { added, removed }: { added: readonly string[]; removed: readonly string[] },
): Fields =>
  ({
    type: 'subteam_members_changed',
    subteam_id: groupId,
    team_id: workspace.team.id,
    date_previous_update: Math.floor(workspace.now() / 1000) - 60,
    date_update: Math.floor(workspace.now() / 1000),
    added_users: [...added],
    added_users_count: added.length,
    removed_users: [...removed],
    removed_users_count: removed.length,
    event_ts: workspace.nextTs(),
  }) satisfies types.SubteamMembersChangedEvent & { event_ts: string };

export const agentSessionStopped = (workspace: Workspace, message: Message): Fields =>
  ({
    type: 'agent_session_stopped',
    channel: message.channel,
    user: message.user,
    thread_ts: message.threadTs ?? message.ts,
    streaming_message_ts: workspace.messages
      .filter((one) => one.channel === message.channel && one.threadTs === (message.threadTs ?? message.ts))
      .filter(({ stream }) => stream?.over === false)
      .map(({ ts }) => ts),
    event_ts: workspace.nextTs(),
  }) satisfies types.AgentSessionStoppedEvent;

/** The envelope around every event. */
export function envelope(
  workspace: Workspace,
  event: Fields,
  options: { extShared: boolean; eventId: string },
): Fields {
  return {
    token: 'sandbox-legacy-token',
    team_id: workspace.team.id,
    context_team_id: workspace.team.id,
    context_enterprise_id: null,
    api_app_id: workspace.appId,
    event,
    type: 'event_callback',
    event_id: options.eventId,
    event_time: Math.floor(workspace.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: workspace.team.id,
        user_id: workspace.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: options.extShared,
    event_context: `4-${options.eventId}`,
  };
}
