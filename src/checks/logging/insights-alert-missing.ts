import { defineCheck, fail, notEntitled, unknown } from '../check.ts';

const ALERT = 'security_insights_alert';

export default defineCheck({
  id: 'logging.insights-alert-missing',
  step: 7,
  title: 'Nobody is told of new security insights',
  gap: 'no alert on insights',
  change: 'upkeep',
  severity: 'low',
  scope: 'account',
  needs: ['alerts'],
  why: 'Cloudflare looks for exposed and unauthenticated endpoints by itself, and writes what it finds on a page that nobody opens.',
  fix: 'Add the notification Security Insights under Notifications › Add.',
  standards: ['API8:2023'],

  evaluate({ alerts: { policies, available }, account }) {
    if (policies.some(({ alertType, enabled }) => alertType === ALERT && enabled === true)) return [];
    if (available === null) {
      return [unknown(null, 'failed', { facts: { section: 'alerts', detail: 'which alerts there are was not read' } })];
    }
    const subject = `account:${account.id}`;
    return available.includes(ALERT) ? [fail(subject)] : [notEntitled(subject, { facts: { alert: ALERT } })];
  },
});
