/** A finding as the checks hand it over, for tests of what is made of it. */
import type { Finding } from '../../src/checks/check.ts';
import { LOGIN } from './zone.ts';

export const finding = (more: Partial<Finding>): Finding => ({
  id: 'f',
  check: 'abuse.auth-no-ratelimit',
  step: 5,
  outcome: 'fail',
  reason: null,
  severity: 'critical',
  subjects: [LOGIN],
  title: 'Logins without a limit',
  evidence: {},
  evidenceKind: 'provable',
  remediation: 'Limit them.',
  standards: [],
  touches: [],
  ...more,
});
