/** App Home: what waits for the one who looks, and how everything of theirs stands. Drawn anew each time. */
import type { HomeView, KnownBlock } from '@slack/types';
import type { ControlName } from '../review/ask/asked.ts';
import type { ReminderSettings } from '../review/reminder-settings.ts';
import type { Quote } from '../review/review.ts';
import { ACTIONS } from './action-ids.ts';
import { controlInWords } from './control-words.ts';
import { actions, amount, button, context, count, divider, moment, person, safe, section } from './message.ts';
import { remindersInWords } from './reminder-settings.ts';
import { stateInWords } from './review-state.ts';
import { type Reader, type Standing, waitsFor } from './waiting.ts';

const PAGE = 8;
const EXPIRES_SOON_DAYS = 14;
const DAY_MS = 24 * 60 * 60_000;

export interface HomeFacts {
  reader: Reader;
  isAdmin: boolean;
  /** Open reviews that this person leads or owns something in, and whose channels they may see. */
  mine: readonly Standing[];
  /** Starts of theirs that wait for their word: the private message that asked may have been missed. */
  quotes: readonly Quote[];
  coverage: readonly { control: ControlName; verdict: string; endpoints: number }[];
  connection:
    | { zones: readonly string[]; connectedBy: string; connectedAt: Date; expiresOn: string | null }
    | undefined;
  environmentToken: boolean;
  reminders: ReminderSettings;
  lastReading: { at: Date; problem: string | null } | undefined;
  page: number;
  now: Date;
}

export function homeView(facts: HomeFacts): HomeView {
  return {
    type: 'home',
    blocks: [
      section('*API reviews*\nHow well your APIs are protected at Cloudflare, and what to log or enforce first.'),
      actions(
        button('Start review', ACTIONS.homeStart, 'start', { style: 'primary' }),
        button('Connect Cloudflare', ACTIONS.homeConnect, 'connect'),
      ),
      divider(),
      ...(facts.mine.length + facts.quotes.length === 0 ? empty(facts) : [...waiting(facts), ...reviews(facts)]),
      ...coverage(facts),
      ...(facts.isAdmin
        ? [
            divider(),
            section(`*Cloudflare connection*\n${connectionInWords(facts)}`),
            section(
              `*Reminders*\n${remindersInWords(facts.reminders)} Change it with \`/api-review settings reminders\`.`,
            ),
          ]
        : []),
      divider(),
      context(
        'Ask me anything about your reviews under *Messages*, for example “what waits for me?”. Settings of this workspace and of a channel: `/api-review settings`. All commands: `/api-review help`.',
      ),
    ],
  };
}

/** For whoever is no full member, and so may read nothing here. */
export const closedHome = (words: string): HomeView => ({ type: 'home', blocks: [section(words)] });

/** The way to a first review, step by step. */
function empty({ connection, environmentToken, isAdmin }: HomeFacts): KnownBlock[] {
  const connected = connection !== undefined || environmentToken;
  const steps = [
    ...(connected
      ? []
      : [
          isAdmin
            ? 'Press *Connect Cloudflare* and paste an API token that may only read.'
            : 'Ask an admin of this workspace to press *Connect Cloudflare* here.',
        ]),
    'Invite me to the channel where the review shall live: `/invite @api-review`.',
    'Press *Start review* and name a zone, or type `/api-review start shop.example` in that channel.',
    'The people who own endpoints are asked there; what waits for you stands here.',
  ];
  return [
    section(
      `*Nothing waits for you.* You lead no open review, and own nothing in one. To begin with your first:\n${steps.map((step, at) => `${at + 1}. ${step}`).join('\n')}`,
    ),
  ];
}

function waiting({ mine, quotes, reader }: HomeFacts): KnownBlock[] {
  const lines = mine.flatMap((standing) => {
    const waits = waitsFor(standing, reader);
    return waits.length === 0 ? [] : [`• *${safe(standing.review.name, 80)}*: ${waits.join(', ')}`];
  });
  const shown = lines.slice(0, PAGE);
  const left = lines.length - shown.length;
  return [
    section(
      lines.length + quotes.length === 0
        ? '*Nothing waits for you.*'
        : ['*Waiting for you*', ...shown, ...(left > 0 ? [`and in ${count(left, 'review')} more, below`] : [])].join(
            '\n',
          ),
    ),
    ...quotes.flatMap(({ id, zone, channelId }) => [
      section(
        `• Your start of *${safe(zone, 80)}* in <#${channelId}> takes much of Cloudflare’s budget, and waits for your word.`,
      ),
      actions(
        button('Begin it', ACTIONS.startQuoted, id, { style: 'primary' }),
        button('Leave it', ACTIONS.cancelQuoted, id),
      ),
    ]),
  ];
}

