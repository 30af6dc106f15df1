import type { Fields } from './json.ts';
import type { Workspace } from './workspace.ts';

/** Slack's client knows the top-level domains; these stand for them. */
const DOMAIN = String.raw`(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|net|org|io|dev|example)(?![\w-]|\.\w)`;
const MARKED = String.raw`<(?:[@#!][^<>]+|https?:\/\/[^<>\s]+(?:\|[^<>]*)?)>`;
const ADDRESS = String.raw`https?:\/\/[^\s<>"]+`;
const MAIL = String.raw`[\w.+-]+@${DOMAIN}`;
const BARE = String.raw`(?<![\w@./-])${DOMAIN}(?:\/(?:[^\s<>"]*[^\s<>".,;:!?)])?)?`;
const TYPED = new RegExp([MARKED, ADDRESS, MAIL, BARE, '@[\\w-]+', '#[\\w-]+', '[&<>]'].join('|'), 'gi');

/** What Slack's client makes of what people type: control characters escaped, mentions and links marked. */
export const encodeTyped = (workspace: Workspace, text: string): string => encode(workspace, text, false);

/** The text of a command of an app that asked for escaping: mentions carry the name too, links are marked. */
export const escapeCommand = (workspace: Workspace, text: string): string => encode(workspace, text, true);

function encode(workspace: Workspace, text: string, withNames: boolean): string {
  return text.replace(TYPED, (found) => {
    if (withNames && found.startsWith('<@')) return named(workspace, found.slice(2, -1).split('|')[0] ?? '') ?? found;
    if (found.startsWith('<') && found.length > 1) return found;
    if (found.startsWith('@')) return mention(workspace, found, withNames);
    if (found.startsWith('#')) return channelMention(workspace, found, withNames);
    return escapes[found] ?? link(found);
  });
}

/** Where no scheme was typed, Slack makes one up and keeps what was typed as the label. */
function link(typed: string): string {
  const escaped = typed.replaceAll('&', '&amp;');
  if (/^https?:\/\//i.test(typed)) return `<${escaped}>`;
  return `<${typed.includes('@') ? 'mailto:' : 'http://'}${escaped}|${escaped}>`;
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const named = (workspace: Workspace, id: string): string | undefined => {
  const user = workspace.users.get(id);
  return user && `<@${user.id}|${user.name}>`;
};

function mention(workspace: Workspace, typed: string, withName: boolean): string {
  const user = [...workspace.users.values()].find((one) => `@${one.name}` === typed);
  if (user) return withName ? `<@${user.id}|${user.name}>` : `<@${user.id}>`;
  const group = [...workspace.groups.values()].find((one) => `@${one.handle}` === typed);
  if (group) return withName ? `<!subteam^${group.id}|@${group.handle}>` : `<!subteam^${group.id}>`;
  return typed;
}

function channelMention(workspace: Workspace, typed: string, withName: boolean): string {
  const channel = [...workspace.channels.values()].find((one) => one.name !== '' && `#${one.name}` === typed);
  if (!channel) return typed;
  return withName ? `<#${channel.id}|${channel.name}>` : `<#${channel.id}>`;
}

/** Every message typed by a person arrives as rich text as well. */
export function typedBlocks(encoded: string): Fields[] {
  const elements = encoded
    .split(/(<@\w+>|<#\w+>|<!subteam\^\w+>|<(?:https?|mailto):[^>]+>)/)
    .filter(Boolean)
    .map(richElement);
  return [{ type: 'rich_text', block_id: 'typed', elements: [{ type: 'rich_text_section', elements }] }];
}

function richElement(part: string): Fields {
  const [, sign, rest] = /^<([@#!]|(?=https?:|mailto:))(.+)>$/.exec(part) ?? [];
  if (rest === undefined) return { type: 'text', text: unescaped(part) };
  if (sign === '@') return { type: 'user', user_id: rest };
  if (sign === '#') return { type: 'channel', channel_id: rest };
  if (sign === '!') return { type: 'usergroup', usergroup_id: rest.replace('subteam^', '') };
  const [url = '', text] = rest.split('|');
  return { type: 'link', url: unescaped(url), ...(text && { text: unescaped(text) }) };
}

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
