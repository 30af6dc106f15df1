import { expect, test } from 'vitest';
import { bankQuestion, understand } from '../../src/review/questions.ts';

const question = bankQuestion('authz.object-checks');

test.each([
  ['Yes, with tests', 'tested'],
  ['yes, with tests: two accounts, every release', 'tested'],
  ['YES', 'untested'],
  ['Yes but nobody tests it', 'untested'],
  ['No', 'none'],
  ['not yet, it is planned', 'none'],
  ['Not sure', 'not-sure'],
  ["I don't know", undefined],
  ['don’t know', 'not-sure'],
  ['nobody would do that', undefined],
  ['The gateway does that, I think', undefined],
  ['', undefined],
  ['Tested since today', 'tested'],
  ['Yes, tested', 'tested'],
  ['Yes, but not tested', 'untested'],
  ['No, we don’t', 'none'],
  ['No: the gateway does it', 'none'],
  ['No, not at all', 'none'],
  ['No, no, not yet', 'none'],
  ['Tested? no', undefined],
  ['No problem, tested', undefined],
  ['No problem', undefined],
  ['Tested, no', undefined],
  ['Tested, but not on refunds', undefined],
  ['Tested by nobody', undefined],
  ['With tests, isn’t it', undefined],
  ['Yes, with tests soon', undefined],
  ['Yes, with tests for some of them', undefined],
  ['Yes, I think', undefined],
  ['Yes and no', undefined],
  ['Yes, but not on refunds', undefined],
  ['Yes, except refunds', undefined],
  ['Yes, не все', undefined],
  ['Is it tested?', undefined],
  ['> Yes, with tests', undefined],
  ['~Yes, with tests~', undefined],
  ['Let me ask the team first', undefined],
])('the reply %j is understood as %s', (reply, expected) => {
  expect(understand(question, reply)?.value).toBe(expected);
});
