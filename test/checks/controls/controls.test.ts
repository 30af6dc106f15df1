import { describe, expect, test } from 'vitest';
import type { ControlName } from '../../../src/checks/controls/control.ts';
import { createJudge } from '../../../src/checks/controls/judge-controls.ts';
import { inventoryOf } from '../../../src/checks/inventory-of.ts';
import type { Snapshot } from '../../../src/checks/snapshot.ts';
import {
  CUSTOM,
  FEED,
  LOGIN,
  LOGIN_LIMIT,
  MANAGED,
  OPERATIONS,
  ORDER,
  operation,
  PRODUCTS,
  rule,
  unreadable,
  zone,
} from '../../support/zone.ts';

type Differences = NonNullable<Parameters<typeof zone>[0]>['sections'];

function verdict(control: ControlName, key: string, snapshot: Snapshot): string {
  const endpoint = inventoryOf(snapshot, []).endpoints.find((each) => each.key === key);
  const found = endpoint && createJudge(snapshot).controls(endpoint)[control];
  return found ? `${found.verdict} ${found.mode}` : 'not asked';
}

const custom = (...rules: object[]): Differences => ({
  customRules: { rules: [...CUSTOM.rules, ...(rules as (typeof CUSTOM)['rules'])] },
});
const skip = (expression: string, actionParameters: object) => rule('skip', 'skip', expression, { actionParameters });

