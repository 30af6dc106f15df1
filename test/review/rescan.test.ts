/** When a zone is read again by itself. */
import { expect, test } from 'vitest';
import { type Rescan, rescanDue } from '../../src/review/rescan.ts';

const at = (text: string) => new Date(`${text}Z`);
const lastAskedAt = at('2026-11-02T09:00:00');
const due = (rescan: Rescan, now: string, more: { leftOutAt?: Date; underWay?: boolean } = {}) =>
  rescanDue({ rescan, lastAskedAt, leftOutAt: null, underWay: false, ...more }, at(now));

test.each([
  ['weekly', '2026-11-09T08:00:00', false],
  ['weekly', '2026-11-09T09:00:00', true],
  ['daily', '2026-11-03T08:00:00', false],
  ['daily', '2026-11-03T09:00:00', true],
  ['off', '2036-11-03T09:00:00', false],
] as const)('%s, at %s: %s', (rescan, now, expected) => {
  expect(due(rescan, now)).toBe(expected);
});

test('one that is under way, however long, is not begun twice', () => {
  expect(due('daily', '2026-12-01T09:00:00', { underWay: true })).toBe(false);
});

test('a turn that was left out is a turn: the next one comes a period later', () => {
  const leftOutAt = at('2026-11-09T09:00:00');
  expect(due('weekly', '2026-11-09T09:10:00', { leftOutAt })).toBe(false);
  expect(due('weekly', '2026-11-16T09:00:00', { leftOutAt })).toBe(true);
});
