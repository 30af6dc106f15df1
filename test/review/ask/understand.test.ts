/** What people ask is understood as they mean it; what is not for us is not guessed at. */
import { describe, expect, test } from 'vitest';
import { type Filters, TOPICS, type Topic } from '../../../src/review/ask/asked.ts';
import { understand } from '../../../src/review/ask/understand.ts';
import { NOT_UNDERSTOOD, PHRASINGS } from './phrasings.ts';

const known = {
  me: 'ULEA',
  people: [
    { userId: 'ULEA', name: 'Lea Example' },
    { userId: 'UDANA', name: 'Dana Sample' },
    { userId: 'UMAX', name: 'Max Muster' },
  ],
  today: '2026-11-27',
};

test.each(PHRASINGS)('%s', (words, topic, filters = {}) => {
  expect(understand(words, known)).toEqual({ topic, filters, left: [] });
});

test.each(NOT_UNDERSTOOD)('%s: not for us', (words) => {
  expect(understand(words, known)).toBeUndefined();
});

/** One way of asking for each topic, to which any filter can be added. */
const BARE: Record<Exclude<Topic, 'help'>, [words: string, filters?: Filters]> = {
  waiting: ['what is blocking us'],
  status: ['status'],
  endpoints: ['show endpoints'],
  unowned: ['endpoints without owner'],
  owner: ['who owns the things'],
  acknowledgements: ['unacknowledged things', { state: 'open' }],
  findings: ['findings'],
  coverage: ['coverage'],
  decisions: ['decisions'],
  questions: ['questions'],
  changes: ['what changed'],
};

const NARROWER: readonly [words: string, filters: Filters][] = [
  ['of dana', { people: ['UDANA'] }],
  ['on api.shop.example', { host: 'api.shop.example' }],
  ['below /v1/refunds', { path: '/v1/refunds' }],
  ['in the payments review', { review: 'payments' }],
  ['in <#C0PAY|payments>', { channel: 'C0PAY' }],
  ['in step 5', { step: 5 }],
  ['of critical or high severity', { severities: ['high', 'critical'] }],
  ['that are shadow', { source: 'shadow' }],
  ['about schema', { control: 'schema' }],
  ['since 2026-11-02', { days: { from: '2026-11-02', until: '2026-11-27' } }],
];

describe.each(TOPICS.filter((topic) => topic !== 'help'))('%s', (topic) => {
  const [bare, own = {}] = BARE[topic];
  test.each(NARROWER)('is narrowed by “%s”', (words, filters) => {
    const meant = topic === 'endpoints' && filters.control ? 'coverage' : topic;
    const asked = understand(`${bare} ${words}`, known);
    expect(asked).toEqual({ topic: meant, filters: { ...own, ...filters }, left: [] });
  });

  test('is narrowed by all of them at once', () => {
    const all = NARROWER.map(([words]) => words);
    const meant = topic === 'endpoints' ? 'coverage' : topic;
    const filters = Object.assign({}, own, ...NARROWER.map(([, each]) => each));
    expect(understand([bare, ...all].join(' '), known)).toEqual({ topic: meant, filters, left: [] });
  });
});

test('a name that nobody has is told as not understood', () => {
  expect(understand('what did zoe decide last week', known)?.left).toEqual(['zoe']);
});

test('two people of one name are both meant', () => {
  const people = [...known.people, { userId: 'UDANA2', name: 'Dana Doe' }];
  expect(understand('decisions of dana', { ...known, people })?.filters.people).toEqual(['UDANA', 'UDANA2']);
  expect(understand('decisions of dana doe', { ...known, people })?.filters.people).toEqual(['UDANA2']);
});

test('a day that is none names no stretch of time, and the longest text is read to an end', () => {
  expect(understand('decisions since 2026-02-31', known)?.filters.days).toBeUndefined();
  expect(understand('shadow '.repeat(10_000), known)?.filters.source).toBe('shadow');
});
