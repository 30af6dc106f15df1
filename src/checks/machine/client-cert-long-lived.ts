import { defineCheck, fail } from '../check.ts';

export default defineCheck({
  id: 'machine.client-cert-long-lived',
  step: 6,
  title: 'Client certificates that are valid for years',
  gap: 'long-lived certificate',
  change: 'upkeep',
  severity: 'medium',
  needs: ['clientCertificates'],
  why: 'What is valid that long is never rotated, and has left the company more than once.',
  fix: 'Issue a successor that is valid for a year or less, and let it take over.',
  standards: ['API2:2023'],

  evaluate({ clientCertificates }) {
    return clientCertificates
      .filter(({ status, validityDays }) => status === 'active' && (validityDays ?? 0) > 825)
      .map(({ id, commonName, validityDays }) => fail(`client-cert:${id}`, { facts: { commonName, validityDays } }));
  },
});