const TABLE: [ControlName, string, [string, Differences, string][]][] = [
  [
    'rate-limit',
    LOGIN,
    [
      ['a rule', {}, 'covered enforce'],
      ['custom rules that were not read, which may skip it', { customRules: unreadable('failed') }, 'unknown off'],
      [
        'a ruleset that was not read, which may skip it',
        custom(rule('execute', 'execute', 'true', { actionParameters: { id: 'unread' } })),
        'unknown off',
      ],
      [
        'a ruleset that was not read and is for another host',
        custom(rule('execute', 'execute', 'http.host eq "elsewhere.example"', { actionParameters: { id: 'unread' } })),
        'covered enforce',
      ],
      [
        'account rules that were not read, whose skips end with them',
        { accountRulesets: unreadable('no_permission') },
        'covered enforce',
      ],
      ['a rule that logs', { rateLimits: { rules: [{ ...LOGIN_LIMIT, action: 'log' }] } }, 'covered log'],
      [
        'one that logs and one that acts',
        {
          rateLimits: {
            rules: [
              { ...LOGIN_LIMIT, action: 'log' },
              { ...LOGIN_LIMIT, id: 'b', ref: 'b' },
            ],
          },
        },
        'covered enforce',
      ],
      [
        'one whose counter we cannot read',
        { rateLimits: { rules: [{ ...LOGIN_LIMIT, ratelimit: { countingExpression: 'http.path like "/x"' } }] } },
        'unknown off',
      ],
      ['skipped for some', custom(skip('ip.src in $partners', { phases: ['http_ratelimit'] })), 'bypassable enforce'],
      ['skipped for all', custom(skip('true', { phases: ['http_ratelimit'] })), 'uncovered off'],
      ['another phase skipped', custom(skip('true', { phases: ['http_request_firewall_managed'] })), 'covered enforce'],
      [
        'a skip that is switched off',
        custom({ ...skip('true', { phases: ['http_ratelimit'] }), enabled: false }),
        'covered enforce',
      ],
      ['not read', { rateLimits: unreadable('failed') }, 'unknown off'],
    ],
  ],
  [
    'schema',
    PRODUCTS,
    [
      ['its own action', {}, 'covered enforce'],
      ['the override', { schemaSettings: { defaultAction: 'block', overrideAction: 'none' } }, 'uncovered off'],
      ['settings not read', { schemaSettings: unreadable('no_permission') }, 'unknown off'],
      [
        'the override, and a rule on violations',
        {
          schemaSettings: { overrideAction: 'none' },
          ...custom(rule('v', 'log', 'cf.schema_validation.uploaded.violated')),
        },
        'covered log',
      ],
      [
        'nothing told of schemas',
        { operations: [operation('op-products', 'GET', '/v1/products', { schemaInfo: null })] },
        'unknown off',
      ],
      [
        'no schema',
        {
          operations: [operation('op-products', 'GET', '/v1/products', { schemaInfo: { mitigationAction: 'block' } })],
        },
        'uncovered off',
      ],
    ],
  ],
  [
    'jwt',
    PRODUCTS,
    [
      ['no rule', {}, 'uncovered off'],
      ['a rule that wants a valid token', { jwtRules: [jwtRule('is_jwt_valid("c")')] }, 'covered enforce'],
      ['one that logs', { jwtRules: [{ ...jwtRule('is_jwt_valid("c")'), action: 'log' }] }, 'covered log'],
      [
        'one that lets absent tokens pass',
        { jwtRules: [jwtRule('is_jwt_valid("c") or not is_jwt_present("c")')] },
        'bypassable enforce',
      ],
      ['one that always holds', { jwtRules: [jwtRule('true')] }, 'uncovered off'],
      [
        'only the first that applies counts',
        { jwtRules: [jwtRule('true'), jwtRule('is_jwt_valid("c")')] },
        'uncovered off',
      ],
      [
        'one for another host',
        { jwtRules: [jwtRule('is_jwt_valid("c")', { include: [{ host: ['x.example'] }] })] },
        'uncovered off',
      ],
      [
        'one that leaves this operation out',
        {
          jwtRules: [
            jwtRule('is_jwt_valid("c")', {
              include: [{ host: ['api.shop.example'] }],
              exclude: [{ operationIds: ['op-products'] }],
            }),
          ],
        },
        'uncovered off',
      ],
      [
        'one with an action we do not know',
        { jwtRules: [{ ...jwtRule('is_jwt_valid("c")'), action: 'tarpit' }] },
        'unknown off',
      ],
      ['one with an empty selector', { jwtRules: [jwtRule('is_jwt_valid("c")', {})] }, 'unknown off'],
      ['not on this plan', { jwtRules: unreadable('not_entitled') }, 'unavailable off'],
    ],
  ],
  [
    'mtls',
    FEED,
    [
      ['a rule and an association', {}, 'covered enforce'],
      ['no association', { mtlsHosts: [] }, 'uncovered off'],
      ['an association by a star', { mtlsHosts: [{ hostnames: ['*.shop.example'] }] }, 'covered enforce'],
      ['an association in capitals', { mtlsHosts: [{ hostnames: ['Partner.shop.example'] }] }, 'covered enforce'],
      ['an association of what is above', { mtlsHosts: [{ hostnames: ['shop.example'] }] }, 'uncovered off'],
      ['associations not read', { mtlsHosts: unreadable('no_permission') }, 'unknown off'],
      [
        'an issuer is pinned too',
        {
          customRules: {
            rules: [
              rule(
                'm',
                'block',
                'http.host eq "partner.shop.example" and not (cf.tls_client_auth.cert_verified and cf.tls_client_auth.cert_issuer_ski eq "aa")',
              ),
            ],
          },
        },
        'covered enforce',
      ],
      [
        'only for a country',
        {
          customRules: {
            rules: [rule('m', 'block', 'ip.src.country eq "XX" and not cf.tls_client_auth.cert_verified')],
          },
        },
        'bypassable enforce',
      ],
      [
        'an earlier skip of the rest',
        {
          customRules: {
            rules: [skip('http.host eq "partner.shop.example"', { ruleset: 'current' }), ...CUSTOM.rules],
          },
        },
        'uncovered off',
      ],
      [
        'a later skip of the rest',
        { customRules: { rules: [...CUSTOM.rules, skip('true', { ruleset: 'current' })] } },
        'covered enforce',
      ],
    ],
  ],
  [
    'waf-managed',
    ORDER,
    [
      ['executed', {}, 'covered enforce'],
      ['turned down to log', { managedRules: { rules: [overridden({ action: 'log' })] } }, 'covered log'],
      ['overridden to off', { managedRules: { rules: [overridden({ enabled: false })] } }, 'uncovered off'],
      [
        'executed for another path',
        { managedRules: { rules: [{ ...MANAGED, expression: 'http.request.uri.path eq "/"' }] } },
        'uncovered off',
      ],
      [
        'executed for some ids',
        { managedRules: { rules: [{ ...MANAGED, expression: 'http.request.uri.path ne "/v1/orders/7"' }] } },
        'bypassable enforce',
      ],
      [
        'an exception before it',
        {
          managedRules: {
            rules: [skip('ip.src in $partners', { rulesets: ['efb7b8c949ac4650a09736fc376e9aee'] }), MANAGED],
          },
        },
        'bypassable enforce',
      ],
      [
        'an exception after it',
        { managedRules: { rules: [MANAGED, skip('true', { ruleset: 'current' })] } },
        'covered enforce',
      ],
    ],
  ],
  [
    'waf-custom',
    ORDER,
    [
      ['none about attacks', {}, 'uncovered off'],
      ['by attack score', custom(rule('a', 'block', 'cf.waf.score lt 20')), 'covered enforce'],
      [
        'by attack score, elsewhere',
        custom(rule('a', 'block', 'http.request.uri.path eq "/" and cf.waf.score lt 20')),
        'uncovered off',
      ],
      [
        'by what the query holds',
        custom(rule('a', 'log', 'lower(http.request.uri.query) contains "union select"')),
        'covered log',
      ],
      ['by country alone', custom(rule('a', 'block', 'ip.src.country eq "XX"')), 'uncovered off'],
      [
        'by score, in one country',
        custom(rule('a', 'block', 'ip.src.country eq "XX" and cf.waf.score lt 20')),
        'bypassable enforce',
      ],
      ['by a harmless score', custom(rule('a', 'block', 'cf.waf.score gt 80')), 'uncovered off'],
    ],
  ],
  [
    'bots',
    LOGIN,
    [
      ['a rule', {}, 'covered enforce'],
      [
        'a rule on the score',
        custom(rule('b', 'block', 'cf.bot_management.score lt 30 and not cf.bot_management.verified_bot')),
        'covered enforce',
      ],
      [
        'Bot Fight Mode',
        { customRules: { rules: [] }, bots: { product: 'bot-fight-mode', fightMode: true } },
        'covered enforce',
      ],
      [
        'Bot Fight Mode that is off',
        { customRules: { rules: [] }, bots: { product: 'bot-fight-mode', fightMode: false } },
        'uncovered off',
      ],
      [
        'Super Bot Fight Mode that lets through',
        { customRules: { rules: [] }, bots: { product: 'super-pro', definitelyAutomated: 'allow' } },
        'uncovered off',
      ],
      ['not read', { customRules: { rules: [] }, bots: unreadable('failed') }, 'unknown off'],
    ],
  ],
  [
    'leaked-credentials',
    LOGIN,
    [
      ['checked, and acted on', {}, 'covered enforce'],
      ['checked only', { customRules: { rules: [] } }, 'uncovered off'],
      ['not checked', { leakedCredentials: { enabled: false } }, 'uncovered off'],
      ['not read', { leakedCredentials: unreadable('failed') }, 'unknown off'],
    ],
  ],
  ['leaked-credentials', PRODUCTS, [['asked of logins only', {}, 'not asked']]],
  [
    'access',
    PRODUCTS,
    [
      ['no application', {}, 'uncovered off'],
      ['on the host', { accessApps: [app('api.shop.example')] }, 'covered enforce'],
      ['on the path and below', { accessApps: [app('api.shop.example/v1')] }, 'covered enforce'],
      ['on a path that only begins alike', { accessApps: [app('api.shop.example/v1/prod')] }, 'uncovered off'],
      ['on all hosts', { accessApps: [app('*.shop.example')] }, 'covered enforce'],
      [
        'a bypass for this path',
        { accessApps: [app('api.shop.example'), app('api.shop.example/v1/products', 'bypass')] },
        'bypassable enforce',
      ],
      [
        'a bypass for another path',
        { accessApps: [app('api.shop.example'), app('api.shop.example/public', 'bypass')] },
        'covered enforce',
      ],
      [
        'a policy that could not be read',
        { accessApps: [{ ...app('api.shop.example'), policies: [{ id: 'p', decision: null }] }] },
        'unknown off',
      ],
      [
        'a reusable policy that bypasses',
        {
          accessApps: [{ ...app('api.shop.example'), policies: [{ id: 'p', decision: null }] }],
          accessPolicies: [{ id: 'p', decision: 'bypass' }],
        },
        'bypassable enforce',
      ],
      ['a destination with a quote in it', { accessApps: [app('api.shop.example/"or"')] }, 'unknown off'],
      ['not read', { accessApps: unreadable('no_permission') }, 'unknown off'],
    ],
  ],
  [
    'logging',
    ORDER,
    [
      ['a job', {}, 'covered enforce'],
      [
        'a job that fails',
        { logpushZone: [{ id: '1', dataset: 'http_requests', enabled: true, errorMessage: 'no' }] },
        'uncovered off',
      ],
      [
        'a job that takes samples',
        { logpushZone: [{ id: '1', dataset: 'http_requests', enabled: true, sampleRate: 0.1 }] },
        'bypassable enforce',
      ],
      ['a job with a filter that says nothing', filtered({}), 'unknown off'],
      ['a filter on its host', filtered(on('ClientRequestHost', 'eq', 'api.shop.example')), 'covered enforce'],
      [
        'a filter on hosts below the zone',
        filtered(on('ClientRequestHost', 'endsWith', '.shop.example')),
        'covered enforce',
      ],
      ['a filter on another host', filtered(on('ClientRequestHost', 'eq', 'www.shop.example')), 'uncovered off'],
      [
        'a filter on all but another host',
        filtered(on('ClientRequestHost', '!eq', 'www.shop.example')),
        'covered enforce',
      ],
      [
        'a filter on hosts that list it',
        filtered(on('ClientRequestHost', 'in', ['x.example', 'api.shop.example'])),
        'covered enforce',
      ],
      ['a filter on some ids', filtered(on('ClientRequestPath', '!startsWith', '/v1/orders/7')), 'bypassable enforce'],
      ['a filter on what was answered', filtered(on('EdgeResponseStatus', 'geq', 400)), 'bypassable enforce'],
      [
        'a filter on its host or on what was answered',
        filtered({ or: [on('EdgeResponseStatus', 'geq', 400), on('ClientRequestHost', 'eq', 'api.shop.example')] }),
        'covered enforce',
      ],
      ['a filter with a word we do not know', filtered(on('ClientRequestHost', 'like', 'api')), 'unknown off'],
      ['a filter with a quote in it', filtered(on('ClientRequestHost', 'eq', '" or "')), 'unknown off'],
      [
        'a filter that is no JSON',
        { logpushZone: [{ id: '1', dataset: 'http_requests', enabled: true, filter: 'where' }] },
        'unknown off',
      ],
      ['the zone not read, the account without', { logpushZone: unreadable('no_permission') }, 'unknown off'],
    ],
  ],
];

