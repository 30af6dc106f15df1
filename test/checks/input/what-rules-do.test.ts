import { expect, test } from 'vitest';
import excludes from '../../../src/checks/input/execute-excludes-api.ts';
import weakened from '../../../src/checks/input/managed-weakened.ts';
import logOnly from '../../../src/checks/input/schema-log-only.ts';
import { CUSTOM, findingsOf, MANAGED, OPERATIONS, rule, saidOf, unreadable, zone } from '../../support/zone.ts';

const LOGS = OPERATIONS.slice(0, 1).map((row) => ({
  ...row,
  schemaInfo: { activeSchema: {}, mitigationAction: 'log' },
}));
const [login] = LOGS;
const violated = (action: string) => ({
  customRules: { rules: [...CUSTOM.rules, rule('v', action, 'cf.schema_validation.uploaded.violated')] },
});

test.each([
  ['nothing else acts', {}, ['fail low: POST api.shop.example/v1/login']],
  ['a rule blocks what the setting logs', violated('block'), []],
  ['such a rule may stand in the account', { accountRulesets: unreadable('failed') }, ['unknown failed']],
])('a schema that is only logged: %s', (_, sections, said) => {
  expect(saidOf(logOnly, zone({ sections: { operations: login ? [login] : [], ...sections } }))).toEqual(said);
});

test('a condition of the managed rules that we cannot read excludes nothing that is proved', () => {
  const managedRules = { rules: [{ ...MANAGED, expression: 'http.host like "shop"' }] };
  expect(saidOf(excludes, zone({ sections: { managedRules } }))).toEqual([
    'unknown not_understood: rule:http_request_firewall_managed/managed',
  ]);
});

test('what is turned down is named', () => {
  const overrides = {
    categories: [{ category: 'wordpress', action: 'log' }],
    rules: [
      { id: 'r', enabled: false },
      { id: 'q', action: 'block' },
    ],
  };
  const managedRules = { rules: [{ ...MANAGED, actionParameters: { ...MANAGED.actionParameters, overrides } }] };
  expect(findingsOf(weakened, zone({ sections: { managedRules } }))[0]?.evidence).toEqual({
    ruleset: null,
    categories: ['wordpress'],
    rules: ['r'],
  });
});
