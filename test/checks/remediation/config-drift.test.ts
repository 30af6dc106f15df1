import { expect, test } from 'vitest';
import type { Approved } from '../../../src/checks/approved.ts';
import { inventoryOf } from '../../../src/checks/inventory-of.ts';
import check from '../../../src/checks/remediation/config-drift.ts';
import { runChecks } from '../../../src/checks/run-checks.ts';
import { approvedIn } from '../../../src/review/approved.ts';
import { APPROVED, LOGIN, limit, rule, saidOf, unreadable, zone } from '../../support/zone.ts';

type Sections = NonNullable<NonNullable<Parameters<typeof zone>[0]>['sections']>;
type Rules = { customRules: { rules: ReturnType<typeof rule>[] } };

const CUSTOM_RULE = 'rule:http_request_firewall_custom/a';
const LIMIT = 'rule:http_ratelimit/a';
const AT = 'http.host eq "api.shop.example" and http.request.uri.path eq "/v1/login"';
const custom = (action: string, more: object = {}): Rules => ({
  customRules: { rules: [{ ...rule('a', action, AT), ...more }] },
});
const limits = (counting: object, more: object = {}) => ({ rateLimits: { rules: [limit('a', AT, more, counting)] } });
const GONE = { customRules: { rules: [] } };

/** What was decided about the rule `a` of a zone with these sections. */
function decided(was: Sections, choice: Approved['choice'] = 'enforce-now', rewrites = false): Approved[] {
  const decision = {
    id: 'decision-7',
    itemId: 'item',
    choice,
    at: new Date('2026-11-03T09:00:00Z'),
    review: 'shop.example #1',
    check: rewrites ? 'machine.mtls-any-issuer' : 'remediation.stuck-in-log',
    subjects: [],
    scanId: 'scan',
  };
  return approvedIn(
    zone({ sections: was }),
    [CUSTOM_RULE, LIMIT].map((subject) => ({ decision, choice, subject })),
  );
}

const findings = (approved: readonly Approved[], snapshot = zone()) =>
  runChecks([check], { snapshot, endpoints: inventoryOf(snapshot, []).endpoints, answers: [], approved });
const changed = (approved: readonly Approved[], now: Sections) =>
  findings(approved, zone({ sections: now })).map(({ outcome, reason, evidence }) =>
    outcome === 'fail' ? evidence.changed : `${outcome} ${reason}`,
  );

test.each<[string, Sections, Approved['choice'], Sections, object[]]>([
  ['as it was', custom('block'), 'enforce-now', custom('block'), []],
  [
    'as it was, at another date',
    custom('block'),
    'enforce-now',
    custom('block', { lastUpdated: '2026-11-20T00:00:00Z' }),
    [],
  ],
  ['from block to log', custom('block'), 'enforce-now', custom('log'), [{ action: 'block → log' }]],
  ['from block to off', custom('block'), 'enforce-now', custom('block', { enabled: false }), [{ enabled: 'on → off' }]],
  [
    'from block to a challenge',
    custom('block'),
    'enforce-now',
    custom('managed_challenge'),
    [{ action: 'block → managed_challenge' }],
  ],
  ['gone', custom('block'), 'enforce-now', GONE, [{ rule: 'block → gone' }]],
  ['gone, which was off', custom('block', { enabled: false }), 'enforce-now', GONE, []],
  ['from log to block, as decided', custom('log'), 'enforce-now', custom('block'), []],
  ['from off to on, as decided', custom('block', { enabled: false }), 'enforce-now', custom('block'), []],
  ['still in log', custom('log'), 'enforce-now', custom('log'), []],
  ['in log, when that was decided', custom('block'), 'log-first', custom('log'), []],
  [
    'off, when log was decided',
    custom('block'),
    'log-first',
    custom('log', { enabled: false }),
    [{ action: 'block → log', enabled: 'on → off' }],
  ],
  [
    'in log for other requests than was decided',
    custom('log'),
    'log-first',
    custom('log', { expression: 'false' }),
    [{ expression: `${AT} → false` }],
  ],
  [
    'blocking for other requests, when to block was decided',
    custom('log'),
    'enforce-now',
    custom('block', { expression: 'false' }),
    [{ expression: `${AT} → false` }],
  ],
  [
    'blocking for fewer requests, as a canary does',
    custom('log'),
    'canary',
    custom('block', { expression: `${AT} and ip.src eq 192.0.2.1` }),
    [],
  ],
  [
    'with another limit',
    limits({}),
    'enforce-now',
    limits({ requestsPerPeriod: 1000 }),
    [{ requestsPerPeriod: '10 → 1000' }],
  ],
  [
    'with no limit',
    limits({}),
    'enforce-now',
    { rateLimits: { rules: [rule('a', 'block', AT)] } },
    [expect.objectContaining({ period: '60 → none' })],
  ],
  ['a skip that is gone', custom('skip'), 'enforce-now', GONE, []],
  [
    'a skip that was off and is on',
    custom('skip', { enabled: false }),
    'enforce-now',
    custom('skip'),
    [{ enabled: 'off → on' }],
  ],
])('a rule %s', (_, was, choice, now, said) => {
  expect(changed(decided(was, choice), now)).toEqual(said);
});

