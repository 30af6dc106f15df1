import type { BlockAction, SlashCommand, ViewClosedAction, ViewSubmitAction } from '@slack/bolt';
import type { Fields } from '../json.ts';
import type { Channel, Ephemeral, Message, ModalView, User } from '../things.ts';
import { messageAnswer, viewAnswer } from '../web-api/answers.ts';
import type { Workspace } from '../workspace.ts';

/** What Slack sends when a person types a command, presses a button or sends a form. */
const legacyToken = 'sandbox-legacy-token';

const channelName = ({ kind, name }: Channel): string =>
  ({ channel: name, group: 'privategroup', im: 'directmessage' })[kind];

interface Rights {
  trigger_id: string;
  response_url: string;
}

export function commandPayload(
  workspace: Workspace,
  o: { user: User; channel: Channel; command: string; text: string } & Rights,
): Fields {
  return {
    token: legacyToken,
    team_id: workspace.team.id,
    team_domain: workspace.team.domain,
    channel_id: o.channel.id,
    channel_name: channelName(o.channel),
    user_id: o.user.id,
    user_name: o.user.name,
    command: o.command,
    text: o.text,
    api_app_id: workspace.appId,
    is_enterprise_install: 'false',
    response_url: o.response_url,
    trigger_id: o.trigger_id,
  } satisfies SlashCommand;
}

const common = (workspace: Workspace, user: User) => ({
  user: { id: user.id, username: user.name, name: user.name, team_id: user.teamId },
  api_app_id: workspace.appId,
  token: legacyToken,
  team: { id: workspace.team.id, domain: workspace.team.domain },
  enterprise: null,
  is_enterprise_install: false,
});

/** The SDK's types have no null for the enterprise, which is what a workspace outside of one gets. */
type Sent<T> = Omit<T, 'enterprise' | 'actions' | 'view' | 'response_url'> & { enterprise: null };

export function messageActionPayload(
  workspace: Workspace,
  o: { user: User; message: Message | Ephemeral; action: Fields; state: Fields } & Rights,
): Fields {
  const { user, message } = o;
  const channel = workspace.channel(message.channel);
  const ephemeral = 'to' in message;
  const shown: Fields & { type: 'message'; ts: string } = ephemeral
    ? { type: 'message', ts: message.ts, user: workspace.botUserId, bot_id: workspace.botId, app_id: workspace.appId }
    : { ...messageAnswer(workspace, message, true), type: 'message', ts: message.ts };
  const payload = {
    type: 'block_actions',
    ...common(workspace, user),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: ephemeral,
      ...(message.threadTs && { thread_ts: message.threadTs }),
    },
    trigger_id: o.trigger_id,
    channel: { id: channel.id, name: channelName(channel) },
    // Of a whisper Slack shows the app neither words nor blocks.
    message: shown,
    state: { values: {} },
  } satisfies Sent<BlockAction>;
  return { ...payload, state: { values: o.state }, actions: [o.action], response_url: o.response_url };
}

/** Actions in a modal or a Home carry no response url. */
export function viewActionPayload(
  workspace: Workspace,
  o: { user: User; view: ModalView; action: Fields; trigger_id: string },
): Fields {
  const payload = {
    type: 'block_actions',
    ...common(workspace, o.user),
    container: { type: 'view', view_id: o.view.id },
    trigger_id: o.trigger_id,
  } satisfies Sent<BlockAction>;
  return { ...payload, view: viewAnswer(workspace, o.view), actions: [o.action] };
}

export function submissionPayload(
  workspace: Workspace,
  o: { user: User; view: ModalView; trigger_id: string },
): Fields {
  const payload = {
    type: 'view_submission',
    ...common(workspace, o.user),
    trigger_id: o.trigger_id,
    response_urls: [],
  } satisfies Omit<Sent<ViewSubmitAction>, 'view'>;
  return { ...payload, view: viewAnswer(workspace, o.view) };
}

export function closedPayload(workspace: Workspace, o: { user: User; view: ModalView; cleared: boolean }): Fields {
  const payload = {
    type: 'view_closed',
    ...common(workspace, o.user),
    is_cleared: o.cleared,
  } satisfies Omit<Sent<ViewClosedAction>, 'view'>;
  return { ...payload, view: viewAnswer(workspace, o.view) };
}

/** What an external select asks while a person types. */
export function suggestionPayload(
  workspace: Workspace,
  o: { user: User; view?: ModalView; message?: Message | Ephemeral; blockId: string; actionId: string; value: string },
): Fields {
  const { message } = o;
  return {
    type: 'block_suggestion',
    ...common(workspace, o.user),
    container: o.view
      ? { type: 'view', view_id: o.view.id }
      : {
          type: 'message',
          message_ts: message?.ts,
          channel_id: message?.channel,
          is_ephemeral: message && 'to' in message,
        },
    action_id: o.actionId,
    block_id: o.blockId,
    value: o.value,
    ...(o.view && { view: viewAnswer(workspace, o.view) }),
    ...(message && { channel: { id: message.channel, name: channelName(workspace.channel(message.channel)) } }),
  };
}
