import { type Control, controlsOf, optionsOf, textOf } from './form.ts';
import { type Fields, list } from './json.ts';
import { blockText, channelScreen, contentText, viewText } from './screen.ts';
import type { Ephemeral, Message, ModalView, User } from './things.ts';
import type { Workspace } from './workspace.ts';

interface Match {
  blocks: Fields[];
  control: Control;
  /** The entry of an overflow menu that was meant. */
  option?: Fields;
}

export interface OnMessage extends Match {
  message: Message | Ephemeral;
  view?: never;
}

interface OnView extends Match {
  view: ModalView;
  message?: never;
}

export type Found = OnMessage | OnView;

interface Place {
  in?: string;
  on?: string;
  ts?: string;
  block?: string;
  view?: true;
  home?: true;
}

/** Finds what a person means by a label: in the newest message they can see, in their topmost form, or on their Home. */
export function findControl(workspace: Workspace, user: User, label: string, place: Place): Found {
  if (place.view || place.home) {
    const view = place.home ? workspace.homes.get(user.id) : workspace.modals.get(user.id)?.at(-1);
    if (!view) throw new Error(`${user.id} has no ${place.home ? 'Home' : 'form'} open.`);
    const blocks = list(view.view.blocks);
    const match = pick(blocks, label, place);
    if (!match) throw new Error(`No "${label}" to press here:\n${viewText(view)}`);
    return { view, blocks, ...match };
  }
  for (const message of visibleMessages(workspace, user, place)) {
    if (place.on !== undefined && !contentText(message).includes(place.on)) continue;
    const blocks = [...(message.blocks ?? []), ...(message.attachments ?? []).flatMap((one) => list(one.blocks))];
    const match = pick(blocks, label, place);
    if (match) return { message, blocks, ...match };
  }
  throw new Error(
    `${user.id} finds no "${label}"${place.on ? ` on "${place.on}"` : ''}:\n${seenBy(workspace, user, place)}`,
  );
}

/** The newest first; whispers only for the one they were meant for. */
function visibleMessages(workspace: Workspace, user: User, place: Place): (Message | Ephemeral)[] {
  const channel = place.in === undefined ? undefined : workspace.channel(place.in).id;
  const readable = (id: string) =>
    (channel ? id === channel : true) && workspace.canRead(user.id, workspace.channel(id));
  const shown: (Message | Ephemeral)[] = [
    ...workspace.messages.filter((one) => readable(one.channel)),
    ...workspace.ephemerals.filter((one) => one.to === user.id && (channel ? one.channel === channel : true)),
  ];
  return shown
    .filter((one) => place.ts === undefined || one.ts === place.ts)
    .sort((a, b) => Number(b.ts) - Number(a.ts));
}

function seenBy(workspace: Workspace, user: User, place: Place): string {
  const ids = place.in === undefined ? [...workspace.channels.keys()] : [workspace.channel(place.in).id];
  return ids
    .map((id) => channelScreen(workspace, id, { as: user.id }))
    .filter(Boolean)
    .join('\n');
}

/** Where one message carries a label many times, the row right after the wanted words is meant. */
function pick(
  blocks: Fields[],
  label: string,
  { on, block }: Place,
): { control: Control; option?: Fields } | undefined {
  const matches = controlsOf(blocks).flatMap((control) => {
    if (block !== undefined && control.blockId !== block) return [];
    if (control.label === label || control.actionId === label) return [{ control }];
    const option =
      control.element.type === 'overflow' && optionsOf(control.element).find((one) => textOf(one.text) === label);
    return option ? [{ control, option }] : [];
  });
  const wanted = on === undefined ? -1 : blocks.findIndex((one) => blockText(one).includes(on));
  return matches.find(({ control }) => blocks.indexOf(control.block) >= wanted) ?? matches[0];
}
