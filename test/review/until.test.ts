/** Answers that hold until a day. */
import { expect, test } from 'vitest';
import { bankQuestion } from '../../src/review/questions.ts';
import { understandUntil } from '../../src/review/until.ts';

const TODAY = '2026-11-27';
const read = (asks: string, words: string) => {
  const { choice, until } = understandUntil(bankQuestion(asks), words, TODAY);
  return [choice?.value, until];
};

test.each([
  ['mTLS until 30 June', ['mtls', '2027-06-30']],
  ['mTLS, until 2027-03-01.', ['mtls', '2027-03-01']],
  ['mtls till the 1st of December', ['mtls', '2026-12-01']],
  ['n/a, retired until 30.06.2027', ['not-applicable', '2027-06-30']],
  ['mTLS', ['mtls', null]],
])('%j', (words, wanted) => {
  expect(read('auth.credential', words)).toEqual(wanted);
});

test.each([
  'mTLS until soon',
  'mTLS until 30 February',
  'mTLS until 2020-01-01',
  'mTLS until 2026-11-27',
  'perhaps until 30 June',
  'until 30 June',
])('%j is asked about, not guessed', (words) => {
  expect(read('auth.credential', words)).toEqual([undefined, null]);
});

test('a day that is itself the answer ends nothing', () => {
  expect(read('inventory.still-needed', 'until 30 June')[1]).toBeNull();
});
