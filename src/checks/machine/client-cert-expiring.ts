import { defineCheck, fail, type Problem, unknown } from '../check.ts';
import { doubts } from '../unread.ts';
import { daysUntil } from './dates.ts';

export default defineCheck({
  id: 'machine.client-cert-expiring',
  step: 6,
  title: 'Client certificates or their authorities expire within a month, or have',
  gap: 'certificate expires soon',
  change: 'upkeep',
  severity: 'medium',
  needs: ['clientCertificates'],
  uses: ['authorities', 'accessCertificates'],
  why: 'The day it expires its partner is locked out, and the pressure is then to switch the requirement off.',
  fix: 'Issue the successor now and let both be valid while the partner changes over.',
  standards: ['API2:2023'],

  evaluate({ clientCertificates, now, sections }) {
    const dated = [
      ...clientCertificates
        .filter(({ status }) => !GONE.has(status ?? ''))
        .map(({ id, expiresOn, commonName }) => ({ subject: `client-cert:${id}`, expiresOn, name: commonName })),
      ...Object.values(sections).flatMap((section) =>
        section.state === 'read'
          ? section.value.map(({ id, expiresOn, name }) => ({ subject: `ca:${id}`, expiresOn, name }))
          : [],
      ),
    ];
    return [
      ...dated.flatMap(({ subject, expiresOn, name }): Problem[] => {
        const days = daysUntil(expiresOn, now);
        if (days === undefined) return [unknown(subject, 'not_understood')];
        return days > 30
          ? []
          : [fail(subject, { severity: days <= 7 ? 'high' : 'medium', facts: { name, expiresOn } })];
      }),
      ...doubts(sections),
    ];
  },
});

/** Whatever else a certificate is said to be, it may be shown, or come back. */
const GONE: ReadonlySet<string> = new Set(['revoked', 'pending_revocation']);
