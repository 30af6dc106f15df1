import { expect, test } from 'vitest';
import check from '../../../src/checks/remediation/enforced-unproven.ts';
import { findingsOf, NEW_ORDER, rule, saidOf, unreadable, zone } from '../../support/zone.ts';

const SUBJECT = 'rule:http_request_firewall_custom/b';
const FAIL = [`fail high: ${SUBJECT}`];
const WEEK = 604_800;
const ORDERS =
  'http.host eq "api.shop.example" and http.request.method eq "POST" and http.request.uri.path eq "/v1/orders"';
const YESTERDAY = '2026-11-23T09:00:00Z';

const event = (action: string, count: number, ruleId = 'b') => ({
  ruleId,
  action,
  source: 'firewallCustom',
  count,
  sampleInterval: 1,
});
const host = (name: string, status: number, count: number) => ({ host: name, status, count, sampleInterval: 1 });
const ANSWERED = [host('api.shop.example', 200, 100_000), host('api.shop.example', 403, 900_000)];
const seen = ({ events = [event('block', 501)], hosts = ANSWERED, whole = true, eventSeconds = WEEK } = {}) => ({
  analytics: {
    requests: { since: '2026-11-17T09:00:00Z', seconds: WEEK, whole, operations: [], hosts },
    events: { since: '2026-11-17T09:00:00Z', seconds: eventSeconds, whole, rules: events },
    sessions: null,
  },
});
const blocking = (more: object = {}) => ({
  customRules: { rules: [{ ...rule('b', 'block', ORDERS), lastUpdated: YESTERDAY, ...more }] },
});

test.each([
  ['that stops more than it may', blocking(), FAIL],
  ['changed a week ago', blocking({ lastUpdated: '2026-11-17T09:00:00Z' }), FAIL],
  ['changed before that', blocking({ lastUpdated: '2026-11-17T08:59:00Z' }), []],
  ['that only logs', blocking({ action: 'log' }), []],
  ['that is switched off', blocking({ enabled: false }), []],
  ['without a date', blocking({ lastUpdated: null }), [`unknown not_understood: ${SUBJECT}`]],
])('a rule %s', (_, rules, said) => {
  expect(saidOf(check, zone({ sections: { ...rules, ...seen() } }))).toEqual(said);
});

test.each([
  ['half a percent of what was answered', { events: [event('block', 500)] }, []],
  ['a little more', { events: [event('block', 501)] }, FAIL],
  ['as much in half of the time', { events: [event('block', 251)], eventSeconds: WEEK / 2 }, FAIL],
  ['much, after it was tried in log mode', { events: [event('block', 9000), event('log', 3)] }, []],
  ['nothing', { events: [] }, []],
  ['much, by another rule', { events: [event('block', 9000, 'other')] }, []],
  ['all there was', { hosts: [host('api.shop.example', 403, 501)] }, FAIL],
  [
    'much on a host of which nothing is counted',
    { hosts: [host('www.shop.example', 200, 10)] },
    [`unknown not_understood: ${SUBJECT}`],
  ],
  ['nothing in a list that was cut off', { events: [], whole: false }, [`unknown not_understood: ${SUBJECT}`]],
  ['much, by lists that were cut off', { whole: false }, [`unknown not_understood: ${SUBJECT}`]],
])('a new rule that stops %s', (_, figures, said) => {
  expect(saidOf(check, zone({ sections: { ...blocking(), ...seen(figures) } }))).toEqual(said);
});

test('the figures and the endpoints stand with it', () => {
  expect(findingsOf(check, zone({ sections: { ...blocking(), ...seen() } }))).toMatchObject([
    { touches: [NEW_ORDER], evidence: { stopped: 501, answered: 100_000 }, evidenceKind: 'indicated' },
  ]);
});

test('without analytics nothing is said of any rule, and account rules that were not read are said', () => {
  expect(saidOf(check, zone({ sections: { ...blocking(), analytics: unreadable('failed') } }))).toEqual([
    'unknown failed',
  ]);
  expect(
    saidOf(check, zone({ sections: { ...blocking(), ...seen(), accountRulesets: unreadable('failed') } })),
  ).toEqual([...FAIL, 'unknown failed']);
});
