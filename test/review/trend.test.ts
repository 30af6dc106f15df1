/** Where it is going: honest denominators, and a forecast that is a range or nothing. */
import { describe, expect, test } from 'vitest';
import { figuresOf, type Judged } from '../../src/review/figures.ts';
import { forecast, growth, pointsOf } from '../../src/review/trend.ts';
import { finding, item } from '../support/review-rows.ts';

const keys = (n: number, from = 0) => Array.from({ length: n }, (_, i) => `GET api.shop.example/v1/${from + i}`);
const judged = (more: Partial<Judged> & { keys: string[] }): Judged => ({
  endpoints: more.keys.map((key) => ({ key, host: 'api.shop.example', ownerId: 'ULEA', controls: {} })),
  fresh: new Set(),
  findings: [],
  items: [],
  ...more,
});
const at = (day: number) => new Date(Date.UTC(2026, 0, 1 + day, 9));

describe('the figures of a reading', () => {
  test('risky, unknown and the rest are all: what is unknown is never among what is well', () => {
    const [a = '', b = ''] = keys(4);
    const { all } = figuresOf(
      judged({
        keys: keys(4),
        findings: [
          finding({ id: 'f1', subjects: [a] }),
          finding({ id: 'f2', outcome: 'unknown', subjects: [a, b] }),
          finding({ id: 'f3', severity: 'low', subjects: keys(4) }),
        ],
      }),
    );
    expect(all).toEqual({ endpoints: 4, risky: 1, unknown: 1, fresh: 0, freshRisky: 0 });
  });

  test('what the plan does not have is in no denominator of a control', () => {
    const standing = (verdict: string, mode = 'off') => ({ mtls: { verdict, mode } });
    const controls = [
      standing('covered', 'enforce'),
      standing('covered', 'log'),
      standing('bypassable'),
      standing('unavailable'),
      standing('unknown'),
    ];
    const endpoints = keys(5).map((key, i) => ({ key, host: 'h', ownerId: 'U', controls: controls[i] ?? {} }));
    expect(figuresOf(judged({ keys: [], endpoints })).controls).toEqual({
      mtls: { enforced: 1, logged: 1, open: 1, unknown: 1 },
    });
  });

  test('an item is critical by its worst finding', () => {
    const findings = [finding({ id: 'f1', severity: 'low' }), finding({ id: 'f2', severity: 'critical' })];
    const items = [item({ findings: ['f1', 'f2'] }), item({ findings: ['f1'] })];
    expect(figuresOf(judged({ keys: [], findings, items })).criticalItems).toBe(1);
  });

  test('thousands of hosts are one small row, and none is lost of the sum', () => {
    const endpoints = Array.from({ length: 300 }, (_, i) => ({
      key: `GET h${i}/`,
      host: `h${i}`,
      ownerId: 'U',
      controls: {},
    }));
    const { hosts } = figuresOf(judged({ keys: [], endpoints }));
    expect(Object.keys(hosts)).toHaveLength(101);
    expect(Object.values(hosts).reduce((sum, row) => sum + row.endpoints, 0)).toBe(300);
  });
});

test('an inventory that grew is not taken for risk that grew', () => {
  const before = figuresOf(judged({ keys: keys(10), findings: [finding({ subjects: keys(3) })] }));
  const fresh = keys(10, 10);
  const now = figuresOf(
    judged({
      keys: keys(20),
      fresh: new Set(fresh),
      findings: [finding({ subjects: [...keys(2), ...fresh.slice(0, 4)] })],
    }),
  );
  expect(growth(before, now)).toEqual({ endpoints: 10, fresh: 10, riskyFresh: 4, riskyKnown: -1, unknown: 0 });
});

test('a chart of two years has twenty points, one a day at most, and ends today', () => {
  const figures = figuresOf(judged({ keys: [] }));
  const readings = Array.from({ length: 730 }, (_, day) => ({ takenAt: at(day), figures }));
  const points = pointsOf([...readings, { takenAt: new Date(at(729).getTime() + 60_000), figures }]);
  expect(points).toHaveLength(20);
  expect(points.at(-1)?.takenAt).toEqual(new Date(at(729).getTime() + 60_000));
});

describe('the forecast', () => {
  const weekly = (...counts: number[]) => counts.map((critical, week) => ({ at: at(week * 7), critical }));
  const said = (...counts: number[]) => forecast(weekly(...counts), at((counts.length - 1) * 7));

  test.each([
    [[], 'too few readings'],
    [[9, 8, 7], 'too few readings'],
    [[5, 5, 5, 5, 5], 'not falling'],
    [[3, 5, 8, 9, 12], 'not falling'],
    [[9, 2, 11, 1, 10, 3], 'not falling'],
    [[100, 100, 100, 100, 100, 99, 99, 99, 99], 'too far'],
  ])('no trend yet of %j: %s', (counts, because) => {
    expect(said(...counts)).toEqual({ kind: 'no trend yet', because });
  });

  test('four readings of one day are no trend', () => {
    const sameDay = [9, 8, 7, 6].map((critical, hour) => ({
      at: new Date(at(0).getTime() + hour * 3_600_000),
      critical,
    }));
    expect(forecast(sameDay, at(1))).toEqual({ kind: 'no trend yet', because: 'too short' });
  });

  test('what falls by two a week from eight is gone in four weeks', () => {
    const { earliest, latest } = said(16, 14, 12, 10, 8) as { earliest: Date; latest: Date };
    expect([earliest, latest]).toEqual([at(28 + 28), at(28 + 28)]);
  });

  test('what falls unevenly is gone within a range around it', () => {
    const told = said(16, 15, 11, 10, 9, 5);
    if (told.kind !== 'between') throw new Error(told.kind);
    expect(told.earliest.getTime()).toBeLessThan(told.latest.getTime());
    expect(told.earliest.getTime()).toBeGreaterThanOrEqual(at(35).getTime());
  });

  test('none left is none left, whatever was before', () => {
    expect(said(4, 2, 0)).toEqual({ kind: 'gone' });
  });
});
