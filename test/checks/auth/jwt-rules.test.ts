import { describe, expect, test } from 'vitest';
import unused from '../../../src/checks/auth/jwt-config-unused.ts';
import excluded from '../../../src/checks/auth/jwt-excluded-operation.ts';
import optional from '../../../src/checks/auth/jwt-optional.ts';
import {
  CUSTOM,
  findingsOf,
  LOGIN_LIMIT,
  limit,
  NEW_ORDER,
  ORDER,
  rule,
  saidOf,
  unreadable,
  zone,
} from '../../support/zone.ts';

const api = { include: [{ host: ['api.shop.example'] }] };
const jwt = (id: string, expression: string, selector: object = api, more: object = {}) => ({
  id,
  action: 'block',
  expression,
  selector,
  ...more,
});
const OPTIONAL = 'is_jwt_valid("c1") or not is_jwt_present("c1")';
const NEEDED = 'is_jwt_valid("c1")';
const torn = { list: 'jwtRules', pages: 2, rows: 1, reported: 2, duplicates: 0, drift: 1, complete: false };

describe('auth.jwt-optional', () => {
  test.each([
    ['absent tokens pass', [jwt('j', OPTIONAL)], ['fail medium: jwt-rule:j']],
    [
      'a host is spelled in capitals',
      [jwt('j', OPTIONAL, { include: [{ host: ['API.shop.example'] }] })],
      ['fail medium: jwt-rule:j'],
    ],
    ['another rule comes first for all of its endpoints', [jwt('a', NEEDED), jwt('j', OPTIONAL)], []],
    ['what it selects is not told', [jwt('j', OPTIONAL, {})], ['unknown not_understood: jwt-rule:j']],
    ['we cannot read it', [jwt('j', 'is_jwt_fine("c1")')], ['unknown not_understood: jwt-rule:j']],
    ['it is for partners of another host', [jwt('j', OPTIONAL, { include: [{ host: ['x.example'] }] })], []],
  ])('%s', (_, jwtRules, said) => {
    expect(saidOf(optional, zone({ sections: { jwtRules } }))).toEqual(said);
  });

  test('only endpoints to which the rule applies are touched', () => {
    const first = jwt('a', NEEDED, { include: [{ operationIds: ['op-order'] }] });
    const [finding] = findingsOf(optional, zone({ sections: { jwtRules: [first, jwt('j', OPTIONAL)] } }));
    expect(finding?.touches).not.toContain(ORDER);
    expect(finding?.touches).toContain(NEW_ORDER);
  });

  test('of a torn list the missing rule may come first', () => {
    const sections = { jwtRules: [jwt('j', OPTIONAL)] };
    expect(saidOf(optional, zone({ certificates: [torn], sections }))).toEqual(['unknown torn']);
  });
});

describe('auth.jwt-excluded-operation', () => {
  const without = { ...api, exclude: [{ operationIds: ['op-new-order'] }] };
  test.each([
    ['no other rule', [jwt('a', NEEDED, without)], [`fail high: ${NEW_ORDER}`]],
    ['another rule that asks for a token', [jwt('a', NEEDED, without), jwt('b', NEEDED)], []],
    ['another rule, a finding of its own', [jwt('a', NEEDED, without), jwt('b', OPTIONAL)], []],
    ['another rule that never fires', [jwt('a', NEEDED, without), jwt('b', 'true')], [`fail high: ${NEW_ORDER}`]],
    [
      'another rule we cannot read',
      [jwt('a', NEEDED, without), jwt('b', 'is_jwt_fine("c1")')],
      [`unknown not_understood: ${NEW_ORDER}`],
    ],
    [
      'another rule with an action we do not know',
      [jwt('a', NEEDED, without), jwt('b', NEEDED, api, { action: 'tarpit' })],
      [`unknown not_understood: ${NEW_ORDER}`],
    ],
  ])('%s', (_, jwtRules, said) => {
    expect(saidOf(excluded, zone({ sections: { jwtRules } }))).toEqual(said);
  });
});

describe('auth.jwt-config-unused', () => {
  const claim = 'http.request.jwt.claims["c1"]["sub"][0]';
  test.each([
    ['nothing names it', {}, ['fail medium: jwt-config:c1']],
    [
      'a rule that is switched off names it',
      { jwtRules: [jwt('j', NEEDED, api, { enabled: false })] },
      ['fail medium: jwt-config:c1'],
    ],
    [
      'a limit counts by it',
      { rateLimits: { rules: [limit('x', 'true', { ratelimit: { characteristics: [claim] } })] } },
      [],
    ],
    [
      'a limit counts what it says',
      { rateLimits: { rules: [{ ...LOGIN_LIMIT, ratelimit: { countingExpression: `${claim} eq "a"` } }] } },
      [],
    ],
    ['sessions are told apart by it', { sessionIdentifiers: [{ name: 'c1:$.sub', type: 'jwt' }] }, []],
    [
      'a ruleset that was not read may name it',
      { customRules: { rules: [...CUSTOM.rules, rule('run', 'execute', 'true', { actionParameters: { id: 'rs' } })] } },
      ['unknown failed'],
    ],
    ['the account was not read', { accountRulesets: unreadable('failed') }, ['unknown failed']],
  ])('%s', (_, sections, said) => {
    expect(saidOf(unused, zone({ sections: { jwtConfigs: [{ id: 'c1' }], ...sections } }))).toEqual(said);
  });
});
