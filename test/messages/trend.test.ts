/** What people read and see of where a zone is going. */
import { expect, test } from 'vitest';
import { chartInWords, trendChart, trendInWords } from '../../src/messages/trend.ts';
import type { Reading } from '../../src/review/trend.ts';

const at = (day: number) => new Date(Date.UTC(2026, 10, 2 + day, 9));
const reading = (day: number, all: Partial<Reading['figures']['all']>, criticalItems = 3): Reading => ({
  takenAt: at(day),
  figures: {
    all: { endpoints: 30, risky: 12, unknown: 2, fresh: 0, freshRisky: 0, ...all },
    hosts: {},
    owners: {},
    controls: {},
    criticalItems,
    unknownChecks: 1,
    items: [],
    expiring: [],
  },
});
const two = [reading(0, {}), reading(7, { endpoints: 40, risky: 13, fresh: 10, freshRisky: 3 })];

test('one reading has no trend and no chart', () => {
  expect(trendInWords([reading(0, {})], at(0))).toBeUndefined();
  expect(trendChart('shop.example #1', [reading(0, {})])).toBeUndefined();
});

test('an inventory that grew is said apart from risk, with what is unknown and how little is known yet', () => {
  expect(trendInWords(two, at(8))).toBe(
    '13 of 40 endpoints at high risk and 2 unknown; on 2 Nov 2026 it was 12 of 30, 2 unknown. New since 2 Nov 2026: 10 endpoints, 3 of them at high risk. Among those there before, 2 fewer at high risk. 3 critical items, of what is known (1 check could not be made); no trend yet: it takes four readings.',
  );
});

test('with a pace there is a range of days', () => {
  const readings = [16, 15, 11, 10, 9, 5].map((critical, week) => reading(week * 7, {}, critical));
  expect(trendInWords(readings, at(36))).toMatch(
    /5 critical items, .*; gone at this pace between 20 Dec 2026 and 31 Dec 2026\./,
  );
});

test('the chart says in words every figure that it shows', () => {
  const chart = trendChart('shop.example #1', two);
  expect(chart && chartInWords(chart)).toBe(
    'Endpoints of shop.example #1: all 30 (2 Nov 2026), 40 (9 Nov 2026); at high risk 12 (2 Nov 2026), 13 (9 Nov 2026); unknown 2 (2 Nov 2026), 2 (9 Nov 2026).',
  );
});
