import { describe, expect, test } from 'vitest';
import firewallEvents from '../../../src/checks/logging/firewall-events-missing.ts';
import httpRequests from '../../../src/checks/logging/http-requests-missing.ts';
import { saidOf, unreadable, zone } from '../../support/zone.ts';

describe.each([
  [httpRequests, 'http_requests'],
  [firewallEvents, 'firewall_events'],
] as const)('%o', (check, dataset) => {
  const job = { id: '1', dataset, enabled: true };
  const none = { logpushZone: [], logpushAccount: [] };

  test.each([
    ['no job', none, ['fail high: zone:shop.example']],
    ['a job of the zone', { ...none, logpushZone: [job] }, []],
    ['a job of the account', { ...none, logpushAccount: [job] }, []],
    [
      'a job that is switched off',
      { ...none, logpushZone: [{ ...job, enabled: false }] },
      ['fail high: zone:shop.example'],
    ],
    [
      'a job for something else',
      { ...none, logpushZone: [{ ...job, dataset: 'dns_logs' }] },
      ['fail high: zone:shop.example'],
    ],
    [
      'an account that was not read',
      { ...none, logpushAccount: unreadable('no_permission', 'Logs Write') },
      ['unknown no_permission'],
    ],
    [
      'an account that was not read, and a job of the zone',
      { logpushZone: [job], logpushAccount: unreadable('no_permission') },
      [],
    ],
    [
      'nobody looked',
      { logpushZone: unreadable('skipped'), logpushAccount: unreadable('skipped') },
      ['unknown failed'],
    ],
  ])('%s', (_, sections, said) => {
    expect(saidOf(check, zone({ sections }))).toEqual(said.slice(0, 1));
  });
});
