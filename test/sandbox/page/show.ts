import type { SlackSandbox } from '../slack/sandbox.ts';
import type { Channel, Ephemeral, FileUpload, Message, ModalView, User } from '../slack/things.ts';
import type { CastMember, Shown, ShownChannel, ShownMessage, ShownView } from './shown.ts';

const titles: Record<string, string> = {
  ULEA: 'Security lead',
  UDANA: 'Endpoint owner',
  UADMIN: 'Workspace admin',
};

/** Everything one person may see, and nothing else: their conversations, their whispers, their forms, their Home. */
export function show(slack: SlackSandbox, me: string, conversation: string): Shown {
  const home = slack.workspace.homes.get(me);
  const modal = slack.workspace.modals.get(me)?.at(-1);
  const appConversation = slack.directMessage(me);
  const channels = [...slack.channels.values()].filter((one) => isMine(one, me));
  const open = channels.find((one) => one.id === conversation);
  return {
    me,
    team: slack.workspace.team.name,
    app: {
      user: slack.botUserId,
      name: slack.workspace.user(slack.botUserId).realName,
      conversation: appConversation,
      prompts: slack.workspace.prompts.get(appConversation) ?? [],
      working: [...slack.workspace.sessions].some(
        ([session, status]) => session.startsWith(`${appConversation} `) && status === 'processing',
      ),
    },
    people: [...slack.users.values()].map((one) => ({
      id: one.id,
      name: one.name,
      realName: one.realName,
      here: canAct(slack, one),
    })),
    cast: cast(slack),
    groups: [...slack.groups.values()].map(({ id, handle }) => ({ id, handle })),
    channels: channels.map((one) => showChannel(slack, one, me)),
    ...(open && {
      open: { id: open.id, messages: messagesOf(slack, open, me).map((one) => showMessage(slack, one)) },
    }),
    ...(home && { home: showView(home) }),
    ...(modal && { modal: showView(modal) }),
  };
}

export const canAct = (slack: SlackSandbox, user: User | undefined): boolean =>
  user !== undefined && !user.deleted && !user.isBot && user.teamId === slack.teamId;

const isMine = (channel: Channel, me: string): boolean => channel.members.has(me) && !channel.isArchived;

/** A file this person was sent, in some conversation of theirs. */
export function fileOf(slack: SlackSandbox, me: string, id: string): FileUpload | undefined {
  const sent = slack.messages.some(
    (one) => one.files?.includes(id) && slack.channels.get(one.channel)?.members.has(me),
  );
  return sent ? slack.files.get(id) : undefined;
}

function cast(slack: SlackSandbox): CastMember[] {
  const members = [...slack.users.values()].filter((one) => canAct(slack, one));
  return members
    .map((one) => ({
      id: one.id,
      title: titles[one.id] ?? (one.isRestricted ? 'Guest' : one.isAdmin ? 'Workspace admin' : 'Member'),
      main: one.id in titles,
      addressed: addressedTo(slack, one.id),
    }))
    .sort((a, b) => Number(b.main) - Number(a.main));
}

function addressedTo(slack: SlackSandbox, person: string): string[] {
  const mention = `<@${person}>`;
  return slack.messages
    .filter((one) => {
      const channel = slack.channels.get(one.channel);
      if (!one.byApp || !channel?.members.has(person)) return false;
      return channel.kind === 'im' || one.text.includes(mention) || JSON.stringify(one.blocks ?? []).includes(mention);
    })
    .map((one) => one.ts)
    .slice(-20);
}

function showChannel(slack: SlackSandbox, channel: Channel, me: string): ShownChannel {
  return {
    id: channel.id,
    name: channel.name,
    kind: channel.kind,
    topic: channel.topic,
    members: channel.members.size,
    shared: channel.isExtShared,
    heard: messagesOf(slack, channel, me)
      .filter((one) => 'to' in one || one.user !== me)
      .map((one) => one.ts)
      .slice(-20),
  };
}

function messagesOf(slack: SlackSandbox, { id }: Channel, me: string): (Message | Ephemeral)[] {
  return [
    ...slack.messages.filter((one) => one.channel === id),
    ...slack.ephemerals.filter((one) => one.channel === id && one.to === me),
  ].sort((a, b) => Number(a.ts) - Number(b.ts));
}

function showMessage(slack: SlackSandbox, one: Message | Ephemeral): ShownMessage {
  const whisper = 'to' in one;
  return {
    ts: one.ts,
    user: whisper ? slack.botUserId : one.user,
    byApp: whisper || one.byApp,
    onlyToMe: whisper,
    text: one.text,
    blocks: one.blocks ?? [],
    attachments: one.attachments ?? [],
    files: (whisper ? [] : (one.files ?? [])).flatMap((id) => {
      const file = slack.files.get(id);
      return file ? [{ id, name: file.name, size: file.length }] : [];
    }),
    ...(one.threadTs && { threadTs: one.threadTs }),
    broadcast: !whisper && one.broadcast === true,
    edited: !whisper && one.edited !== undefined && !one.byApp,
  };
}

const showView = ({ id, view, state }: ModalView): ShownView => ({ id, view, state });
