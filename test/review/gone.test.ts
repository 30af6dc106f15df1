/** What is in the list no more: fixed, or only out of sight. */
import { expect, test } from 'vitest';
import { goneItems } from '../../src/review/gone.ts';
import { newSubjects, restsOn } from '../../src/review/rests-on.ts';
import { finding, item } from '../support/review-rows.ts';

const outcomes = (...found: Parameters<typeof finding>[0][]) =>
  goneItems(
    [item()],
    [],
    found.map((each) => finding(each)),
  ).map(({ outcome }) => outcome);

test('an item that its check does not find any more is fixed', () => {
  expect(outcomes()).toEqual(['fixed']);
  expect(outcomes({ check: 'auth.jwt-optional', outcome: 'unknown' })).toEqual(['fixed']);
  expect(goneItems([item()], [item()], [])).toEqual([]);
});

test('it is not fixed where its check could not look', () => {
  expect(outcomes({ outcome: 'unknown', reason: 'no_permission' })).toEqual(['unseen']);
  expect(outcomes({ outcome: 'not_entitled' })).toEqual(['unseen']);
});

test('a decision rests on what was found and on what, and not on how much traffic there was', () => {
  const basis = (more: Parameters<typeof finding>[0]) => restsOn(item(), [finding(more)]).basis;
  const then = basis({ subjects: ['a', 'b'], evidence: { rule: 'x', requests: 10 } });
  expect(basis({ subjects: ['b', 'a'], evidence: { rule: 'x', requests: 99 } })).toBe(then);
  expect(basis({ subjects: ['a'], evidence: { rule: 'x', requests: 10 } })).not.toBe(then);
  expect(basis({ subjects: ['a', 'b'], evidence: { rule: 'y', requests: 10 } })).not.toBe(then);
  expect(basis({ subjects: ['a', 'b'], evidence: { rule: 'x', requests: 10 }, severity: 'low' })).not.toBe(then);
});

test('a risk was accepted for what was there; what is there since was not', () => {
  const now = restsOn(item(), [finding({ subjects: ['a', 'b', 'c'] })]);
  expect(newSubjects({ subjects: ['a', 'b', 'gone'] }, now)).toEqual(['c']);
});
