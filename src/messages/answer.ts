/** What answers a question: a page of rows, what was understood, and the ways to narrow it or to have it whole. */
import type { Row } from '../review/ask/answer.ts';
import type { Asked, Filters, Topic } from '../review/ask/asked.ts';
import { controls } from './answer-controls.ts';
import { controlInWords } from './control-words.ts';
import { amount, chunks, context, count, inline, type Message, message, safe, section } from './message.ts';
import { rowInWords } from './row-in-words.ts';
import { EXAMPLES, understoodInWords } from './understood.ts';

const PAGE = 10;
const LINES_IN_A_SECTION = 5;

export interface AnswerFacts {
  inquiryId: string;
  asked: Asked;
  rows: readonly Row[];
  /** Of the reviews that were looked into. */
  reviews: readonly string[];
  /** How many more there are, which were not. */
  reviewsLeftOut: number;
  page: number;
}

const answerPages = (rows: number) => Math.max(1, Math.ceil(rows / PAGE));

export function answerMessage({ inquiryId, asked, rows, reviews, reviewsLeftOut, page }: AnswerFacts): Message {
  const pages = answerPages(rows.length);
  const shown = Math.min(Math.max(page, 1), pages);
  const text = `${headline(asked, rows)}${pages > 1 ? `, page ${amount(shown)} of ${amount(pages)}` : ''}`;
  const several = reviews.length > 1;
  const list = rows.slice((shown - 1) * PAGE, shown * PAGE).map((row) => `• ${rowInWords(row, several)}`);
  const notes = [
    understoodInWords(asked, reviews),
    ...(reviewsLeftOut > 0
      ? [
          `Only the newest ${count(reviews.length, 'review')} were looked into; ${amount(reviewsLeftOut)} more can be asked about by name.`,
        ]
      : []),
    ...(asked.topic === 'changes' && rows.length > 0
      ? ['The most telling changes of each scan; their numbers stand below the inventory.']
      : []),
  ];
  return message(`${text}. ${notes[0]}`, [
    section(`*${text}*`),
    ...chunks(list, LINES_IN_A_SECTION).map((part) => section(part.join('\n'))),
    ...controls(inquiryId, asked, { rows: rows.length, page: shown, pages, hosts: [] }),
    context(notes.join(' ')),
  ]);
}

/** What nobody here understood, with the nearest that can be asked. */
export function notUnderstood(topics: readonly Topic[]): Message {
  const nearest = topics.flatMap((topic) => (topic === 'help' ? [] : [`• ${EXAMPLES[topic]}`]));
  const text = 'I did not understand that. Nothing was changed.';
  return message(text, [section(`${text} You can ask for example:\n${nearest.join('\n')}`), howToGoOn()]);
}

export function whatCanBeAsked(): Message {
  const text = 'Ask me about your reviews, in your own words.';
  return message(text, [
    section(
      `*${text}* For example:\n${Object.values(EXAMPLES)
        .map((each) => `• ${each}`)
        .join('\n')}`,
    ),
    context(
      'Each can be narrowed: by a person, a host or path, a review or channel, a step, a severity, a source, a control, a time such as “last week”. I answer by fixed rules, without a language model, and only from reviews whose channels you may see.',
    ),
    howToGoOn(),
  ]);
}

/** Nothing is told of reviews that somebody may not see, not even that there are any. */
export function noSuchReview(asked: Asked, visible: readonly string[]): Message {
  const called =
    asked.filters.review === 'here' ? 'in this channel' : `called “${safe(asked.filters.review ?? '', 80)}”`;
  const there =
    visible.length > 0
      ? `There is: ${inline(visible, 8, (name) => safe(name, 80))}.`
      : 'There is no review that you may see yet: `/api-review start shop.example` in a channel begins one.';
  const text = `I know no review ${asked.filters.channel ? 'in that channel' : called} that you may see. ${there}`;
  return message(text, [section(text)]);
}

const howToGoOn = () => context('`/api-review help` shows the commands.');

function headline({ topic, filters }: Asked, rows: readonly Row[]): string {
  const n = rows.length;
  switch (topic) {
    case 'waiting':
      return n === 0 ? 'Nothing is waiting' : filters.people ? 'Waiting' : 'What still has to happen';
    case 'status':
      return n === 0 ? 'No review fits' : count(n, 'review');
    case 'endpoints':
      return n === 0 ? 'No endpoint fits' : `${count(n, `${filters.source ?? ''} endpoint`.trim())}`;
    case 'unowned':
      return n === 0 ? 'Every endpoint has an owner' : `${count(n, 'endpoint')} without an owner`;
    case 'owner':
      return n === 0 ? 'No endpoint fits' : count(n, 'owner');
    case 'acknowledgements':
      return acknowledgements(filters, rows);
    case 'findings':
      return n === 0 ? 'Nothing to put right fits' : `${count(n, 'thing')} to put right`;
    case 'coverage':
      return coverage(filters, n);
    case 'decisions':
      return n === 0 ? 'No decision fits' : count(n, 'decision');
    case 'questions':
      return n === 0 ? 'No question fits' : count(n, 'question');
    case 'changes':
      return n === 0
        ? 'No change fits. A review is compared with the one before it of the same zone in its channel'
        : count(n, 'change');
    case 'help':
      return '';
  }
}

function acknowledgements({ state }: Filters, rows: readonly Row[]): string {
  if (rows.length === 0) return state === 'done' ? 'Nothing was acknowledged' : 'Everything is acknowledged';
  const people = count(rows.length, 'owner');
  return state === 'open' ? `${people} ${rows.length === 1 ? 'has' : 'have'} not acknowledged` : people;
}

function coverage({ control, verdict }: Filters, n: number): string {
  if (!control && !verdict) return n === 0 ? 'No endpoint fits' : 'How well endpoints are protected';
  const what = control ? ` (${controlInWords(control)})` : '';
  return n === 0 ? `No endpoint fits${what}` : `${count(n, 'endpoint')}${verdict ? `, ${verdict}` : ''}${what}`;
}
