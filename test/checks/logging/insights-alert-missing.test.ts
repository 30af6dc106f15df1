import { expect, test } from 'vitest';
import check from '../../../src/checks/logging/insights-alert-missing.ts';
import { saidOf, zone } from '../../support/zone.ts';

const INSIGHTS = 'security_insights_alert';
const policy = (alertType: string, enabled = true) => ({ id: 'p', alertType, enabled, mechanisms: 1 });

test.each([
  ['there is one', [policy(INSIGHTS)], [INSIGHTS], []],
  ['it is switched off', [policy(INSIGHTS, false)], [INSIGHTS], ['fail low: account:a1']],
  ['there is another', [policy('failing_logpush_job_disabled_alert')], [INSIGHTS], ['fail low: account:a1']],
  ['the account may have none', [], ['failing_logpush_job_disabled_alert'], ['not_entitled: account:a1']],
  ['nobody knows whether it may', [], null, ['unknown failed']],
])('%s', (_, policies, available, said) => {
  expect(saidOf(check, zone({ sections: { alerts: { policies, available } } }))).toEqual(said);
});
