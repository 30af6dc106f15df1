import { describe, expect, test } from 'vitest';
import notScored from '../../../src/checks/abuse/bots-not-scored.ts';
import challenge from '../../../src/checks/abuse/challenge-on-api.ts';
import { findingsOf, operation, rule, saidOf, unreadable, zone } from '../../support/zone.ts';

const FAIL = ['fail high: zone:shop.example'];
const scored = (expression: string) => ({
  customRules: { rules: [rule('b', 'block', `${expression} and cf.bot_management.score lt 10`)] },
});

describe('abuse.bots-not-scored', () => {
  test.each([
    ['a rule for the login', scored('http.request.uri.path eq "/v1/login"'), []],
    ['a rule for another endpoint alone', scored('http.request.uri.path eq "/v1/products"'), FAIL],
    [
      'a rule for another endpoint, where nobody logs in',
      { operations: [operation('op', 'GET', '/v1/products')], ...scored('http.request.uri.path eq "/v1/products"') },
      [],
    ],
    [
      'no rule, where nobody logs in',
      { operations: [operation('op', 'GET', '/v1/products')], customRules: {} },
      ['fail medium: zone:shop.example'],
    ],
    ['a rule we cannot read', scored('http.host like "api"'), ['unknown not_understood: zone:shop.example']],
    ['a plan without bot products', { bots: unreadable('not_entitled') }, ['not_entitled']],
  ])('%s', (_, sections, said) => {
    expect(saidOf(notScored, zone({ sections }))).toEqual(said);
  });

  test('it says that only the logins are bare, and stays the same finding', () => {
    const [some] = findingsOf(notScored, zone({ sections: scored('http.request.uri.path eq "/v1/products"') }));
    const [none] = findingsOf(notScored, zone({ sections: { customRules: {} } }));
    expect(some?.title).toBe('Nothing tells programs from people at login endpoints');
    expect(some?.id).toBe(none?.id);
  });
});

describe('abuse.challenge-on-api', () => {
  const setting = (bots: object) => ({ bots: bots as { product: 'unknown' } });
  test.each([
    ['Bot Fight Mode', setting({ product: 'bot-fight-mode', fightMode: true }), ['fail medium: zone:shop.example']],
    ['Bot Fight Mode that is off', setting({ product: 'bot-fight-mode', fightMode: false }), []],
    ['a setting left over from another plan', setting({ product: 'enterprise', fightMode: true }), []],
    ['automated clients that are blocked', setting({ product: 'super-pro', definitelyAutomated: 'block' }), []],
  ])('%s', (_, sections, said) => {
    expect(saidOf(challenge, zone({ sections }))).toEqual(said);
  });
});
