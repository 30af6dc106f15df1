import { expect, test } from 'vitest';
import { due, isTimezone } from '../../src/review/digest.ts';

const monday9Berlin = {
  channelId: 'C1',
  weekday: 1,
  at: '09:00',
  timezone: 'Europe/Berlin',
  setBy: 'ULEA',
  setAt: new Date('2026-01-01T00:00:00Z'),
  mutedUntil: null,
};
const at = (moment: string) => due(monday9Berlin, new Date(moment));

test.each([
  ['a minute before', '2026-11-23T07:59:00Z', { period: '2026-11-16', late: true }],
  ['on the minute', '2026-11-23T08:00:00Z', { period: '2026-11-23', late: false }],
  ['half an hour after', '2026-11-23T08:30:00Z', { period: '2026-11-23', late: false }],
  ['an hour after', '2026-11-23T09:00:00Z', { period: '2026-11-23', late: true }],
  ['on Wednesday', '2026-11-25T12:00:00Z', { period: '2026-11-23', late: true }],
])('Monday at nine in Berlin, seen %s', (_, moment, expected) => {
  expect(at(moment)).toEqual(expected);
});

test('nine o’clock stays nine o’clock over a change to summer time', () => {
  expect(at('2026-03-30T06:59:00Z')?.period).toBe('2026-03-23');
  expect(at('2026-03-30T07:00:00Z')).toEqual({ period: '2026-03-30', late: false });
});

test('a schedule does not reach back before it was set', () => {
  const setAfterwards = { ...monday9Berlin, setAt: new Date('2026-11-23T08:10:00Z') };
  expect(due(setAfterwards, new Date('2026-11-23T08:11:00Z'))).toBeUndefined();
  expect(due(setAfterwards, new Date('2026-11-30T08:00:00Z'))?.period).toBe('2026-11-30');
});

test('a muted digest is not due, and is again when the mute ends', () => {
  const muted = { ...monday9Berlin, mutedUntil: new Date('2026-12-01T00:00:00Z') };
  expect(due(muted, new Date('2026-11-23T08:00:00Z'))).toBeUndefined();
  expect(due(muted, new Date('2026-12-07T08:00:00Z'))?.period).toBe('2026-12-07');
});

test('what a mute kept quiet does not come late when the mute ends', () => {
  const muted = { ...monday9Berlin, mutedUntil: new Date('2026-12-01T00:00:00Z') };
  expect(due(muted, new Date('2026-12-01T00:00:00Z'))).toBeUndefined();
  expect(due(muted, new Date('2026-12-07T07:59:00Z'))).toBeUndefined();
  expect(due({ ...muted, mutedUntil: new Date('2026-11-30T08:10:00Z') }, new Date('2026-11-30T08:20:00Z'))).toBe(
    undefined,
  );
  expect(
    due({ ...muted, mutedUntil: new Date('2026-11-30T07:50:00Z') }, new Date('2026-11-30T08:00:00Z'))?.period,
  ).toBe('2026-11-30');
});

test.each([
  ['Europe/Berlin', true],
  ['UTC', true],
  ['Mars/Olympus', false],
  ['', false],
])('%j is a time zone: %s', (name, expected) => {
  expect(isTimezone(name)).toBe(expected);
});
