import { expect, test } from 'vitest';
import check from '../../../src/checks/logging/job-failing.ts';
import { JOBS, saidOf, unreadable, zone } from '../../support/zone.ts';

const [requests, events] = JOBS;
const discovery = [
  { id: 'd', method: 'GET', host: 'api.shop.example', endpoint: '/v1/products', state: 'saved' as const, requests: 9 },
];

test.each([
  ['with an error', [{ ...requests, id: '7', errorMessage: 'denied' }, events], ['fail critical: logpush:7']],
  [
    'with an error, beside another for the same',
    [{ ...requests, id: '7', lastError: '2026-11-24T08:00:00Z' }, requests],
    ['fail high: logpush:7'],
  ],
  [
    'that is two hours behind',
    [{ ...requests, id: '7', lastComplete: '2026-11-24T07:00:00Z' }],
    ['fail critical: logpush:7'],
  ],
  ['that is half an hour behind', [{ ...requests, id: '7', lastComplete: '2026-11-24T08:30:00Z' }], []],
  ['with an error, but switched off', [{ ...requests, id: '7', enabled: false, errorMessage: 'denied' }], []],
])('a job %s', (_, logpushZone, said) => {
  expect(saidOf(check, zone({ sections: { logpushZone: logpushZone as typeof JOBS, discovery } }))).toEqual(said);
});

test('a level that was not read is said beside what fails at the other', () => {
  const logpushZone = [{ id: '7', dataset: 'http_requests', enabled: true, errorMessage: 'denied' }];
  expect(saidOf(check, zone({ sections: { logpushZone, logpushAccount: unreadable('no_permission') } }))).toEqual([
    'fail critical: logpush:7',
    'unknown no_permission',
  ]);
});
