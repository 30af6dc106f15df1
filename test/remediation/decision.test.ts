import { expect, test } from 'vitest';
import { choices, needsSecondPerson, proposedDecision } from '../../src/remediation/decision.ts';

test.each([
  ['passive', 'enterprise', 'enforce-now'],
  ['passive', 'free', 'enforce-now'],
  ['rejects', 'enterprise', 'log-first'],
  ['rejects', 'business', 'canary'],
  ['rejects', 'free', 'canary'],
  ['reroutes', 'enterprise', 'canary'],
  ['origin', 'enterprise', 'fix-at-origin'],
] as const)('for a fix that is %s, on the plan %s, we propose %s', (change, plan, proposed) => {
  expect(proposedDecision({ change }, plan)).toBe(proposed);
  expect(choices({ change }, plan)).toContain(proposed);
});

test.each([
  ['rejects', 'enterprise', ['enforce-now', 'log-first', 'fix-at-origin', 'accept']],
  ['rejects', 'business', ['enforce-now', 'canary', 'fix-at-origin', 'accept']],
  ['passive', 'enterprise', ['enforce-now', 'fix-at-origin', 'accept']],
  ['origin', 'enterprise', ['fix-at-origin', 'accept']],
] as const)('a fix that is %s, on the plan %s, may be decided by %j', (change, plan, offered) => {
  expect(choices({ change }, plan)).toEqual(offered);
});

test.each([
  ['enforce-now', 'rejects', true],
  ['enforce-now', 'reroutes', true],
  ['enforce-now', 'passive', false],
  ['log-first', 'rejects', false],
  ['canary', 'rejects', false],
  ['fix-at-origin', 'origin', false],
  ['accept', 'passive', true],
  ['accept', 'origin', true],
] as const)('%s of a fix that is %s needs a second person: %s', (decision, change, second) => {
  expect(needsSecondPerson(decision, { change })).toBe(second);
});