function on(key: string, operator: string, value: unknown) {
  return { key, operator, value };
}
function filtered(where: object): Differences {
  return { logpushZone: [{ id: '1', dataset: 'http_requests', enabled: true, filter: JSON.stringify({ where }) }] };
}
function jwtRule(expression: string, selector: object = { include: [{ host: ['api.shop.example'] }] }) {
  return { id: 'j', action: 'block', expression, selector };
}
function overridden(overrides: object) {
  return { ...MANAGED, actionParameters: { ...MANAGED.actionParameters, overrides } };
}
function app(destination: string, decision = 'allow') {
  return { id: destination, type: 'self_hosted', destinations: [destination], policies: [{ decision }] };
}

describe.each(TABLE)('%s of %s', (control, key, rows) => {
  test.each(rows)('%s', (_, sections, expected) => {
    expect(verdict(control, key, zone({ sections: sections ?? {} }))).toBe(expected);
  });
});

test('what only a document names is not validated and not authenticated by what protects saved operations', () => {
  const snapshot = zone({ sections: { operations: OPERATIONS.slice(0, 1) } });
  expect(verdict('schema', PRODUCTS, snapshot)).toBe('uncovered off');
  expect(verdict('jwt', PRODUCTS, snapshot)).toBe('uncovered off');
});

