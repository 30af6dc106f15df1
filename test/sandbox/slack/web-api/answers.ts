import { type Fields, isFields, list } from '../json.ts';
import type { Channel, FileUpload, Message, ModalView, User } from '../things.ts';
import type { Workspace } from '../workspace.ts';

/** The shapes in which Slack shows its things to an app. */
export function messageAnswer(workspace: Workspace, message: Message, withMetadata = false): Fields {
  const replies = workspace.messages.filter((one) => one.channel === message.channel && one.threadTs === message.ts);
  const authors = [...new Set(replies.map((one) => one.user))];
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: workspace.users.get(message.user)?.teamId ?? workspace.team.id,
    ...(message.byApp && appAuthor(workspace)),
    ...(message.blocks && { blocks: message.blocks }),
    ...(message.attachments && { attachments: message.attachments }),
    ...(message.edited && { edited: message.edited }),
    ...(message.files && { files: message.files.map((id) => sharedFile(workspace, id)) }),
    ...(withMetadata && message.metadata && { metadata: message.metadata }),
    ...(message.threadTs && {
      thread_ts: message.threadTs,
      parent_user_id: workspace.message(message.channel, message.threadTs)?.user,
    }),
    ...(replies.length > 0 && {
      thread_ts: message.ts,
      reply_count: replies.length,
      reply_users: authors,
      reply_users_count: authors.length,
      latest_reply: replies.at(-1)?.ts,
    }),
  };
}

function sharedFile(workspace: Workspace, id: string): Fields {
  const file = workspace.files.get(id);
  return file ? fileAnswer(workspace, file) : { id, mode: 'tombstone' };
}

export function fileAnswer(workspace: Workspace, file: FileUpload): Fields {
  const address = `${workspace.fileOrigin}/files-pri/${workspace.team.id}-${file.id}`;
  return {
    id: file.id,
    name: file.name,
    title: file.title,
    size: file.length,
    filetype: file.name.split('.').at(-1) ?? '',
    user: file.by ?? workspace.botUserId,
    mode: 'hosted',
    is_external: false,
    file_access: 'visible',
    url_private: `${address}/${encodeURIComponent(file.name)}`,
    url_private_download: `${address}/download/${encodeURIComponent(file.name)}`,
  };
}

const appAuthor = (workspace: Workspace): Fields => ({
  bot_id: workspace.botId,
  app_id: workspace.appId,
  bot_profile: {
    id: workspace.botId,
    app_id: workspace.appId,
    name: workspace.appName,
    icons: {},
    deleted: false,
    updated: 1_700_000_000,
    team_id: workspace.team.id,
  },
});

export function userAnswer(workspace: Workspace, user: User, locale = false): Fields {
  return {
    id: user.id,
    team_id: user.teamId,
    name: user.name,
    deleted: user.deleted,
    real_name: user.realName,
    is_bot: user.isBot,
    is_app_user: false,
    updated: 1_700_000_000,
    profile: {
      real_name: user.realName,
      display_name: user.name,
      team: user.teamId,
      avatar_hash: '0123456789ab',
      ...(user.isBot && { bot_id: workspace.botId, api_app_id: workspace.appId }),
    },
    // A removed account loses its zone and its roles.
    ...(!user.deleted && {
      tz: user.tz,
      tz_label: user.tzLabel,
      tz_offset: user.tzOffset,
      is_admin: user.isAdmin,
      is_owner: user.isOwner,
      is_primary_owner: user.isOwner,
      is_restricted: user.isRestricted,
      is_ultra_restricted: false,
      ...(user.teamId !== workspace.team.id && { is_stranger: true }),
    }),
    ...(locale && { locale: 'en-US' }),
  };
}

export function channelAnswer(workspace: Workspace, channel: Channel, memberCount = false): Fields {
  if (channel.kind === 'im') {
    const user = [...channel.members].find((id) => id !== workspace.botUserId) ?? '';
    const isUserDeleted = workspace.users.get(user)?.deleted ?? false;
    return {
      id: channel.id,
      created: channel.created,
      is_archived: false,
      is_im: true,
      user,
      is_user_deleted: isUserDeleted,
    };
  }
  const connected = channel.isExtShared ? [workspace.team.id, workspace.strangersTeam.id] : [workspace.team.id];
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'channel',
    is_group: channel.kind === 'group',
    is_im: false,
    is_mpim: false,
    is_private: channel.kind === 'group',
    created: channel.created,
    creator: channel.creator,
    is_archived: channel.isArchived,
    is_general: channel.isGeneral,
    is_shared: channel.isExtShared,
    is_ext_shared: channel.isExtShared,
    is_org_shared: false,
    is_pending_ext_shared: false,
    is_member: channel.members.has(workspace.botUserId),
    context_team_id: workspace.team.id,
    shared_team_ids: connected,
    ...(channel.isExtShared && { connected_team_ids: [workspace.strangersTeam.id] }),
    topic: { value: channel.topic, creator: channel.creator, last_set: channel.created },
    purpose: { value: '', creator: '', last_set: 0 },
    previous_names: [],
    ...(memberCount && { num_members: channel.members.size }),
  };
}

export function viewAnswer(workspace: Workspace, open: ModalView): Fields {
  const { view } = open;
  const modal = view.type === 'modal';
  return {
    id: open.id,
    team_id: workspace.team.id,
    type: view.type,
    blocks: list(view.blocks),
    private_metadata: view.private_metadata ?? '',
    callback_id: view.callback_id ?? '',
    state: { values: open.state },
    hash: open.hash,
    title: isFields(view.title) ? view.title : { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: view.clear_on_close ?? false,
    notify_on_close: view.notify_on_close ?? false,
    close: view.close ?? null,
    submit: (modal ? view.submit : null) ?? null,
    previous_view_id: open.previousId,
    root_view_id: open.rootId,
    app_id: workspace.appId,
    external_id: view.external_id ?? '',
    app_installed_team_id: workspace.team.id,
    bot_id: workspace.botId,
  };
}
