/** What people said in their own words stands in a question's message, and can do nothing there. */
import { expect, test } from 'vitest';
import { questionMessage } from '../../src/messages/question.ts';
import type { Question } from '../../src/review/review.ts';
import { review } from '../support/review-rows.ts';

const KEY = 'GET partner.example/v1/feed';

function shown(asks: string, value: string, words: string): string {
  const question: Question = {
    id: '00000000-0000-4000-8000-000000000001',
    reviewId: review().id,
    asks,
    ownerId: 'UDANA',
    askedAt: new Date(0),
    endpointKeys: [KEY],
    earlier: null,
    handed: [],
    answer: {
      version: 1,
      value,
      words,
      confirmed: false,
      saidBy: 'UDANA',
      saidAt: new Date(0),
      messageTs: '1.1',
      endpointKeys: [KEY],
    },
  };
  const { text, blocks } = questionMessage(review(), question);
  return `${text} ${JSON.stringify(blocks)}`;
}

test('a text of its own mentions nobody and marks nothing', () => {
  const hostile = '<!channel> *all* <https://evil.example|click> <@UEVE>';
  const said = shown('machine.partner-contact', `text:${hostile}`, hostile);
  expect(said).toContain('&lt;!channel&gt;');
  expect(said).not.toMatch(/<!channel>|<https:|<@UEVE>|\*all\*/);
});

test('a link is shown as it is, and a day as a day', () => {
  expect(shown('authz.object-checks', 'https://git.example/a?b=1&c=2', 'see there')).toContain(
    'Understood as *Yes, see https://git.example/a?b=1&amp;c=2* from “see there”',
  );
  expect(shown('inventory.still-needed', '2027-06-30', 'by 30 June')).toContain(
    'Understood as *To be retired by 2027-06-30* from “by 30 June”',
  );
});
