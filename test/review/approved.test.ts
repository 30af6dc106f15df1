import { describe, expect, test } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import {
  approvedIn,
  type DecidedBefore,
  KEEPS_THE_RULE,
  LOWERS_THE_RULE,
  pickedDecisions,
} from '../../src/review/approved.ts';
import { CUSTOM, zone } from '../support/zone.ts';

const RULE = 'rule:http_request_firewall_custom/session';
const decided = (id: string, day: number, more: Partial<DecidedBefore> = {}): DecidedBefore => ({
  id,
  itemId: more.check ?? 'item',
  choice: 'enforce-now',
  at: new Date(Date.UTC(2026, 10, day)),
  review: 'shop.example #1',
  check: 'remediation.stuck-in-log',
  subjects: [RULE],
  scanId: 'scan',
  ...more,
});
const DRIFT = { check: 'remediation.config-drift' };
const OTHER = { check: 'machine.mtls-any-issuer' };

describe('the decision that counts for a rule', () => {
  test.each<[string, DecidedBefore[], string[]]>([
    ['none', [], []],
    ['the only one', [decided('a', 1)], ['a']],
    ['the newest, in whatever order they are told', [decided('b', 2, { choice: 'log-first' }), decided('a', 1)], ['b']],
    ['none, where the risk was accepted since', [decided('a', 1), decided('b', 2, { choice: 'accept' })], []],
    ['none, where it was left to the application', [decided('a', 1, { choice: 'fix-at-origin' })], []],
    [
      'the one before, where another risk was accepted',
      [decided('a', 1), decided('b', 2, { ...OTHER, choice: 'accept' })],
      ['a'],
    ],
    ['the one before, where it was decided to set it back to that', [decided('a', 1), decided('b', 2, DRIFT)], ['a']],
    [
      'the one that says the new state is meant',
      [decided('a', 1), decided('b', 2, { ...DRIFT, choice: 'log-first' })],
      ['b'],
    ],
    ['none, where the change was accepted', [decided('a', 1), decided('b', 2, { ...DRIFT, choice: 'accept' })], []],
    [
      'none, where it was to be lowered since',
      [decided('a', 1), decided('b', 2, { check: 'remediation.enforced-unproven' })],
      [],
    ],
    [
      'none, where it is about no rule',
      [decided('a', 1, { subjects: ['zone:shop.example', 'GET api.shop.example/v1'] })],
      [],
    ],
  ])('%s', (_, list, ids) => {
    expect(pickedDecisions(list).map(({ decision }) => decision.id)).toEqual(ids);
  });
});

test('the state is that of the snapshot on which it was decided, with when and by which decision', () => {
  expect(approvedIn(zone(), pickedDecisions([decided('a', 3)]))).toMatchObject([
    { subject: RULE, rule: { action: 'block' }, at: '2026-11-03T00:00:00.000Z', decision: 'a', rewrites: false },
  ]);
  expect(approvedIn(zone(), pickedDecisions([decided('a', 3, OTHER)]))).toMatchObject([{ rewrites: true }]);
});

test('a rule that the snapshot does not show, or shows twice, has no state', () => {
  const custom = (ids: string[]) =>
    zone({
      sections: {
        customRules: {
          rules: CUSTOM.rules.filter(({ id }) => ids.includes(id)),
          nested: [{ id: 'n', rules: CUSTOM.rules }],
        },
      },
    });
  const picked = pickedDecisions([decided('a', 3)]);
  expect(approvedIn(zone({ sections: { customRules: { rules: [] } } }), picked)).toEqual([]);
  expect(approvedIn(custom([]), picked)).toHaveLength(1);
  expect(approvedIn(custom(['session']), picked)).toEqual([]);
});

test('the checks that are told apart by what their fix does to a rule exist', () => {
  expect(checks.map(({ id }) => id)).toEqual(expect.arrayContaining([...KEEPS_THE_RULE, ...LOWERS_THE_RULE]));
});
