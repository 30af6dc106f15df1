import { expect, test } from 'vitest';
import { reviewCard } from '../../src/messages/review-card.ts';
import { waitingInWords } from '../../src/messages/waiting.ts';
import { openWork } from '../../src/review/progress.ts';
import { blockText } from '../sandbox/slack/screen.ts';
import { endpoint, review } from '../support/review-rows.ts';

const standing = {
  review: review({ state: 'answering' }),
  work: openWork([endpoint('GET api.shop.example/v1/a')], []),
  decisions: { toMake: 1200, toApprove: [{ decidedBy: 'UDANA' }] },
};

test.each([
  [
    'ULEA',
    'Waiting for you: 1 endpoint to acknowledge, 1,200 decisions to make, 1 decision of somebody else to approve or decline.',
  ],
  ['UDANA', 'Nothing waits for you.'],
  ['UMAX', 'Waiting for you: 1 decision of somebody else to approve or decline.'],
])('%s', (reader, words) => {
  expect(waitingInWords(standing, { userId: reader, groups: [] })).toBe(words);
});

test.each(['cancelled', 'closed'] as const)('of a review that is %s nothing waits for anyone', (state) => {
  expect(waitingInWords({ ...standing, review: review({ state }) }, { userId: 'ULEA', groups: [] })).toBe(
    `Nothing waits for anyone: it is ${state}.`,
  );
});

const card = (snapshotId: string | null) =>
  reviewCard({
    review: review({ state: 'cancelled', endedBy: 'ULEA' }),
    scan: {
      id: review().id,
      reviewId: review().id,
      state: 'posted',
      progress: null,
      snapshotId,
      changes: null,
      judgedAt: null,
      takenAt: null,
      problem: null,
    },
    leadName: 'Lea',
    work: standing.work,
    inventory: { total: 1, shadows: 0 },
    findings: { fail: 0, critical: 0, high: 0, unknown: 0, notEntitled: 0 },
    decided: { items: 0, decided: 0, awaitingSecond: 0 },
  })
    .blocks.map((block) => blockText(block as never))
    .join('\n');

test('a cancelled review keeps what was found before, and says whether it does', () => {
  expect(card(review().id)).toContain('What was found before stays here to read.');
  expect(card(review().id)).toContain('[Inventory] [Remediation] [Export]');
  expect(card(null)).toContain('nothing was kept of what was read so far.');
  expect(card(null)).not.toContain('[');
});
