/** What an admin may say about reminders, and what it then is. */
import { expect, test } from 'vitest';
import { changed, DEFAULTS, readWish, withHolidays, workingDaysInWords } from '../../src/review/reminder-settings.ts';
import { nextReminders } from '../../src/review/reminders.ts';

const say = (text: string) => changed(DEFAULTS, readWish(text.split(' ')) ?? {});

test.each([
  ['hours 8:00-16:30', { opens: '08:00', closes: '16:30' }],
  ['days sun-thu', { daysOff: [5, 6] }],
  ['days mon,wed,friday', { daysOff: [2, 4, 6, 7] }],
  ['pace 3 cap 1', { step: 3, perWeek: 1 }],
  ['PLACE thread', { place: 'thread' }],
])('%s', (text, expected) => {
  expect(say(text)).toEqual({ ...DEFAULTS, ...expected });
});

test.each([
  ['hours 17:00-09:00', 'hours'],
  ['hours 09:00-09:30', 'hours'],
  ['hours 25:00-26:00', 'hours'],
  ['days someday', 'days'],
  ['pace 0', 'pace'],
  ['cap 1000', 'cap'],
  ['cap 1.5', 'cap'],
  ['place elsewhere', 'place'],
])('%s is refused, and says of what', (text, part) => {
  expect(say(text)).toEqual({ problems: { [part]: expect.any(String) } });
});

test.each(['hours', 'colour red', 'cap 1 cap 2'])('%s is not understood as a wish', (text) => {
  expect(readWish(text.split(' '))).toBeUndefined();
});

test.each([
  [
    ['2026-12-26', '2026-12-25,2027-01-01'],
    ['2026-12-24', '2026-12-25', '2026-12-26', '2027-01-01'],
  ],
  [['remove', '2026-12-24'], []],
  [['none'], []],
  [['2026-02-30'], undefined],
  [['tomorrow'], undefined],
  [['remove'], undefined],
  [[], undefined],
])('holidays %j', (words, expected) => {
  expect(withHolidays(['2026-01-01', '2026-12-24'], words, '2026-11-27')).toEqual(expected);
});

test.each([
  [[6, 7], 'mon-fri'],
  [[5, 6], 'mon,tue,wed,thu,sun'],
  [[1, 2, 3, 4, 5, 6], 'sun'],
])('days off %j leave %s, which reads back as the same', (daysOff, words) => {
  expect(workingDaysInWords({ daysOff })).toBe(words);
  expect(changed(DEFAULTS, { days: words })).toEqual({ ...DEFAULTS, daysOff });
});

test('nobody is reminded on a holiday, and the steps are counted without it', () => {
  const one = { reviewId: 'R1', leadId: 'ULEA', ownerId: 'UDANA', since: new Date('2026-12-24T12:00:00Z') };
  const holidays = ['2026-12-25', '2026-12-28'];
  const [next] = nextReminders(
    [one],
    [],
    { zoneOf: () => 'UTC', reaches: () => true, securityLeadId: null },
    one.since,
    { ...DEFAULTS, holidays },
  );
  expect(next?.at.toISOString()).toBe('2026-12-29T09:00:00.000Z');
});