test('a rule that was to be rewritten may say something else, and may not become weaker', () => {
  const was = decided(custom('block'), 'enforce-now', true);
  expect(changed(was, custom('block', { expression: 'true' }))).toEqual([]);
  expect(changed(was, custom('log', { expression: 'true' }))).toEqual([
    { action: 'block → log', expression: `${AT} → true` },
  ]);
  expect(changed(decided(custom('block'), 'log-first', true), custom('log', { expression: 'true' }))).toEqual([]);
  expect(changed(was, GONE)).toEqual([{ rule: 'block → gone' }]);
});

test('its title says what moved, and does not quote what is long', () => {
  const now = limits({ requestsPerPeriod: 1000 }, { enabled: false });
  expect(findings(decided(limits({})), zone({ sections: now }))[0]?.title).toBe(
    'A rule stands otherwise than was decided: on → off, other requests per period',
  );
});

test('it says when, where and by which decision, and which endpoints it is about', () => {
  expect(findings(decided(custom('block')), zone({ sections: custom('log') }))).toMatchObject([
    {
      outcome: 'fail',
      severity: 'medium',
      subjects: [CUSTOM_RULE],
      touches: [LOGIN],
      evidence: {
        decided: 'enforce-now',
        review: 'shop.example #1',
        decidedAt: '2026-11-03T09:00:00.000Z',
        decision: 'decision-7',
      },
    },
  ]);
});

test('where nothing was approved nothing is said, not even of rules that could not be read', () => {
  const dark = { customRules: unreadable('failed'), accountRulesets: unreadable('no_permission') };
  expect(findings([], zone({ sections: dark }))).toEqual([]);
  expect(findings([], zone({ sections: GONE }))).toEqual([]);
});

test.each([
  ['no_permission', 'unknown no_permission'],
  ['failed', 'unknown failed'],
  ['skipped', 'unknown failed'],
  ['not_entitled', 'not_entitled'],
] as const)('rules that were not read (%s) are not gone', (state, said) => {
  expect(saidOf(check, zone({ sections: { customRules: unreadable(state) } }))).toEqual([said]);
});

test('a section without a rule that was decided about leaves no doubt', () => {
  expect(
    saidOf(check, zone({ sections: { rateLimits: unreadable('failed'), accountRulesets: unreadable('failed') } })),
  ).toEqual([]);
});

test('a list that was not read whole shows nothing gone', () => {
  const torn = { list: 'customRules', pages: 2, rows: 1, reported: 2, duplicates: 0, drift: 1, complete: false };
  expect(saidOf(check, zone({ sections: GONE, certificates: [torn] }))).toEqual(['unknown failed']);
});

test('a rule that may stand in a ruleset nobody could read is not gone, and one found twice is not compared', () => {
  const run = rule('run', 'execute', 'true', { actionParameters: { id: 'n' } });
  const was = decided(custom('block'));
  expect(changed(was, { customRules: { rules: [run] } })).toEqual(['unknown not_understood']);
  expect(changed(was, { customRules: { rules: [run], nested: [{ id: 'n', rules: [] }] } })).toEqual([
    { rule: 'block → gone' },
  ]);
  const logs = rule('a', 'log', AT);
  expect(changed(was, { customRules: { rules: [logs], nested: [{ id: 'n', rules: [logs] }] } })).toEqual([
    'unknown not_understood',
  ]);
});

test('a rule of the account is held against the account, not against a zone rule of the same name', () => {
  const account = (action: string) => ({
    accountRulesets: { custom: { rules: [rule('a', action, AT)] }, rateLimits: {}, managed: {} },
  });
  const was = decided(account('block'));
  expect(changed(was, { ...account('log'), ...custom('block') })).toEqual([{ action: 'block → log' }]);
  expect(changed(was, { ...custom('block'), accountRulesets: unreadable('no_permission') })).toEqual([
    'unknown no_permission',
  ]);
});

test('the world in which all is right has something approved in it', () => {
  expect(APPROVED).toHaveLength(1);
});
