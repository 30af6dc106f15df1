/** What every message is made of: blocks within Slack's limits, and text from outside that cannot become anything else. */
import type {
  ActionsBlock,
  Button,
  ContextBlock,
  DividerBlock,
  KnownBlock,
  MrkdwnElement,
  SectionBlock,
} from '@slack/types';
import { mention } from '../review/roles.ts';

export interface Message {
  /** What a phone's notification and a screen reader get. */
  text: string;
  blocks: KnownBlock[];
}

const SECTION_LIMIT = 3000;
const TEXT_LIMIT = 3900; // chat.update fails at 4,000
const BLOCK_LIMIT = 50;

/** Controls, bidirectional overrides, zero-width and half characters, line separators: nothing that a path or a name needs. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Slack formats by these at the edge of a word, and by backticks anywhere; between letters they mark nothing. */
const MARKS = /`|(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])/gu;
/** They look the same and mean nothing to Slack. */
const LOOKALIKES: Record<string, string> = { '*': '∗', _: '＿', '~': '∼', '`': '’' };
/** Our own signs are emoji by name. A time of day is none. */
const EMOJI = /:(?=[\w+\-']*[a-z][\w+\-']*:)/gi;

/** Text from outside, harmless in mrkdwn: no mention, no link, no formatting and no emoji of its own making. */
export const safe = (text: string, limit = 300): string =>
  escaped(text, limit)
    .replace(MARKS, (mark) => LOOKALIKES[mark] ?? mark)
    .replace(EMOJI, '꞉');

/** Text from outside, as code: backticks inside would end the code early, so they become apostrophes. */
export const code = (text: string, limit = 300) => `\`${escaped(text.replaceAll('`', '’'), limit)}\``;

const escaped = (text: string, limit: number): string =>
  clip(text.replace(INVISIBLE, '·'), limit).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Lines of code as they are; nothing in them ends the fence. */
export const fence = (text: string, limit: number) =>
  `\`\`\`${clip(text, limit)
    .split('\n')
    .map((line) => escaped(line.replaceAll('`', '’'), limit))
    .join('\n')}\`\`\``;

/** Cuts on code points and says that it cut. */
export function clip(text: string, limit: number): string {
  const points = [...text];
  return points.length <= limit ? text : `${points.slice(0, limit - 1).join('')}…`;
}

/** `verbatim` keeps Slack from making links and mentions of what looks like one. */
const mrkdwn = (text: string): MrkdwnElement => ({ type: 'mrkdwn', text: clip(text, SECTION_LIMIT), verbatim: true });

export const section = (text: string, accessory?: Button): SectionBlock => ({
  type: 'section',
  text: mrkdwn(text),
  ...(accessory && { accessory }),
});

export const context = (text: string): ContextBlock => ({ type: 'context', elements: [mrkdwn(text)] });

export const divider = (): DividerBlock => ({ type: 'divider' });

export const actions = (...elements: Button[]): ActionsBlock => ({ type: 'actions', elements });

export interface ButtonOptions {
  style?: 'primary' | 'danger';
  confirm?: { title: string; text: string; yes: string };
}

/** `value` holds ids only: what a click means is looked up when it arrives. */
export function button(label: string, actionId: string, value: string, { style, confirm }: ButtonOptions = {}): Button {
  return {
    type: 'button',
    text: { type: 'plain_text', text: label, emoji: false },
    action_id: actionId,
    value,
    ...(style && { style }),
    ...(confirm && {
      confirm: {
        title: { type: 'plain_text', text: confirm.title },
        text: { type: 'plain_text', text: clip(confirm.text, 300) },
        confirm: { type: 'plain_text', text: confirm.yes },
        deny: { type: 'plain_text', text: 'Back' },
      },
    }),
  };
}

/** A message within Slack's limits. Blocks past the fiftieth are a mistake of the renderer, which has to count what it leaves out. */
export function message(text: string, blocks: KnownBlock[]): Message {
  if (blocks.length > BLOCK_LIMIT) throw new Error(`a message of ${blocks.length} blocks: Slack takes ${BLOCK_LIMIT}`);
  return { text: clip(text, TEXT_LIMIT), blocks };
}

/** A message of one paragraph. */
export const plain = (text: string): Message => message(text, [section(text)]);

/** A person, or a user group. */
export const person = (id: string) => mention(id);

/** A moment, in the reader's own zone, with a fallback that names its zone. */
export function moment(at: Date): string {
  const fallback = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} {time}|${fallback}>`;
}

export const amount = (n: number) => n.toLocaleString('en-US');

export const count = (n: number, one: string, many = `${one}s`) => `${amount(n)} ${n === 1 ? one : many}`;

const more = (things: readonly unknown[], limit: number) =>
  things.length > limit ? `and ${amount(things.length - limit)} more` : '';

/** The first of them in a row, and how many are left out. */
export const inline = <T>(things: readonly T[], limit: number, inWords: (thing: T) => string): string =>
  [things.slice(0, limit).map(inWords).join(', '), more(things, limit)].filter(Boolean).join(' ');

/** The same, each on a line of its own. */
export const lines = <T>(things: readonly T[], limit: number, inWords: (thing: T) => string): string =>
  [...things.slice(0, limit).map(inWords), more(things, limit)].filter(Boolean).join('\n');

/** What does not fit into one section, in several. */
export function chunks<T>(things: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(things.length / size) }, (_, index) =>
    things.slice(index * size, (index + 1) * size),
  );
}