function reviews({ mine, page, reader }: HomeFacts): KnownBlock[] {
  if (mine.length === 0) return [];
  const pages = Math.max(1, Math.ceil(mine.length / PAGE));
  const shown = Math.min(Math.max(page, 1), pages);
  const lines = mine.slice((shown - 1) * PAGE, shown * PAGE).map(({ review, work, decisions }) => {
    const role = review.leadId === reader.userId ? 'you lead it' : `led by ${person(review.leadId)}`;
    return `• *${safe(review.name, 80)}* in <#${review.channelId}> · ${stateInWords(review)} · ${role}${review.due ? `, due ${review.due}` : ''}\n   ${amount(work.acknowledged)} of ${count(work.endpoints, 'endpoint')} acknowledged, ${count(
      work.openQuestions.reduce((sum, { questions }) => sum + questions, 0),
      'question',
    )} open, ${count(decisions.toMake, 'decision')} to make`;
  });
  return [
    divider(),
    section(`*Your reviews*${pages > 1 ? `, page ${amount(shown)} of ${amount(pages)}` : ''}\n${lines.join('\n')}`),
    ...(pages > 1
      ? [
          actions(
            ...(shown > 1 ? [button('Previous', ACTIONS.homePrevious, String(shown - 1))] : []),
            ...(shown < pages ? [button('Next', ACTIONS.homeNext, String(shown + 1))] : []),
          ),
        ]
      : []),
  ];
}

/** Unknown stands beside every number: it is neither covered nor open. */
function coverage({ coverage: rows }: HomeFacts): KnownBlock[] {
  const controls = [...new Set(rows.map(({ control }) => control))];
  if (controls.length === 0) return [];
  const lines = controls.map((control) => {
    const of = (verdict: string) =>
      rows.find((row) => row.control === control && row.verdict === verdict)?.endpoints ?? 0;
    const all = rows.filter((row) => row.control === control).reduce((sum, { endpoints }) => sum + endpoints, 0);
    const others = ['bypassable', 'unknown', 'unavailable'].flatMap((verdict) =>
      of(verdict) > 0 ? [`${amount(of(verdict))} ${verdict}`] : [],
    );
    return `• ${controlInWords(control)}: ${amount(of('covered'))} of ${amount(all)} covered${others.length > 0 ? `, ${others.join(', ')}` : ''}`;
  });
  return [divider(), section(`*Your endpoints*\n${lines.join('\n')}`)];
}

function connectionInWords({ connection, environmentToken, lastReading, now }: HomeFacts): string {
  if (!connection) {
    return environmentToken
      ? ':large_green_circle: The token that this installation was started with is in use.'
      : ':red_circle: Not connected: no zone can be read. Press *Connect Cloudflare*.';
  }
  const { zones, connectedBy, connectedAt, expiresOn } = connection;
  return [
    `Connected by ${person(connectedBy)} ${moment(connectedAt)}, ${count(zones.length, 'zone')}.`,
    expiryInWords(expiresOn, now),
    ...(lastReading
      ? [
          lastReading.problem
            ? `:red_circle: The last reading ${moment(lastReading.at)} failed: ${safe(lastReading.problem, 300)}`
            : `:large_green_circle: The last reading ${moment(lastReading.at)} went through.`,
        ]
      : []),
  ].join('\n');
}

function expiryInWords(expiresOn: string | null, now: Date): string {
  if (expiresOn === null) return ':grey_question: Cloudflare named no day on which the token expires.';
  const days = Math.ceil((Date.parse(expiresOn) - now.getTime()) / DAY_MS);
  if (days <= 0) return `:red_circle: The token expired on ${expiresOn}: connect another one.`;
  const soon = days <= EXPIRES_SOON_DAYS ? ':warning: ' : ':large_green_circle: ';
  return `${soon}The token expires on ${expiresOn}, in ${count(days, 'day')}.`;
}
