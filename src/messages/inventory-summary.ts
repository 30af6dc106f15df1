/** What exists: counts per source, shadow endpoints first, and whether all of it has owners. */
import type { KnownBlock } from '@slack/types';
import { DISCOVERY_SEES, notSeen } from '../inventory/not-seen.ts';
import { type Overlap, overlaps } from '../inventory/templates.ts';
import { isFrom } from '../review/ask/facts.ts';
import type { Changes } from '../review/changes.ts';
import { NO_OWNER_SET } from '../review/ownership.ts';
import type { ReviewEndpoint } from '../review/review.ts';
import { changesInWords } from './changes.ts';
import { sensitivityInWords } from './endpoint-words.ts';
import {
  amount,
  chunks,
  code,
  context,
  count,
  lines,
  type Message,
  message,
  person,
  safe,
  section,
} from './message.ts';
import { planInWords } from './plan-words.ts';

const SHOWN = 10;
const PAGE = 25;
const TEMPLATES_SHOWN = 3;

export const isShadow = (endpoint: { facts: Pick<ReviewEndpoint['facts'], 'sources'> }) => isFrom(endpoint, 'shadow');

/** Whether API Discovery told what it sees; `not_entitled` when the plan has none. */
export type Discovery = 'read' | 'not_entitled' | 'unread';

export function inventorySummary(
  endpoints: readonly ReviewEndpoint[],
  discovery: Discovery,
  plan: string | null,
  changes: Changes | null = null,
): Message {
  const from = (source: 'saved' | 'discovered' | 'documented') =>
    endpoints.filter((each) => each.facts.sources.includes(source)).length;
  const shadows = endpoints.filter(isShadow);
  const text = `Inventory: ${count(endpoints.length, 'endpoint')}. ${amount(from('saved'))} saved, ${discoveryInWords(discovery, shadows.length, plan)}, ${amount(from('documented'))} documented.`;
  return message(text, [
    section(`*${text}*`),
    ...(shadows.length > 0
      ? [
          section(
            `*Shadow endpoints*, in use and saved by nobody:\n${lines(shadows, SHOWN, (each) => `• ${code(each.key)}`)}`,
          ),
        ]
      : []),
    ...unseen(endpoints, discovery),
    ...templates(endpoints),
    section(ownersInWords(endpoints)),
    ...(discovery === 'read'
      ? []
      : [context('A zone without API Discovery is not a zone without shadow endpoints: they cannot be seen.')]),
    ...(changes === null ? [] : [context(changesInWords(changes))]),
  ]);
}

function unseen(endpoints: readonly ReviewEndpoint[], discovery: Discovery) {
  const invisible = notSeen(endpoints.map(({ facts }) => facts));
  if (invisible === 0 || discovery !== 'read') return [];
  return [context(`${count(invisible, 'endpoint')} not seen by API Discovery, ${DISCOVERY_SEES}.`)];
}

function templates(endpoints: readonly ReviewEndpoint[]) {
  const { within, crossing, isWhole, examples } = overlaps(
    endpoints.map(({ key, facts }) => ({ ...facts, key })),
    TEMPLATES_SHOWN,
  );
  const pairs = within + crossing;
  if (pairs === 0) return [];
  const title = `${isWhole ? '' : 'At least '}${count(pairs, 'pair')} of templates ${pairs === 1 ? 'stands' : 'stand'} for the same paths`;
  return [context(`*${title}*; the more specific takes the requests: ${examples.map(overlapInWords).join('; ')}`)];
}

function overlapInWords({ how, templates: [wider, narrower], wins }: Overlap): string {
  if (how === 'within') return `${code(narrower, 100)} within ${code(wider, 100)}`;
  const taker = wins === null ? 'Cloudflare does not say which takes them' : `${code(wins, 100)} takes them`;
  return `${code(wider, 100)} across ${code(narrower, 100)} (${taker})`;
}

function discoveryInWords(discovery: Discovery, shadows: number, plan: string | null): string {
  switch (discovery) {
    case 'read':
      return `${amount(shadows)} seen by API Discovery and not saved`;
    case 'not_entitled':
      return `API Discovery is not on ${plan === null ? 'this' : `the ${planInWords(plan)}`} plan`;
    case 'unread':
      return 'what API Discovery sees could not be read';
  }
}

export const inventoryPages = (endpoints: number) => Math.max(1, Math.ceil(endpoints / PAGE));

/** One page, for the one who asked. Pages count from 1. */
export function inventoryPage(
  reviewName: string,
  endpoints: readonly ReviewEndpoint[],
  page: number,
  below: KnownBlock[],
): Message {
  const pages = inventoryPages(endpoints.length);
  const shown = Math.min(Math.max(page, 1), pages);
  const rows = endpoints.slice((shown - 1) * PAGE, shown * PAGE);
  const text = `${safe(reviewName)}: ${count(endpoints.length, 'endpoint')}, page ${amount(shown)} of ${amount(pages)}`;
  const list = rows.map(
    (each) =>
      `${isShadow(each) ? ':ghost: ' : ''}${code(each.key, 100)} · ${sensitivityInWords(each)} · ${person(each.ownerId)}${each.acknowledgedBy ? ' :white_check_mark:' : ''}`,
  );
  return message(text, [
    section(`*${text}*`),
    ...chunks(list, 8).map((chunk) => section(chunk.join('\n'))),
    ...below,
    context(':ghost: shadow endpoint · :white_check_mark: acknowledged by its owner'),
  ]);
}

/** Without mentions: whoever is mentioned in a thread is rung, and by all that follows in it. Each owner has a message of their own. */
function ownersInWords(endpoints: readonly ReviewEndpoint[]): string {
  const owners = new Set(endpoints.map(({ ownerId }) => ownerId)).size;
  const unset = endpoints.filter(({ ownerBecause }) => ownerBecause === NO_OWNER_SET).length;
  if (unset === 0)
    return `Every endpoint has an owner; there ${owners === 1 ? 'is' : 'are'} ${count(owners, 'owner')}.`;
  if (unset === endpoints.length) return 'No owner is set yet, so all of it falls to the review’s lead.';
  return `There are ${count(owners, 'owner')}. ${count(unset, 'endpoint')} without a set owner ${unset === 1 ? 'falls' : 'fall'} to the review’s lead.`;
}
