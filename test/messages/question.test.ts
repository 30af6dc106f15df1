/** What people said in their own words stands in a question's message, and can do nothing there. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { questionMessage, questionsMessage } from '../../src/messages/question.ts';
import { QUESTION_BANK } from '../../src/review/questions.ts';
import type { Question } from '../../src/review/review.ts';
import { review } from '../support/review-rows.ts';

const KEY = 'GET partner.example/v1/feed';

const asked = (asks: string, more: Partial<Question> = {}): Question => ({
  id: '00000000-0000-4000-8000-000000000001',
  reviewId: review().id,
  asks,
  ownerId: 'UDANA',
  askedAt: new Date(0),
  endpointKeys: [KEY],
  earlier: null,
  handed: [],
  answer: null,
  ...more,
});

const said = (value: string, words: string | null, endpointKeys = [KEY]): NonNullable<Question['answer']> => ({
  version: 1,
  value,
  words,
  confirmed: false,
  saidBy: 'UDANA',
  saidAt: new Date(0),
  messageTs: '1.1',
  endpointKeys,
});

function shown(asks: string, value: string, words: string): string {
  const { text, blocks } = questionMessage(review(), asked(asks, { answer: said(value, words) }));
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

describe('everything one owner was asked', () => {
  const earlier = {
    review: 'shop.example #1',
    value: 'not-applicable',
    words: 'n/a, retired',
    saidBy: 'UDANA',
    saidAt: new Date(0),
    endpointKeys: [KEY],
    anew: null,
  };
  const MORE = [KEY, 'GET partner.example/v1/new'];
  const kinds: ((asks: string) => Question)[] = [
    (asks) => asked(asks),
    (asks) => asked(asks, { earlier }),
    (asks) => asked(asks, { answer: said('not-applicable', 'n/a, retired'), endpointKeys: MORE }),
    (asks) => asked(asks, { answer: { ...said('not-applicable', 'n/a, retired'), confirmed: true } }),
    (asks) => asked(asks, { handed: [{ to: 'UEVE', by: 'UDANA', at: new Date(0) }] }),
    (asks) => asked(asks, { answer: said('not-applicable', 'n/a, retired'), endpointKeys: [] }),
  ];

  test('fits into one message and says what it is about, however many there are of which kind', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(kinds.length - 1), { minLength: 1, maxLength: QUESTION_BANK.length }),
        fc.constantFrom('answering' as const, 'closed' as const),
        (picked, state) => {
          const questions = picked.map((kind, at) => kinds[kind]?.(QUESTION_BANK[at]?.id ?? '') ?? asked(''));
          const { text, blocks } = questionsMessage({ ...review(), state }, questions);
          expect(text.trim()).toBe(text);
          expect(text).not.toBe('');
          expect(blocks.length).toBeGreaterThan(0);
        },
      ),
    );
  });

  test('what was offered and never confirmed is no answer of a review that has ended', () => {
    const { text, blocks } = questionsMessage({ ...review(), state: 'closed' }, [
      asked('machine.partner-contact', { earlier }),
    ]);
    expect(text).toContain('Whom does somebody call');
    expect(JSON.stringify(blocks)).toContain('The review ended before this was answered.');
    expect(JSON.stringify(blocks)).not.toContain('Still so');
  });
});
