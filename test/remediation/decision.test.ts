import { expect, test } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import { choices, needsSecondPerson, proposedDecision } from '../../src/remediation/decision.ts';

test.each([
  ['passive', 'enterprise', 'enforce-now'],
  ['passive', 'free', 'enforce-now'],
  ['upkeep', 'enterprise', 'enforce-now'],
  ['retires', 'enterprise', 'enforce-now'],
  ['abrupt', 'enterprise', 'enforce-now'],
  ['abrupt', 'business', 'enforce-now'],
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
  ['reroutes', 'enterprise', ['enforce-now', 'canary', 'fix-at-origin', 'accept']],
  ['passive', 'enterprise', ['enforce-now', 'fix-at-origin', 'accept']],
  ['retires', 'enterprise', ['enforce-now', 'fix-at-origin', 'accept']],
  ['upkeep', 'enterprise', ['enforce-now', 'accept']],
  ['abrupt', 'enterprise', ['enforce-now', 'accept']],
  ['abrupt', 'free', ['enforce-now', 'accept']],
  ['origin', 'enterprise', ['fix-at-origin', 'accept']],
] as const)('a fix that is %s, on the plan %s, may be decided by %j', (change, plan, offered) => {
  expect(choices({ change }, plan)).toEqual(offered);
});

test.each([
  ['enforce-now', 'rejects', true],
  ['enforce-now', 'reroutes', true],
  ['enforce-now', 'retires', true],
  ['enforce-now', 'abrupt', true],
  ['enforce-now', 'passive', false],
  ['enforce-now', 'upkeep', false],
  ['log-first', 'rejects', false],
  ['canary', 'rejects', false],
  ['fix-at-origin', 'origin', false],
  ['accept', 'passive', true],
  ['accept', 'upkeep', true],
  ['accept', 'origin', true],
] as const)('%s of a fix that is %s needs a second person: %s', (decision, change, second) => {
  expect(needsSecondPerson(decision, { change })).toBe(second);
});

const changeOf = (id: string) => checks.find((check) => check.id === id)?.change;

test.each([
  'machine.api-token-stale',
  'machine.api-token-broad',
  'machine.api-token-no-expiry',
  'machine.service-token-shared',
  'machine.service-token-nonexpiring',
  'machine.service-token-any',
  'auth.access-bypass',
  'auth.plaintext-transport',
  'abuse.allowlist-bypass',
  'input.url-normalization-off',
  'input.schema-override-none',
  'input.schema-log-only',
  'remediation.stuck-in-log',
])('%s knows no trial that is still to come, and can lock callers out', (id) => {
  expect(changeOf(id)).toBe('abrupt');
});

test.each(['inventory.shadow-endpoint', 'inventory.shadow-ignored'])('%s may take an endpoint out of service', (id) => {
  expect(changeOf(id)).toBe('retires');
});

test('what is sent to logs and alerts is neither logged first nor fixed at the origin', () => {
  const logging = checks.filter(({ step }) => step === 7);
  expect(new Set(logging.map(({ change }) => change))).toEqual(new Set(['upkeep']));
});
