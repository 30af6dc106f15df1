/** What puts one item right: what to press, what to send, what to write down; for whoever may decide on it. */
import type { ItemFix, ReviewItem } from '../review/review.ts';
import { clip, context, count, fence, type Message, message, safe, section } from './message.ts';

/** Slack takes 3,000 characters a section, and what is escaped grows. */
const BLOCK = 2_200;
const BLOCKS = 3;

export type How = 'enforce' | 'staged';

export function shownFix(item: ReviewItem, { kind, how, fix }: { kind: string; how: How; fix: ItemFix }): Message {
  const title = `How to put right ${item.rank}. ${safe(item.title)}`;
  const staged = how === 'staged' ? [context(`It begins as *${kind}*: that is what was decided, or is proposed.`)] : [];
  const steps = section(`*In the dashboard*\n${clip(numbered(fix.steps), BLOCK)}`);
  if (fix.kind === 'advice') return message(title, [section(`*${title}*`), section(numbered(fix.steps))]);
  const requests = requestTexts(fix);
  const rest = requests.length - BLOCKS;
  return message(title, [
    section(`*${title}*`),
    ...staged,
    ...(fix.beware ? [section(`:warning: ${safe(fix.beware, 1500)}`)] : []),
    steps,
    ...(fix.blanks?.length
      ? [
          section(
            `*To fill in first*\n${blanksOf(fix)
              .map((each) => safe(each, 400))
              .join('\n')}`,
          ),
        ]
      : []),
    section('*By the API*, below `https://api.cloudflare.com/client/v4`'),
    ...requests.slice(0, BLOCKS).map((text) => section(fence(text, BLOCK))),
    ...(rest > 0 ? [context(`and ${count(rest, 'request')} more, in the file.`)] : []),
    ...(fix.terraform === null
      ? []
      : [section(`*With Terraform*, provider version 5\n${fence(fix.terraform, BLOCK)}`)]),
    context('Nothing was sent. After it is done, `Scan again` on the card says whether the item is gone.'),
  ]);
}

/** Whether the message could not show all of it. */
export const needsFile = (fix: ItemFix): boolean =>
  fix.kind === 'change' &&
  (requestTexts(fix).length > BLOCKS ||
    [...requestTexts(fix), fix.terraform ?? '', numbered(fix.steps)].some((each) => each.length > BLOCK));

/** All of it as Markdown. */
export function fixFile(item: ReviewItem, fix: ItemFix): string {
  const parts = [`# ${item.rank}. ${item.title}`, numbered(fix.steps, (text) => text)];
  if (fix.kind === 'advice') return `${parts.join('\n\n')}\n`;
  const code = (language: string, text: string) => `~~~~${language}\n${text}\n~~~~`;
  return `${[
    ...parts,
    ...(fix.beware ? [`**Beware:** ${fix.beware}`] : []),
    ...(fix.blanks?.length ? ['## To fill in first', blanksOf(fix).join('\n')] : []),
    '## By the API',
    ...requestTexts(fix).map((text) => code('http', text)),
    ...(fix.terraform === null ? [] : ['## With Terraform, provider version 5', code('hcl', fix.terraform)]),
  ].join('\n\n')}\n`;
}

type Change = Extract<ItemFix, { kind: 'change' }>;
/** What only people know, by the name under which it stands wherever it belongs. */
const blanksOf = ({ blanks = [] }: Change): string[] => blanks.map(({ name, what }) => `{{${name}}}: ${what}`);
const requestTexts = ({ requests }: Change): string[] =>
  requests.map(({ method, path, body, over }) => {
    const whole = over
      ? `# Cloudflare takes a rule whole: GET ${over}, lay this over the rule (null takes a field out), and send all of it.\n`
      : '';
    return `${whole}${method} ${path}${body === null ? '' : `\n${JSON.stringify(body, null, 2)}`}`;
  });

const numbered = (steps: readonly string[], word: (text: string) => string = (text) => safe(text, 1_200)) =>
  steps.map((step, index) => `${index + 1}. ${word(step)}`).join('\n');
