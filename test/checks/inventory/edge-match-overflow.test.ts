import { expect, test } from 'vitest';
import check from '../../../src/checks/inventory/edge-match-overflow.ts';
import { findingsOf, operation, saidOf, unreadable, zone } from '../../support/zone.ts';

const saved = (count: number) =>
  Array.from({ length: count }, (_, index) => operation(`op-${index}`, 'GET', `/v1/things/t${index}`));
const found = (count: number, state: 'review' | 'saved' | 'ignored' = 'review') =>
  Array.from({ length: count }, (_, index) => ({
    id: `d-${index}`,
    method: 'GET',
    host: 'api.shop.example',
    endpoint: `/v1/found/f${index}`,
    state,
  }));
const FAIL = ['fail medium: zone:shop.example'];

test.each([
  ['3,000 saved and found', saved(1000), found(2000), []],
  ['one more', saved(1000), found(2001), FAIL],
  ['as many, of which most are ignored', saved(1000), found(2001, 'ignored'), []],
])('%s', (_, operations, discovery, said) => {
  expect(saidOf(check, zone({ sections: { operations, discovery } }))).toEqual(said);
});

test.each([
  ['free', 89, []],
  ['free', 90, FAIL],
  ['pro', 225, FAIL],
  ['business', 449, []],
  ['business', 450, FAIL],
] as const)('on a %s plan %i saved endpoints', (plan, count, said) => {
  const sections = { operations: saved(count), sessionIdentifiers: unreadable('not_entitled') };
  expect(saidOf(check, zone({ plan, sections }))).toEqual(said);
});

test.each([
  ['has API Shield', [], []],
  ['has no API Shield', unreadable('not_entitled'), FAIL],
  ['does not tell', unreadable('no_permission'), ['unknown no_permission']],
])('an Enterprise zone with 450 saved endpoints that %s', (_, sessionIdentifiers, said) => {
  expect(saidOf(check, zone({ sections: { operations: saved(450), sessionIdentifiers } }))).toEqual(said);
});

test('the ceiling of API Shield is one too, and stands beside that of the edge as another cause', () => {
  const findings = findingsOf(check, zone({ sections: { operations: saved(9000) } }));
  expect(findings.map(({ title, evidence }) => [title, evidence]).sort()).toEqual([
    ['Almost no room to save further endpoints', { saved: 9000, limit: 10_000 }],
    ['More endpoints than the edge can match', { saved: 9000, candidates: 0, matched: 3000 }],
  ]);
});

test('how many were found is not known where discovery was not read; without it there are none', () => {
  const said = (state: 'failed' | 'not_entitled') =>
    saidOf(check, zone({ sections: { operations: saved(10), discovery: unreadable(state) } }));
  expect(said('failed')).toEqual(['unknown failed']);
  expect(said('not_entitled')).toEqual([]);
});
