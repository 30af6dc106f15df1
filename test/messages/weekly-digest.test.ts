/** What a week reads like. */
import { expect, test } from 'vitest';
import { linesOf, weeklyDigest } from '../../src/messages/weekly-digest.ts';
import { isQuiet, openedSince, type ReviewWeek } from '../../src/review/digest.ts';
import type { Reading } from '../../src/review/trend.ts';
import { contentText } from '../sandbox/slack/screen.ts';
import { review } from '../support/review-rows.ts';

const now = new Date('2026-11-30T08:00:00Z');
const week = (more: Partial<ReviewWeek> = {}): ReviewWeek => ({
  review: review(),
  shadows: 0,
  unknown: 0,
  unacknowledged: [],
  openQuestions: [],
  undecided: { total: 0, worst: undefined },
  awaitingSecond: 0,
  acceptedUntil: [],
  ready: [],
  due: [],
  stuck: [],
  fixed: 0,
  cameBack: 0,
  newShadows: [],
  opened: [],
  overdueSince: undefined,
  expiring: [],
  answersUntil: [],
  scanFailed: undefined,
  changes: undefined,
  toldBefore: [],
  readings: [],
  ...more,
});
const screen = (...weeks: ReviewWeek[]) =>
  contentText(weeklyDigest({ channelId: 'C', weeks, schedule: undefined, late: false, now }) as never);

test.each<[string, Partial<ReviewWeek>, string]>([
  [
    'a new shadow endpoint with its owner',
    { newShadows: [{ key: 'GET api.shop.example/v1/*secret*', ownerId: 'UDANA' }] },
    '1 new shadow endpoint: `GET api.shop.example/v1/*secret*` <@UDANA>',
  ],
  ['what opened', { opened: ['Logins without a limit'] }, '1 item opened this week: Logins without a limit'],
  ['what is overdue', { overdueSince: '2026-11-20' }, ':warning: Overdue: all of it was to be done by 2026-11-20'],
  [
    'a credential that runs out',
    { expiring: [{ what: 'service token', name: 'partner`s', at: '2026-12-03T00:00:00.000Z' }] },
    'Runs out on 2026-12-03: service token `partner’s`',
  ],
  [
    'an answer that holds no longer',
    { answersUntil: [{ ownerId: 'UDANA', until: '2026-12-02' }] },
    'Answers that hold no longer soon: <@UDANA> (until 2026-12-02)',
  ],
  [
    'a scan that was not completed',
    { scanFailed: 'The token was <revoked>.' },
    ':warning: The zone could not be read again: The token was &lt;revoked&gt;.',
  ],
])('%s is a line, and reason enough to post', (_, more, line) => {
  expect(linesOf(week(more), now)).toEqual([line]);
  expect(isQuiet([week(more)])).toBe(false);
});

test('what was fixed, or only counted, is no reason to post', () => {
  expect(isQuiet([week({ fixed: 3, cameBack: 1, shadows: 2, unknown: 4 })])).toBe(true);
});

test('what the last digest said too is said in one line, after what is new', () => {
  const before = week({ awaitingSecond: 2, undecided: { total: 3, worst: { rank: 1, title: 'Logins' } }, shadows: 1 });
  expect(screen(week({ ...before, awaitingSecond: 3, toldBefore: linesOf(before, now) }))).toContain(
    [
      '• 3 decisions waiting for a second person',
      '• Unchanged: 3 items to decide, first: 1. Logins, 1 shadow endpoint in the inventory',
    ].join('\n'),
  );
});

test('what opened is told against the reading of a week ago, and nothing of the first one', () => {
  const items = (...ids: string[]) => ids.map((id) => ({ id, title: `title of ${id}` }));
  const reading = (day: string, ...ids: string[]) =>
    ({ takenAt: new Date(`2026-11-${day}T09:00:00Z`), figures: { items: ids } }) as Reading;
  const since = new Date('2026-11-23T08:00:00Z');
  expect(openedSince(items('a'), [reading('28', 'a')], since)).toEqual([]);
  const readings = [reading('02', 'a', 'b'), reading('16', 'a'), reading('27', 'a', 'b', 'c'), reading('29', 'b', 'c')];
  expect(openedSince(items('b', 'c'), readings, since)).toEqual(['title of b', 'title of c']);
});
