import { defineCheck, fail, unknown } from '../check.ts';
import { daysUntil } from './dates.ts';

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

  evaluate({ clientCertificates, now }) {
    return clientCertificates
      .filter(({ status }) => status === 'active')
      .flatMap(({ id, commonName, validityDays, issuedOn, expiresOn }) => {
        const [from, until] = [daysUntil(issuedOn, now), daysUntil(expiresOn, now)];
        const days = validityDays ?? (from === undefined || until === undefined ? undefined : until - from);
        if (days === undefined) return [unknown(`client-cert:${id}`, 'not_understood')];
        return days > LONG
          ? [fail(`client-cert:${id}`, { facts: { commonName, validityDays: Math.round(days) } })]
          : [];
      });
  },
});

/** As long as public certificates once were allowed to be. */
const LONG = 825;
