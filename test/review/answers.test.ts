import { expect, test } from 'vitest';
import { isContested, isTheirs, isWaiting, statedBy } from '../../src/review/answers.ts';
import { openWork, stateFor } from '../../src/review/progress.ts';
import type { Question } from '../../src/review/review.ts';

const A = 'GET api.example/a/{var1}';
const B = 'GET api.example/b/{var1}';

type Said = Partial<NonNullable<Question['answer']>>;

/** Asked of Dana about A, and answered by a button unless said otherwise. */
function question(answer: Said | null, endpointKeys = [A]): Question {
  const given = {
    version: 1,
    value: 'tested',
    words: null,
    confirmed: true,
    saidBy: 'UDANA',
    saidAt: new Date(0),
    messageTs: null,
    endpointKeys: [A],
  };
  return {
    id: '00000000-0000-4000-8000-000000000001',
    reviewId: '00000000-0000-4000-8000-000000000002',
    asks: 'authz.object-checks',
    ownerId: 'UDANA',
    askedAt: new Date(0),
    earlier: null,
    handed: [],
    endpointKeys,
    answer: answer && { ...given, ...answer },
  };
}

const danas = [{ key: A, ownerId: 'UDANA', acknowledgedBy: 'UDANA' }];
const eves = [{ key: A, ownerId: 'UEVE', acknowledgedBy: 'UEVE' }];

test.each([
  ['nobody has answered', question(null), true],
  ['it was answered', question({}), false],
  ['what was said was not understood', question({ value: null, words: 'Let me ask', confirmed: false }), true],
  ['what was understood is not confirmed', question({ confirmed: false }), false],
  ['more endpoints came since the answer', question({}, [A, B]), true],
  ['the evidence stands against it', { ...question({}), contestedAt: new Date(5) }, true],
  ['it was said again since', { ...question({ saidAt: new Date(6) }), contestedAt: new Date(5) }, false],
  ['its endpoints went to someone else', question(null, []), false],
])('a question waits when %s: %#', (_, asked, waits) => {
  expect(isWaiting(asked)).toBe(waits);
  const work = openWork(danas, [asked]);
  expect(work.openQuestions).toEqual(waits ? [{ ownerId: 'UDANA', questions: 1 }] : []);
  // the conflict is something to decide about, and no silence
  const silent = waits && !isContested(asked);
  expect(stateFor(work)).toBe(silent ? 'answering' : 'deciding');
});

test.each([
  ['a button', question({}), ['tested']],
  ['words that were not understood', question({ value: null, confirmed: false }), []],
  ['words that would let a finding go, before somebody confirms them', question({ confirmed: false }), []],
  ['the same for a check without tests', question({ value: 'untested', confirmed: false }), []],
  ['words that let nothing go', question({ value: 'none', confirmed: false }), ['none']],
  [
    'a reason why it does not apply, which nobody has confirmed',
    question({ value: 'not-applicable', words: 'n/a, retired', confirmed: false }),
    [],
  ],
  [
    'the same once confirmed: it ends the question, and says nothing for the endpoint',
    question({ value: 'not-applicable', words: 'n/a, retired' }),
    [],
  ],
  ['a doubt, which takes back what was said before', question({ value: 'not-sure', confirmed: false }), ['not-sure']],
])('what the checks hear of %s', (_, asked, values) => {
  expect(statedBy([asked], danas).map(({ value }) => value)).toEqual(values);
});

test('an answer speaks for those endpoints only that were asked about and are still its owner’s', () => {
  const both = [...danas, { key: B, ownerId: 'UDANA', acknowledgedBy: null }];
  expect(statedBy([question({}, [A, B])], both)).toMatchObject([{ endpointKeys: [A] }]);
  expect(statedBy([question({})], eves)).toEqual([]);
});

test('a question is its owner’s as long as one of its endpoints is', () => {
  expect(isTheirs(question({}), danas)).toBe(true);
  expect(isTheirs(question({}), eves)).toBe(false);
  expect(isTheirs(question({}, []), danas)).toBe(false);
});
