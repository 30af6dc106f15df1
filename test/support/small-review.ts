/** One whole, small review as people play it, and what is there when it has come to rest. */
import pg from 'pg';
import { vi } from 'vitest';
import { discovered } from '../sandbox/cloudflare/zones/build.ts';
import { zone } from '../sandbox/cloudflare/zones/zone.ts';
import type { Seen } from '../sandbox/slack/people.ts';
import type { SlackSandbox } from '../sandbox/slack/sandbox.ts';
import { contentText } from '../sandbox/slack/screen.ts';
import type { RestartedProduct } from './restarted-product.ts';

const CHANNEL = 'CSECURITY';
const LEAD = 'ULEA';

/** In good order but for one endpoint that nobody told Cloudflare about. */
export const smallZone = () => zone({ discovered: [discovered('GET api.orders.example/v1/export', 40)] });

interface Step {
  title: string;
  /** What the person was shown; undefined for a message, whose fate the person is not told. */
  act(slack: SlackSandbox): Promise<Seen | undefined>;
  seen(screen: string): boolean;
}

const steps: readonly Step[] = [
  {
    title: 'the review starts, and its thread fills',
    act: (slack) => slack.command('/api-review start orders.example', { as: LEAD, in: CHANNEL }),
    seen: (screen) =>
      screen.includes('Inventory:') &&
      screen.includes('[Acknowledge]') &&
      screen.includes('to put right') &&
      screen.includes('Or simply reply'),
  },
  {
    title: 'the owner acknowledges',
    act: (slack) => slack.click('Acknowledge', { as: LEAD, in: CHANNEL }),
    seen: (screen) => screen.includes(`Acknowledged by <@${LEAD}>`),
  },
  {
    title: 'the owner answers by a reply in the thread',
    async act(slack) {
      const card = slack.messages.find((message) => message.channel === CHANNEL && message.threadTs === undefined);
      await slack.say('Yes, with tests', { as: LEAD, in: CHANNEL, thread: card?.ts ?? '' });
      return undefined;
    },
    seen: (screen) => screen.includes('Understood as *Yes, with tests*') && screen.includes('[Correct]'),
  },
  {
    title: 'the owner confirms how that was understood',
    act: (slack) => slack.click('Correct', { as: LEAD, in: CHANNEL }),
    // Only now does the answer settle what was open, and what follows is about the list without it.
    seen: (screen) => !screen.includes('[Correct]') && screen.includes('2 things to put right, 0 that could not'),
  },
  {
    title: 'the lead decides',
    act: (slack) => slack.click('Log first', { as: LEAD, in: CHANNEL, on: 'to put right' }),
    seen: (screen) => screen.includes('*Log first*, decided by'),
  },
  {
    title: 'the lead asks for the digest',
    act: (slack) => slack.command('/api-review digest now', { as: LEAD, in: CHANNEL }),
    seen: (screen) => screen.includes('API review digest:'),
  },
];

/** Somebody who is shown an error looks whether it happened nevertheless once the app is back and has caught up, and does it again if not. */
export async function playSmallReview(product: RestartedProduct): Promise<void> {
  const { slack } = product;
  await product.up();
  for (const { title, act, seen } of steps) {
    const there = () => seen(slack.screen(CHANNEL));
    for (let again = true; again; ) {
      const shown = await act(slack);
      again = shown !== undefined && !shown.ok;
      if (again) {
        await product.up();
        await nothingLeft(product.databaseUrl);
      }
      if (there()) break;
    }
    await slack.until(there, { what: title, withinMs: 180_000 });
  }
}

export interface Rest {
  /** Every message that anybody but one person can see, sorted. */
  messages: string[];
  rows: unknown[];
}

/** Waits until nothing is left to do, and says how things are then. */
export async function restOf({ slack, databaseUrl }: RestartedProduct): Promise<Rest> {
  await nothingLeft(databaseUrl);
  const client = new pg.Client({ connectionString: databaseUrl, options: '-c search_path=api_review' });
  await client.connect();
  try {
    return {
      messages: slack.messages
        .map((message) => {
          const parent = slack.messages.find(
            ({ ts, channel }) => channel === message.channel && ts === message.threadTs,
          );
          const where = parent ? `${message.channel}, below "${firstWords(contentText(parent))}"` : message.channel;
          return `${where}: ${timeless(contentText(message))}`;
        })
        .sort(),
      rows: (await client.query(ROWS)).rows,
    };
  } finally {
    await client.end();
  }
}

async function nothingLeft(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, options: '-c search_path=api_review' });
  await client.connect();
  try {
    await vi.waitFor(
      async () => {
        const { rows } = await client.query(LEFT);
        if (rows.length > 0) throw new Error(`There is work left: ${JSON.stringify(rows)}`);
      },
      { timeout: 180_000, interval: 50 },
    );
  } finally {
    await client.end();
  }
}

const LEFT = `
  select 'post ' || key as what, state, problem from post where state in ('waiting', 'sending')
  union all select 'intake ' || kind, dedupe_key, null from intake where done_at is null
  union all select 'quote', state, null from quote where state = 'asked'
  union all select 'scan', state, null from scan where state in ('queued', 'read')`;

const ROWS = `
  select review.state, review.zone_name,
         (select array_agg(state order by state) from scan where review_id = review.id) as scans,
         (select array_agg(key || ' ' || owner_id || ' ' || (acknowledged_by is not null) order by key)
            from endpoint where review_id = review.id) as endpoints,
         (select array_agg(item_id || ' ' || choice || ' ' || state order by item_id)
            from decision where review_id = review.id) as decisions
    from review`;

const firstWords = (text: string) => timeless(text).slice(0, 40);
const timeless = (text: string) => text.replace(/<!date\^\d+\^[^>]*>/g, '(a moment)');
