import { defineCheck, fail } from '../check.ts';

export default defineCheck({
  id: 'auth.session-id-missing',
  step: 2,
  title: 'No session identifier is configured',
  gap: 'no session identifier',
  change: 'upkeep',
  severity: 'high',
  needs: ['sessionIdentifiers'],
  why: 'Authentication posture, suggested limits, sequences and the detection of object enumeration all count per session.',
  fix: 'Name the header, cookie or token claim that tells sessions apart in the API Shield settings.',
  standards: ['API2:2023'],

  evaluate({ sessionIdentifiers, zone }) {
    return sessionIdentifiers.length === 0 ? [fail(`zone:${zone.name}`)] : [];
  },
});
