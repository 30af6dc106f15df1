/** Which staged controls ask for somebody. */
import { expect, test } from 'vitest';
import { calendar, type Moved } from '../../src/review/calendar.ts';
import type { Decision } from '../../src/review/review.ts';
import { review } from '../support/review-rows.ts';

const NOW = new Date('2026-03-31T09:00:00Z');
const day = (date: string) => new Date(`2026-${date}T09:00:00Z`);
const decision = (more: Partial<Decision>): Decision => ({
  id: 'd1',
  reviewId: review().id,
  itemId: 'f1',
  choice: 'log-first',
  state: 'logging',
  stateSince: day('03-20'),
  reason: null,
  until: null,
  subjects: [],
  basis: null,
  actedOn: null,
  lookAt: null,
  replaces: null,
  decidedBy: 'ULEA',
  decidedAt: day('01-01'),
  secondBy: null,
  secondAt: null,
  snapshotId: review().id,
  ...more,
});
const moved = (to: Moved['to'], at: Date, decisionId = 'd1'): Moved => ({ decisionId, to, at });

test('a control is due on the day that was set, and not the day before', () => {
  expect(calendar([decision({ lookAt: '2026-03-31' })], [], NOW).due).toHaveLength(1);
  expect(calendar([decision({ lookAt: '2026-04-01' })], [], NOW).due).toEqual([]);
});

test('it is on trial since it first logged, though it was kept since', () => {
  const kept = decision({ state: 'kept', stateSince: day('03-20') });
  expect(calendar([kept], [moved('logging', day('02-20'))], NOW).stuck).toMatchObject([{ days: 39 }]);
  expect(calendar([kept], [moved('logging', day('03-10'))], NOW).stuck).toEqual([]);
});

test('what is enforced was proved when it, or the trial that it replaced, was ready', () => {
  const enforced = decision({ id: 'd2', state: 'enforced', choice: 'enforce-now', replaces: 'd1' });
  expect(calendar([enforced], [], NOW).unproven).toHaveLength(1);
  expect(calendar([enforced], [moved('logging', day('02-01'))], NOW).unproven).toHaveLength(1);
  expect(calendar([enforced], [moved('ready', day('03-01'))], NOW).unproven).toEqual([]);
});
