import { expect, test } from 'vitest';
import check from '../../../src/checks/remediation/stuck-in-log.ts';
import { CUSTOM, LOGIN_LIMIT, MANAGED, rule, saidOf, zone } from '../../support/zone.ts';

const OLD = { lastUpdated: '2026-10-01T00:00:00Z' };
const custom = (more: object, action = 'log') => ({
  customRules: { rules: [...CUSTOM.rules, rule('x', action, 'cf.waf.score lt 20', more)] },
});

test.each([
  ['a rule that has logged for two months', custom(OLD), ['fail medium: rule:http_request_firewall_custom/x']],
  ['a rule that has logged for a week', custom({ lastUpdated: '2026-11-17T00:00:00Z' }), []],
  ['a rule that blocks', custom(OLD, 'block'), []],
  ['a rule that is switched off', custom({ ...OLD, enabled: false }), []],
  [
    'a rule without a date',
    custom({ lastUpdated: null }),
    ['unknown not_understood: rule:http_request_firewall_custom/x'],
  ],
  [
    'a limit on logins',
    { rateLimits: { rules: [{ ...LOGIN_LIMIT, ...OLD, action: 'log' }] } },
    ['fail high: rule:http_ratelimit/login'],
  ],
  [
    'managed rules turned down to log',
    {
      managedRules: {
        rules: [
          { ...MANAGED, ...OLD, actionParameters: { ...MANAGED.actionParameters, overrides: { action: 'log' } } },
        ],
      },
    },
    ['fail medium: rule:http_request_firewall_managed/managed'],
  ],
])('%s', (_, sections, said) => {
  expect(saidOf(check, zone({ sections }))).toEqual(said);
});
