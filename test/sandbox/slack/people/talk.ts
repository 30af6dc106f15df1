import {
  agentSessionStopped,
  appHomeOpened,
  appMention,
  membersChanged,
  messageChanged,
  messageDeleted,
  messagePosted,
} from '../payloads/events.ts';
import { type Desk, personAt, placeOf } from '../people.ts';
import type { Channel, Message } from '../things.ts';
import { encodeTyped, typedBlocks } from '../typing.ts';
import type { Upload } from '../workspace.ts';

/** A person writes, to a channel, in a thread, or to the app alone. */
export async function say(
  desk: Desk,
  text: string,
  o: { as: string; in: string; thread?: string; files?: Upload[] },
): Promise<string> {
  const { workspace } = desk.world;
  const user = personAt(desk, o.as);
  const channel = placeOf(desk, user, o.in);
  const encoded = encodeTyped(workspace, text);
  const parent = o.thread === undefined ? undefined : workspace.message(channel.id, o.thread);
  if (o.thread !== undefined && !parent) throw new Error(`There is no message ${o.thread} in ${o.in} to reply to.`);
  const message = workspace.post({
    channel: channel.id,
    user: user.id,
    byApp: false,
    text: encoded,
    blocks: typedBlocks(encoded),
    ...(o.files && { files: o.files.map((file) => workspace.upload(user.id, file).id) }),
    ...(parent && { threadTs: parent.threadTs ?? parent.ts }),
  });
  const mentioned = encoded.includes(`<@${workspace.botUserId}>`);
  await Promise.all([
    desk.delivery.event(messagePosted(workspace, message), channel),
    ...(mentioned ? [desk.delivery.event(appMention(workspace, message), channel)] : []),
  ]);
  return message.ts;
}

export async function edit(desk: Desk, ts: string, text: string, o: { as: string; in: string }): Promise<void> {
  const { workspace } = desk.world;
  const { message, channel } = ownMessage(desk, ts, o);
  const previous = { ...message };
  message.text = encodeTyped(workspace, text);
  message.blocks = typedBlocks(message.text);
  message.edited = { user: o.as, ts: workspace.nextTs() };
  workspace.changed();
  await desk.delivery.event(messageChanged(workspace, message, previous), channel);
}

export async function remove(desk: Desk, ts: string, o: { as: string; in: string }): Promise<void> {
  const { workspace } = desk.world;
  const { message, channel } = ownMessage(desk, ts, o);
  workspace.remove(message);
  await desk.delivery.event(messageDeleted(workspace, message), channel);
}

export async function openHome(desk: Desk, o: { as: string; tab?: 'home' | 'messages' }): Promise<void> {
  const { workspace } = desk.world;
  const user = personAt(desk, o.as);
  await desk.delivery.event(appHomeOpened(workspace, user.id, o.tab ?? 'home'));
}

/** An admin says who is in a user group from now on. */
export async function changeGroup(desk: Desk, groupId: string, members: readonly string[]): Promise<void> {
  const { workspace } = desk.world;
  const group = workspace.groups.get(groupId);
  if (!group) throw new Error(`There is no user group ${groupId}.`);
  const added = members.filter((each) => !group.members.includes(each));
  const removed = group.members.filter((each) => !members.includes(each));
  workspace.groups.set(groupId, { ...group, members: [...members] });
  await desk.delivery.event(membersChanged(workspace, groupId, { added, removed }));
}

/** A person stops the answer to what they wrote to the app alone. */
export async function stopAnswer(desk: Desk, ts: string, o: { as: string }): Promise<void> {
  const { workspace } = desk.world;
  const { message, channel } = ownMessage(desk, ts, { as: o.as, in: workspace.directMessage(o.as).id });
  await desk.delivery.event(agentSessionStopped(workspace, message), channel);
}

function ownMessage(desk: Desk, ts: string, o: { as: string; in: string }): { message: Message; channel: Channel } {
  const { workspace } = desk.world;
  const channel = placeOf(desk, personAt(desk, o.as), o.in);
  const message = workspace.message(channel.id, ts);
  if (message?.user !== o.as) throw new Error(`${o.as} has written no message ${ts} in ${o.in}.`);
  return { message, channel };
}
