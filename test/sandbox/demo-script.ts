/** One whole review without a person: every step has to be seen in the channel before the next is taken. */
import { readable } from './readable.ts';
import type { SlackSandbox } from './slack/sandbox.ts';

const CHANNEL = 'CSECURITY';
const LEAD = 'ULEA';
const OWNER = 'UDANA';
const SECOND = 'UADMIN';

interface Step {
  title: string;
  act(slack: SlackSandbox): Promise<unknown>;
  /** What the people in the channel see when it has worked. */
  seen(screen: string, slack: SlackSandbox): boolean;
}

const STEPS: readonly Step[] = [
  {
    title: 'Lea starts a review',
    act: (slack) => slack.command('/api-review start shop.example', { as: LEAD, in: CHANNEL }),
    seen: (screen, slack) =>
      screen.includes('shop.example') &&
      slack.whispers({ as: LEAD }).some((each) => each.includes('calls to Cloudflare')),
  },
  {
    title: 'The workers read Cloudflare; inventory, owner and remediation list arrive',
    act: async () => {},
    seen: (screen) =>
      screen.includes('Inventory:') && screen.includes('[Acknowledge]') && screen.includes('things to put right'),
  },
  {
    title: 'Lea gives the partner endpoints to Dana',
    act: (slack) => slack.command(`/api-review assign partner.shop.example <@${OWNER}>`, { as: LEAD, in: CHANNEL }),
    seen: (screen) => screen.includes(`<@${OWNER}>, `),
  },
  {
    title: 'Dana acknowledges',
    act: (slack) => slack.click('Acknowledge', { as: OWNER, in: CHANNEL, on: `<@${OWNER}>, ` }),
    seen: (screen) => screen.includes(`Acknowledged by <@${OWNER}>`),
  },
  {
    title: 'Lea answers her question by a plain reply in the thread',
    act: (slack) =>
      slack.say('Yes, with tests: two accounts, every release', { as: LEAD, in: CHANNEL, thread: cardOf(slack) }),
    seen: (screen) => screen.includes('Understood as *Yes, with tests*') && screen.includes('[Correct]'),
  },
  {
    title: 'Lea confirms how that was understood',
    act: (slack) => slack.click('Correct', { as: LEAD, in: CHANNEL }),
    seen: (screen) => screen.includes('Understood as *Yes, with tests*') && !screen.includes('[Correct]'),
  },
  {
    title: 'Lea decides: log first',
    act: (slack) => slack.click('Log first', { as: LEAD, in: CHANNEL, on: 'to put right' }),
    seen: (screen) => screen.includes('*Log first*, decided by'),
  },
  {
    title: 'Lea decides to enforce; Ada approves, because it can reject traffic',
    act: async (slack) => {
      await slack.command('/api-review decide 3 enforce', { as: LEAD, in: CHANNEL });
      await slack.until(() => slack.screen(CHANNEL).includes('[Approve]'), { what: 'the second person is asked' });
      await slack.click('Approve', { as: SECOND, in: CHANNEL });
    },
    seen: (screen) => screen.includes(`approved by <@${SECOND}>`),
  },
  {
    title: 'Lea asks for the digest',
    act: (slack) => slack.command('/api-review digest now', { as: LEAD, in: CHANNEL }),
    seen: (screen) => screen.includes('API review digest:'),
  },
  {
    title: 'The card has followed',
    act: async () => {},
    seen: (screen) => screen.includes('Decisions: 2 of') && screen.includes('Owners: 3 of'),
  },
];

/** Throws at the first step that cannot be seen. */
export async function playReview(
  slack: SlackSandbox,
  print: (line: string) => void,
  { bold }: { bold: boolean },
): Promise<void> {
  const show = (text: string) => print(readable(text, slack, { bold }));
  let before: string[] = [];
  for (const { title, act, seen } of STEPS) {
    show(`*── ${title}*`);
    await act(slack);
    await slack.until(() => seen(slack.screen(CHANNEL), slack), { what: title });
    const now = slack.screen(CHANNEL).split('\n');
    show(news(before, now).join('\n'));
    before = now;
  }
  show('\n*── #api-security, as everybody sees it at the end*\n');
  show(slack.screen(CHANNEL));
  show('\n*── what only Lea sees*\n');
  show(slack.whispers({ as: LEAD }).join('\n'));
}

const NEWS = 12;

/** The first lines that a step added or changed. */
function news(before: readonly string[], now: readonly string[]): string[] {
  const known = new Set(before);
  const fresh = now.filter((line) => !known.has(line)).map((line) => `    ${line.trim()}`);
  const more = fresh.length - NEWS;
  return more > 1 ? [...fresh.slice(0, NEWS), `    … and ${more} more lines`] : fresh;
}

/** The review card begins the thread. */
function cardOf(slack: SlackSandbox): string {
  const card = slack.messages.find((message) => message.channel === CHANNEL && message.threadTs === undefined);
  if (!card) throw new Error('there is no review card in the channel');
  return card.ts;
}
