import { expect, test } from 'vitest';
import { openDecisions } from '../../src/review/open-decisions.ts';
import type { Decision } from '../../src/review/review.ts';

const items = ['a', 'b', 'c'].map((id) => ({ id }));
const decision = (itemId: string, state: Decision['state']) => ({ itemId, state, decidedBy: 'ULEA' });

test.each([
  ['none is made', [], 3, 0],
  ['one is approved', [decision('a', 'approved')], 2, 0],
  ['one waits for a second person', [decision('a', 'proposed')], 2, 1],
  ['one was declined', [decision('a', 'declined')], 3, 0],
  ['an accepted risk has ended', [decision('a', 'ended')], 3, 0],
  ['one is about what is no longer in the list', [decision('gone', 'proposed')], 3, 0],
] as const)('%s', (_, decisions, toMake, toApprove) => {
  const open = openDecisions(items, decisions);
  expect([open.toMake, open.toApprove.length]).toEqual([toMake, toApprove]);
});
