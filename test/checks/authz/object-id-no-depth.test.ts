import { expect, test } from 'vitest';
import check from '../../../src/checks/authz/object-id-no-depth.ts';
import {
  CUSTOM,
  LOGIN_LIMIT,
  limit,
  OPERATIONS,
  operation,
  rule,
  saidOf,
  unreadable,
  zone,
} from '../../support/zone.ts';

const DELETE = 'DELETE api.shop.example/v1/carts/{var1}';
const cart = operation('op-cart', 'DELETE', '/v1/carts/{var1}');
const path = 'starts_with(http.request.uri.path, "/v1/carts/")';

test.each([
  ['nothing slows guessing', {}, [`fail medium: ${DELETE}`]],
  [
    'sessions were seen to enumerate',
    { operations: [{ ...cart, labels: ['cf-risk-bola-enumeration'] }] },
    [`fail high: ${DELETE}`],
  ],
  ['a limit per session', { rateLimits: { rules: [limit('cart', path)] } }, []],
  [
    'a limit per address only',
    { rateLimits: { rules: [limit('cart', path, { ratelimit: { characteristics: ['cf.colo.id', 'ip.src'] } })] } },
    [`fail medium: ${DELETE}`],
  ],
  ['a sequence', { sequenceRules: [{ id: 's', operationIds: ['op-cart'] }] }, []],
  ['sequences that were not read', { sequenceRules: unreadable('no_permission') }, ['unknown no_permission']],
  ['no sequences on this plan', { sequenceRules: unreadable('not_entitled') }, [`fail medium: ${DELETE}`]],
  [
    'a rule on a claim',
    {
      customRules: {
        rules: [
          ...CUSTOM.rules,
          rule('claim', 'block', `${path} and not any(http.request.jwt.claims["c1"][*] eq "admin")`),
        ],
      },
    },
    [],
  ],
])('%s', (_, sections, said) => {
  const operations = [...OPERATIONS, cart];
  expect(saidOf(check, zone({ sections: { operations, rateLimits: { rules: [LOGIN_LIMIT] }, ...sections } }))).toEqual(
    said,
  );
});
