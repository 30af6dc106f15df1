import type { Fields } from './json.ts';
import type { Workspace } from './workspace.ts';

/** What Slack's client makes of what people type: control characters escaped, mentions and links marked. */
export function encodeTyped(workspace: Workspace, text: string): string {
  const token = /<(?:[@#!][^<>]+|https?:\/\/[^<>\s]+)>|@[\w-]+|#[\w-]+|https?:\/\/[^\s<>]+|[&<>]/g;
  return text.replace(token, (found) => {
    if (found.startsWith('<') && found.length > 1) return found;
    if (found.startsWith('@')) return mention(workspace, found);
    if (found.startsWith('#')) return channelMention(workspace, found, false);
    if (found.startsWith('http')) return `<${found.replaceAll('&', '&amp;')}>`;
    return escapes[found] ?? found;
  });
}

/** The text of a command of an app that asked for escaping: mentions carry the name too, links are marked. */
export function escapeCommand(workspace: Workspace, text: string): string {
  return text.replace(/<[@#!][^<>]+>|@[\w-]+|#[\w-]+|https?:\/\/[^\s<>]+|[&<>]/g, (found) => {
    if (/^<@/.test(found)) return named(workspace, found.slice(2, -1).split('|')[0] ?? '') ?? found;
    if (found.startsWith('<') && found.length > 1) return found;
    if (found.startsWith('@')) return mention(workspace, found, true);
    if (found.startsWith('#')) return channelMention(workspace, found, true);
    if (found.startsWith('http')) return `<${found.replaceAll('&', '&amp;')}>`;
    return escapes[found] ?? found;
  });
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const named = (workspace: Workspace, id: string): string | undefined => {
  const user = workspace.users.get(id);
  return user && `<@${user.id}|${user.name}>`;
};

function mention(workspace: Workspace, typed: string, withName = false): string {
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
    .split(/(<@\w+>|<#\w+>|<!subteam\^\w+>|<https?:[^>]+>)/)
    .filter(Boolean)
    .map(richElement);
  return [{ type: 'rich_text', block_id: 'typed', elements: [{ type: 'rich_text_section', elements }] }];
}

function richElement(part: string): Fields {
  const [, sign, rest] = /^<([@#!]|(?=https?:))(.+)>$/.exec(part) ?? [];
  if (rest === undefined) return { type: 'text', text: unescaped(part) };
  if (sign === '@') return { type: 'user', user_id: rest };
  if (sign === '#') return { type: 'channel', channel_id: rest };
  if (sign === '!') return { type: 'usergroup', usergroup_id: rest.replace('subteam^', '') };
  return { type: 'link', url: unescaped(rest) };
}

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
