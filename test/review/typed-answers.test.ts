/** A day, a link, several choices or a text: each read from a reply into one value, or into none. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bankQuestion, choiceOf, understand } from '../../src/review/questions.ts';

const TODAY = '2026-11-27';
const said = (id: string, reply: string) => understand(bankQuestion(id), reply, TODAY)?.value;

describe('a day', () => {
  test.each([
    ['2027-06-30', '2027-06-30'],
    ['by 30 June 2027', '2027-06-30'],
    ['on June 30th, 2027.', '2027-06-30'],
    ['30.6.2027', '2027-06-30'],
    ['To be retired by 30 Jun 2027', '2027-06-30'],
    ['30 June', '2027-06-30'],
    ['1 December', '2026-12-01'],
    ['27 November', '2026-11-27'],
    ['30 February 2027', undefined],
    ['2027-02-29', undefined],
    ['30/06/2027', undefined],
    ['06-07-2027', undefined],
    ['June', undefined],
    ['30 June or July', undefined],
    ['30 June 2027, I think', undefined],
    ['30 June 2027?', undefined],
    ['30 Juni 20277', undefined],
    ['retired', 'retired'],
    ['can go', 'to-retire'],
  ])('%j is %s', (reply, value) => {
    expect(said('inventory.still-needed', reply)).toBe(value);
  });

  test('without a year it is none where nobody says what day it is', () => {
    expect(understand(bankQuestion('inventory.still-needed'), '30 June')).toBeUndefined();
  });
});

describe('a link', () => {
  test.each([
    ['https://git.example/a/b.test.ts', 'https://git.example/a/b.test.ts'],
    ['Yes, see https://git.example/run?id=7', 'https://git.example/run?id=7'],
    ['https://GIT.example', 'https://git.example/'],
    ['http://git.example/a', undefined],
    ['https://dana:secret@git.example/a', undefined],
    ['https://localhost/a', undefined],
    ['https://git.example/a https://git.example/b', undefined],
    ['is it https://git.example/a ?', undefined],
    ['javascript:alert(1)', undefined],
    [`https://git.example/${'a'.repeat(600)}`, undefined],
    ['yes', 'untested'],
  ])('%j is %s', (reply, value) => {
    expect(said('authz.object-checks', reply)).toBe(value);
  });
});

test.each([
  ['bearer and api key', 'api-key bearer'],
  ['mTLS, session cookie', 'mtls session'],
  ['both bearer and mtls', 'bearer mtls'],
  ['bearer, bearer', 'bearer'],
  ['bearer and none', undefined],
  ['api key and whatever', 'api-key'],
  ['bearer', 'bearer'],
])('several: %j is %s', (reply, value) => {
  expect(said('auth.credential', reply)).toBe(value);
});

test.each([
  ['payments on call', 'text:payments on call'],
  ['  payments\n on   call ', 'text:payments on call'],
  ['nobody', 'nobody'],
  ['who?', undefined],
  ['x', undefined],
  ['a'.repeat(201), undefined],
])('a text: %j is %s', (reply, value) => {
  expect(said('machine.partner-contact', reply)).toBe(value);
});

test('what is understood is a value that is still known when it is read again', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('inventory.still-needed', 'authz.object-checks', 'auth.credential', 'machine.partner-contact'),
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.webUrl(),
        fc.date({ noInvalidDate: true }).map((day) => day.toDateString()),
      ),
      (id, reply) => {
        const question = bankQuestion(id);
        const meant = understand(question, reply, TODAY);
        if (meant) expect(choiceOf(question, meant.value)?.value).toBe(meant.value);
      },
    ),
  );
});

test('a value that nobody can have given is none', () => {
  for (const value of ['2027-13-01', 'https://x', 'http://git.example/', 'bearer', 'text'])
    expect(choiceOf(bankQuestion('inventory.still-needed'), value)).toBeUndefined();
});
