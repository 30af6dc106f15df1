import { defineCheck, fail } from '../check.ts';

export default defineCheck({
  id: 'logging.job-health-alert',
  step: 7,
  title: 'Nobody is told when a log job is switched off',
  gap: 'no alert on log jobs',
  change: 'upkeep',
  severity: 'medium',
  scope: 'account',
  needs: ['alerts'],
  why: 'A failing job is disabled in silence, and the gap stays.',
  fix: 'Add the notification Failing Logpush Job Disabled, and send it to those who run the SIEM.',
  standards: ['API8:2023'],

  evaluate({ alerts, account }) {
    const told = alerts.policies.some(
      ({ alertType, enabled }) => alertType === 'failing_logpush_job_disabled_alert' && enabled === true,
    );
    return told ? [] : [fail(`account:${account.id}`)];
  },
});
