/** Why an item stands where it stands. */
import { expect, test } from 'vitest';
import { type Placed, positions, shareOfFirst } from '../../src/remediation/position.ts';

const placed = (exposure: number, sensitivity: number, severity: number, more: Partial<Placed> = {}): Placed => ({
  score: exposure * sensitivity * severity,
  risk: 100,
  endpoints: 3,
  severity: (['low', 'medium', 'high', 'critical'] as const)[severity - 1] ?? 'info',
  factors: { exposure, sensitivity, severity, audience: 'public', kind: 'auth' },
  ...more,
});

test('the sentence names the three factors, and what puts it ahead of the next', () => {
  const [first] = positions([placed(4, 4, 4), placed(4, 4, 2)]);
  expect(first?.because).toBe(
    '64 = exposure 4 (public) × sensitivity 4 (auth) × severity 4 (critical); ahead of the next by its score of 64 to 32',
  );
  expect(positions([placed(4, 4, 4, { risk: 300 }), placed(4, 4, 4)])[0]?.because).toMatch(
    /sum over all endpoints, 300 to 100$/,
  );
  expect(positions([placed(4, 4, 4, { endpoints: 9 }), placed(4, 4, 4)])[0]?.because).toMatch(/its 9 endpoints to 3$/);
  expect(positions([placed(4, 4, 4), placed(4, 4, 4)])[0]?.because).toMatch(/by its name alone$/);
});

test('neighbours are close when another weight would swap them', () => {
  const close = (...list: Placed[]) => positions(list).map(({ isClose }) => isClose);
  expect(close(placed(4, 4, 3), placed(4, 3, 4))).toEqual([true, true]); // 48 and 48, on different weights
  expect(close(placed(4, 4, 4), placed(4, 4, 4))).toEqual([false, false]); // they move together
  expect(close(placed(4, 4, 4), placed(4, 4, 3))).toEqual([false, false]); // 64 and 48: a third apart
  expect(close(placed(4, 4, 4), placed(4, 1, 4), placed(3, 4, 1))).toEqual([false, false, false]);
});

test('the share of the first few is of the risk of all, and nothing where there is none', () => {
  expect(shareOfFirst([{ risk: 60 }, { risk: 30 }, { risk: 10 }], 2)).toBe(0.9);
  expect(shareOfFirst([], 5)).toBeNull();
});
