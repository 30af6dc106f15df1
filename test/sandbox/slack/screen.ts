import { optionsOf, textOf, valueKey } from './form.ts';
import { type Fields, fields, list, string } from './json.ts';
import type { Ephemeral, Message, ModalView } from './things.ts';
import type { Workspace } from './workspace.ts';

/** What a person reads, as plain text: blocks flattened, buttons in brackets, replies indented. */
export function channelScreen(workspace: Workspace, channelId: string, o: { thread?: string; as?: string }): string {
  const shown: (Message | Ephemeral)[] = [
    ...workspace.messages.filter((one) => one.channel === channelId),
    ...workspace.ephemerals.filter((one) => one.channel === channelId && one.to === o.as),
  ];
  const inThread = (root: string) => shown.filter((one) => one.threadTs === root).sort(byTime);
  if (o.thread !== undefined) {
    const root = workspace.message(channelId, o.thread)?.threadTs ?? o.thread;
    const parent = shown.filter((one) => one.ts === root);
    return [...parent, ...inThread(root)].map((one) => messageScreen(workspace, one)).join('\n');
  }
  const roots = shown.filter((one) => !one.threadTs).sort(byTime);
  const orphans = shown.filter((one) => one.threadTs && !roots.some((root) => root.ts === one.threadTs));
  return [...roots, ...orphans]
    .flatMap((root) => [
      messageScreen(workspace, root),
      ...inThread(root.ts).map((reply) => messageScreen(workspace, reply).replace(/^/gm, '  ')),
    ])
    .join('\n');
}

const byTime = (a: { ts: string }, b: { ts: string }): number => Number(a.ts) - Number(b.ts);

function messageScreen(workspace: Workspace, message: Message | Ephemeral): string {
  const body = contentText(message);
  if ('to' in message) return `(only ${message.to}) ${body}`;
  const files = (message.files ?? []).map((id) => `(file ${workspace.files.get(id)?.name ?? id})`);
  const author = message.byApp ? '' : `${workspace.users.get(message.user)?.name ?? message.user}: `;
  return [author + body + (message.edited && !message.byApp ? ' (edited)' : ''), ...files].filter(Boolean).join('\n');
}

/** The words of a message: its blocks when it has any, else its text. */
export function contentText(content: { text: string; blocks?: Fields[]; attachments?: Fields[] }): string {
  const blocks = content.blocks?.length ? blocksText(content.blocks) : content.text;
  const attached = (content.attachments ?? []).map(
    (one) => blocksText(list(one.blocks)) || string(one.text || one.fallback),
  );
  return [blocks, ...attached].filter(Boolean).join('\n');
}

/** A modal or Home: title, content with what is filled in, and the buttons at the bottom. */
export function viewText(open: ModalView): string {
  const { view } = open;
  const title = view.type === 'home' ? '' : `*${textOf(view.title)}*`;
  const bottom = [view.submit, view.close].map(textOf).filter(Boolean);
  const buttons = bottom.map((text) => `[${text}]`).join(' ');
  return [title, blocksText(list(view.blocks), open.state), view.type === 'home' ? '' : buttons]
    .filter(Boolean)
    .join('\n');
}

type State = ModalView['state'];

const blocksText = (blocks: Fields[], state: State = {}): string =>
  blocks
    .map((block) => blockText(block, state))
    .filter(Boolean)
    .join('\n');

export function blockText(block: Fields, state: State = {}): string {
  const texts = [textOf(block.text), ...list(block.fields).map(textOf)].filter(Boolean).join('\n');
  switch (block.type) {
    case 'divider':
      return '---';
    case 'header':
      return `*${texts}*`;
    case 'section':
      return [texts, ...list([block.accessory]).map((one) => elementText(one, block, state))].filter(Boolean).join(' ');
    case 'context':
      return list(block.elements)
        .map((one) => string(one.text) || elementText(one, block, state))
        .join(' ');
    case 'actions':
    case 'context_actions':
      return list(block.elements)
        .map((one) => elementText(one, block, state))
        .join(' ');
    case 'input':
      return `${textOf(block.label)}: ${elementText(fields(block.element), block, state)}`;
    case 'image':
      return `(image: ${string(block.alt_text)})`;
    case 'markdown':
      return string(block.text);
    case 'rich_text':
      return list(block.elements).map(richText).join('\n');
    case 'table':
    case 'data_table':
      return rowsText(block.rows);
    case 'data_visualization':
      return `(chart: ${string(block.title)})`;
    case 'card':
      return [block.title, block.subtitle, block.body]
        .map(textOf)
        .filter(Boolean)
        .concat(list(block.actions).map((one) => elementText(one, block, state)))
        .join(' ');
    case 'carousel':
      return blocksText(list(block.elements), state);
    case 'container':
      return [textOf(block.title), textOf(block.subtitle), blocksText(list(block.child_blocks), state)]
        .filter(Boolean)
        .join('\n');
    default:
      return texts;
  }
}

function elementText(element: Fields, block: Fields, state: State): string {
  const type = string(element.type);
  if (type === 'image') return `(image: ${string(element.alt_text)})`;
  if (type === 'button') return `[${textOf(element.text)}]`;
  if (type === 'overflow')
    return `[… ${optionsOf(element)
      .map((one) => textOf(one.text))
      .join(' | ')}]`;
  const value = fields(state[string(block.block_id)]?.[string(element.action_id)])[valueKey(type)];
  const filled = valueText(value);
  if (filled) return `[${filled}]`;
  const choices = optionsOf(element).map((one) => textOf(one.text));
  if (type === 'radio_buttons' || type === 'checkboxes') return `[${choices.join(' | ')}]`;
  return `[${textOf(element.placeholder) || '____'}]`;
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueText).join(', ');
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return textOf(fields(value).text) || list(fields(value).elements).map(richText).join('\n');
}

function richText(element: Fields): string {
  const inner = list(element.elements).map(richText);
  switch (element.type) {
    case 'rich_text_list':
      return inner.map((line) => `• ${line}`).join('\n');
    case 'user':
      return `<@${string(element.user_id)}>`;
    case 'usergroup':
      return `<!subteam^${string(element.usergroup_id)}>`;
    case 'channel':
      return `<#${string(element.channel_id)}>`;
    case 'broadcast':
      return `<!${string(element.range)}>`;
    case 'emoji':
      return `:${string(element.name)}:`;
    case 'link':
      return element.text ? `<${string(element.url)}|${string(element.text)}>` : `<${string(element.url)}>`;
    case 'date':
      return string(element.fallback);
    default:
      return string(element.text) + inner.join('');
  }
}

const rowsText = (rows: unknown): string =>
  Array.isArray(rows) ? rows.map((row) => list(row).map(cellText).join(' | ')).join('\n') : '';

const cellText = (cell: Fields): string =>
  cell.type === 'rich_text' ? blockText(cell) : string(cell.text) || String(cell.value ?? '');