test('an operation missing from a torn list may still be saved', () => {
  const certificates = [
    { list: 'operations', pages: 2, rows: 1, reported: 5, duplicates: 0, drift: 4, complete: false },
  ];
  const snapshot = zone({
    certificates,
    sections: { operations: OPERATIONS.slice(0, 1), jwtRules: [jwtRule('is_jwt_valid("c")')] },
  });
  expect(verdict('schema', PRODUCTS, snapshot)).toBe('unknown off');
  expect(verdict('jwt', PRODUCTS, snapshot)).toBe('unknown off');
});

test.each<[ControlName, string, Differences]>([
  ['access', 'accessApps', { accessApps: [app('api.shop.example')] }],
  ['jwt', 'jwtRules', { jwtRules: [jwtRule('is_jwt_valid("c")')] }],
])('%s is not concluded from a torn list of %s: what is missing may come first', (control, list, sections) => {
  const certificates = [{ list, pages: 2, rows: 1, reported: 2, duplicates: 0, drift: 1, complete: false }];
  expect(verdict(control, ORDER, zone({ sections: sections ?? {} }))).toBe('covered enforce');
  expect(verdict(control, ORDER, zone({ certificates, sections: sections ?? {} }))).toBe('unknown off');
});

test('of the hosts that a variable stands for, one that asks for a certificate is not all', () => {
  const host = '{hostVar1}.shop.example';
  const sections = { operations: [operation('op', 'GET', '/v1/feed', { host })] };
  const blocking = { customRules: { rules: [rule('m', 'block', 'not cf.tls_client_auth.cert_verified')] } };
  const of = (name: string) =>
    verdict(
      'mtls',
      `GET ${host}/v1/feed`,
      zone({ sections: { ...sections, ...blocking, mtlsHosts: [{ hostnames: [name] }] } }),
    );
  expect(of('eu.shop.example')).toBe('bypassable enforce');
  expect(of('*.shop.example')).toBe('covered enforce');
  expect(of('eu.other.example')).toBe('uncovered off');
});
