import { expect, test } from 'vitest';
import check from '../../../src/checks/abuse/uniform-limit.ts';
import { LOGIN_LIMIT, limit, saidOf, unreadable, zone } from '../../support/zone.ts';

const rules = (...list: object[]) => ({ rateLimits: { rules: list as never } });

test.each([
  ['one rule for everything', rules(limit('all', 'true')), ['fail high: rule:http_ratelimit/all']],
  [
    'beside one for logins',
    rules(LOGIN_LIMIT, limit('all', 'http.request.uri.path ne "/nothing"')),
    ['fail high: rule:http_ratelimit/all'],
  ],
  [
    'a rule that names no endpoint',
    rules(limit('cn', 'ip.src.country eq "XX"')),
    ['fail medium: rule:http_ratelimit/cn'],
  ],
  [
    'a rule for most, without the logins',
    rules(limit('most', 'http.request.uri.path ne "/v1/login"')),
    ['fail medium: rule:http_ratelimit/most'],
  ],
  ['a rule for one host', rules(limit('host', 'http.request.uri.path contains "orders"')), []],
  ['no rule is another finding', rules(), []],
  [
    'account rules may name endpoints',
    { ...rules(limit('cn', 'ip.src.country eq "XX"')), accountRulesets: unreadable('failed') },
    ['unknown failed'],
  ],
])('%s', (_, sections, said) => {
  expect(saidOf(check, zone({ sections }))).toEqual(said);
});
