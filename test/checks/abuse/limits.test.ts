import { describe, expect, test } from 'vitest';
import ipOnly from '../../../src/checks/abuse/ip-only-counter.ts';
import suggested from '../../../src/checks/abuse/limit-vs-suggested.ts';
import uniform from '../../../src/checks/abuse/uniform-limit.ts';
import unlimited from '../../../src/checks/abuse/write-search-unlimited.ts';
import {
  findingsOf,
  LOGIN,
  LOGIN_LIMIT,
  limit,
  OPERATIONS,
  operation,
  rule,
  saidOf,
  unreadable,
  zone,
} from '../../support/zone.ts';

const byAddress = { ...LOGIN_LIMIT, ratelimit: { characteristics: ['cf.colo.id', 'ip.src'] } };
const UNREAD = rule('run', 'execute', 'true', { actionParameters: { id: 'rs' } });

describe('abuse.ip-only-counter', () => {
  const advanced = { entitlements: [{ key: 'advanced_rate_limiting', value: true }] };
  test.each([
    ['a plan with advanced limits', advanced, [`fail medium: ${LOGIN}`]],
    ['a plan of which that was not read', { entitlements: unreadable('failed') }, ['unknown failed']],
    [
      'account limits not read',
      { ...advanced, accountRulesets: unreadable('no_permission') },
      ['unknown no_permission'],
    ],
    ['a ruleset of limits not read', { ...advanced, rateLimits: { rules: [byAddress, UNREAD] } }, ['unknown failed']],
  ])('%s', (_, sections, said) => {
    expect(saidOf(ipOnly, zone({ sections: { rateLimits: { rules: [byAddress] }, ...sections } }))).toEqual(said);
  });
});

describe('abuse.limit-vs-suggested', () => {
  const x = operation('op-x', 'GET', '/v1/x', { thresholds: { suggestedThreshold: 30, periodSeconds: 600 } });
  const wide = limit('x', 'http.request.uri.path eq "/v1/x"');
  const world = (sections: object) =>
    zone({ sections: { operations: [...OPERATIONS, x], rateLimits: { rules: [wide] }, ...sections } });

  test.each([
    ['account limits not read may be narrower', { accountRulesets: unreadable('failed') }, ['unknown failed']],
    [
      'a limit of failures is not compared with all requests',
      {
        rateLimits: {
          rules: [{ ...wide, ratelimit: { ...wide.ratelimit, countingExpression: 'http.response.code eq 401' } }],
        },
      },
      [],
    ],
    [
      'a second, narrow limit',
      {
        rateLimits: {
          rules: [wide, { ...wide, id: 'n', ref: 'n', ratelimit: { ...wide.ratelimit, requestsPerPeriod: 3 } }],
        },
      },
      [],
    ],
  ])('%s', (_, sections, said) => {
    expect(saidOf(suggested, world(sections))).toEqual(said);
  });

  test('the evidence has both limits as people write them', () => {
    expect(findingsOf(suggested, world({}))[0]?.evidence).toEqual({
      rule: 'rule:http_ratelimit/x',
      limit: 10,
      limitPeriodSeconds: 60,
      suggestedThreshold: 30,
      periodSeconds: 600,
    });
  });
});

test('abuse.uniform-limit is not said while a ruleset that may name endpoints was not read', () => {
  const rateLimits = { rules: [limit('cn', 'ip.src.country eq "XX"'), UNREAD] };
  expect(saidOf(uniform, zone({ sections: { rateLimits } }))).toEqual(['unknown failed']);
});

test('abuse.write-search-unlimited sees a search whatever else is at stake', () => {
  const operations = [...OPERATIONS, operation('op-s', 'GET', '/v1/users/search')];
  expect(saidOf(unlimited, zone({ sections: { operations } }))).toEqual([
    'fail medium: GET api.shop.example/v1/users/search',
  ]);
});
