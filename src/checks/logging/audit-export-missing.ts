import { defineCheck, fail } from '../check.ts';

export default defineCheck({
  id: 'logging.audit-export-missing',
  step: 7,
  title: 'Changes to the account are not sent to any log destination',
  gap: 'changes not logged',
  change: 'upkeep',
  severity: 'low',
  scope: 'account',
  needs: ['logpushAccount'],
  whole: ['logpushAccount'],
  why: 'Who switched a rule off, and when, is asked months later.',
  fix: 'Add a Logpush job for the audit logs of the account.',
  standards: ['API8:2023'],

  evaluate({ logpushAccount, account }) {
    const sent = logpushAccount.some(
      ({ dataset, enabled }) => enabled === true && (dataset ?? '').startsWith('audit_logs'),
    );
    return sent ? [] : [fail(`account:${account.id}`)];
  },
});
