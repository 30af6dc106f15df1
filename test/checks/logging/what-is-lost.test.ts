import { describe, expect, test } from 'vitest';
import destinationDead from '../../../src/checks/logging/destination-dead.ts';
import jobFailing from '../../../src/checks/logging/job-failing.ts';
import suppressed from '../../../src/checks/logging/rule-log-suppressed.ts';
import { CUSTOM, JOBS, rule, saidOf, zone } from '../../support/zone.ts';

describe('logging.destination-dead', () => {
  const webhook = (lastSuccess: string | null, lastFailure: string) => ({
    alerts: { policies: [], webhooks: [{ id: 'w', lastSuccess, lastFailure }] },
  });
  const policy = (webhookIds: string[], mechanisms: number) => ({
    alerts: { policies: [{ id: 'p', enabled: true, mechanisms, webhookIds }], webhooks: [{ id: 'w' }] },
  });
  test.each([
    [
      'failed after it succeeded, in another time zone',
      webhook('2026-02-01T01:30:00+02:00', '2026-02-01T00:00:00Z'),
      ['fail medium: webhook:w'],
    ],
    ['succeeded after it failed, in finer time', webhook('2026-02-01T00:00:00.5Z', '2026-02-01T00:00:00Z'), []],
    ['never succeeded', webhook(null, '2026-02-01T00:00:00Z'), ['fail medium: webhook:w']],
    [
      'failed at a time we cannot read',
      webhook('2026-02-01T00:00:00Z', 'yesterday'),
      ['unknown not_understood: webhook:w'],
    ],
    ['is gone, and was all its alert had', policy(['gone'], 1), ['fail medium: alert:p']],
    ['is gone, and its alert has another', policy(['gone', 'w'], 2), []],
    ['is gone, and its alert mails as well', policy(['gone'], 2), []],
  ])('a webhook that %s', (_, sections, said) => {
    expect(saidOf(destinationDead, zone({ sections }))).toEqual(said);
  });
});

test('two jobs for the same events that both fail lose them altogether', () => {
  const logpushZone = ['7', '8'].map((id) => ({ ...JOBS[0], id, errorMessage: 'denied' }));
  expect(saidOf(jobFailing, zone({ sections: { logpushZone } }))).toEqual([
    'fail critical: logpush:7',
    'fail critical: logpush:8',
  ]);
});

test('a skip without logging that we cannot read is neither good nor bad', () => {
  const skip = rule('s', 'skip', 'http.host like "api"', { logging: { enabled: false } });
  expect(saidOf(suppressed, zone({ sections: { customRules: { rules: [...CUSTOM.rules, skip] } } }))).toEqual([
    'unknown not_understood: rule:http_request_firewall_custom/s',
  ]);
});
