/** What a channel shows, for a terminal: names for ids, dates that can be read, no markup. */
import { emoji, withEmoji } from './page/parts/emoji.ts';
import { type Inline, readMrkdwn } from './page/parts/mrkdwn.ts';
import type { SlackSandbox } from './slack/sandbox.ts';

/** `bold` where the terminal can show it. */
export function readable(screen: string, slack: SlackSandbox, { bold }: { bold: boolean }): string {
  return screen
    .split('\n')
    .map((line) => {
      const indent = /^ */.exec(line)?.[0] ?? '';
      return `${indent}${readMrkdwn(line.trim()).map(paragraphText).join('')}`;
    })
    .join('\n');

  function paragraphText(paragraph: ReturnType<typeof readMrkdwn>[number]): string {
    if (paragraph.kind === 'preformatted') return paragraph.text;
    const text = paragraph.parts.map(inlineText).join('');
    return paragraph.kind === 'quote' ? `│ ${text}` : text;
  }

  function inlineText(part: Inline): string {
    switch (part.kind) {
      case 'bold': {
        const text = part.parts.map(inlineText).join('');
        return bold ? `\u001b[1m${text}\u001b[22m` : text;
      }
      case 'italic':
      case 'strike':
        return part.parts.map(inlineText).join('');
      case 'emoji':
        return emoji[part.text] ?? `:${part.text}:`;
      case 'user':
        return `@${slack.users.get(part.id)?.realName ?? part.id}`;
      case 'channel':
        return `#${slack.channels.get(part.id)?.name ?? part.id}`;
      case 'group':
        return `@${slack.groups.get(part.id)?.handle ?? part.id}`;
      case 'date':
        return `${new Date(part.seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
      case 'link':
        return part.label === part.url ? part.url : `${part.label} (${part.url})`;
      case 'code':
      case 'broadcast':
        return part.text;
      case 'text':
        return withEmoji(part.text);
    }
  }
}
