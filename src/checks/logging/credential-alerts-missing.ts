/** Asked kind by kind: only kinds of credentials that exist, and only alerts that the account may have. It weighs more when none of those it needs is there. */
import { defineCheck, fail, notEntitled, type Problem, unknown } from '../check.ts';
import { daysUntil } from '../machine/dates.ts';
import type { Sections, SectionValues } from '../snapshot.ts';
import { doubts } from '../unread.ts';

export default defineCheck({
  id: 'logging.credential-alerts-missing',
  step: 7,
  title: 'Nobody is told before a credential expires',
  gap: 'no alert on expiry',
  change: 'upkeep',
  severity: 'low',
  scope: 'account',
  needs: ['alerts'],
  uses: ['serviceTokens', 'accessCertificates', 'authorities'],
  why: 'A token or certificate that runs out unnoticed stops its partner, and the pressure is then to open the door for everybody.',
  fix: 'Add the notifications that are missing under Notifications › Add: Expiring Access Service Token, Access mTLS Certificate Expiration, mTLS Certificate Store Certificate Expiration.',
  standards: ['API8:2023'],

  evaluate({ alerts, account, now, sections }) {
    const subject = `account:${account.id}`;
    const needed = credentials(sections, now).filter(({ ids }) => ids.length > 0);
    const missing = needed.filter(({ alert, ids }) => ids.some((id) => !isToldOf(alert, id, alerts.policies)));
    const problems = (): Problem[] => {
      if (missing.length === 0) return [];
      if (alerts.available === null) {
        return [
          unknown(null, 'failed', { facts: { section: 'alerts', detail: 'which alerts there are was not read' } }),
        ];
      }
      const available = missing.filter(({ alert }) => alerts.available?.includes(alert));
      if (available.length === 0)
        return [notEntitled(subject, { facts: { alerts: missing.map(({ alert }) => alert) } })];
      return [
        fail(subject, {
          severity: available.length === needed.length ? 'medium' : 'low',
          facts: { missing: available.map(({ alert }) => alert) },
        }),
      ];
    };
    return [...problems(), ...doubts(sections)];
  },
});

type Policy = SectionValues['alerts']['policies'][number];

/** A policy may be for some tokens only. */
function isToldOf(alert: string, id: string, policies: readonly Policy[]): boolean {
  return policies.some(
    ({ alertType, enabled, tokenIds }) =>
      alertType === alert && enabled === true && (tokenIds.length === 0 || tokenIds.includes(id)),
  );
}

/** What can still expire, by the alert that would tell of it. */
function credentials(
  {
    serviceTokens,
    accessCertificates,
    authorities,
  }: Pick<Sections, 'serviceTokens' | 'accessCertificates' | 'authorities'>,
  now: Date,
): { alert: string; ids: string[] }[] {
  const running = (list: readonly { id: string; expiresAt: string | null }[]) =>
    list.filter(({ expiresAt }) => (daysUntil(expiresAt, now) ?? 0) >= 0).map(({ id }) => id);
  const certificates = (list: readonly { id: string; expiresOn: string | null }[]) =>
    running(list.map(({ id, expiresOn }) => ({ id, expiresAt: expiresOn })));
  return [
    {
      alert: 'expiring_service_token_alert',
      ids:
        serviceTokens.state === 'read'
          ? running(serviceTokens.value.filter(({ enabled, duration }) => enabled !== false && duration !== 'forever'))
          : [],
    },
    {
      alert: 'access_custom_certificate_expiration_type',
      ids: accessCertificates.state === 'read' ? certificates(accessCertificates.value) : [],
    },
    {
      alert: 'mtls_certificate_store_certificate_expiration_type',
      ids: authorities.state === 'read' ? certificates(authorities.value) : [],
    },
  ];
}
