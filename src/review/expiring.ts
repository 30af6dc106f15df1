/** Which credentials and certificates of a zone run out soon, so that somebody hears of it before. */
import { z } from 'zod';
import type { Section, Snapshot } from '../checks/snapshot.ts';

export const Expiring = z.object({
  what: z.enum(['client certificate', 'authority', 'Access certificate', 'service token', 'API token']),
  name: z.string(),
  at: z.string(),
});
export type Expiring = z.infer<typeof Expiring>;

const DAY_MS = 24 * 60 * 60_000;
/** Longer than two weekly readings are apart. */
const WITHIN_DAYS = 45;
const KEPT = 50;
const GONE = new Set(['revoked', 'pending_revocation', 'disabled', 'expired']);

/** The first to run out first. A section that was not read names none: what could not be checked is told elsewhere. */
export function expiringIn({ sections, takenAt }: Snapshot): Expiring[] {
  const { clientCertificates, authorities, accessCertificates, serviceTokens, apiTokens } = sections;
  const from = Date.parse(takenAt);
  return [
    ...rowsOf(clientCertificates)
      .filter(({ status }) => !GONE.has(status ?? ''))
      .map(({ id, commonName, expiresOn }) => told('client certificate', commonName ?? id, expiresOn)),
    ...rowsOf(authorities).map(({ id, name, expiresOn }) => told('authority', name ?? id, expiresOn)),
    ...rowsOf(accessCertificates).map(({ id, name, expiresOn }) => told('Access certificate', name ?? id, expiresOn)),
    ...rowsOf(serviceTokens)
      .filter(({ enabled }) => enabled !== false)
      .map(({ id, name, expiresAt }) => told('service token', name ?? id, expiresAt)),
    ...rowsOf(apiTokens)
      .filter(({ status }) => !GONE.has(status ?? ''))
      .map(({ id, name, expiresOn }) => told('API token', name ?? id, expiresOn)),
  ]
    .flatMap((each) => each ?? [])
    .filter(({ at }) => Date.parse(at) > from && Date.parse(at) <= from + WITHIN_DAYS * DAY_MS)
    .sort((a, b) => (a.at === b.at ? (a.name < b.name ? -1 : 1) : a.at < b.at ? -1 : 1))
    .slice(0, KEPT);
}

const rowsOf = <T>(section: Section<T[]>): T[] => (section.state === 'read' ? section.value : []);

function told(what: Expiring['what'], name: string, on: string | null): Expiring | undefined {
  const at = on === null ? Number.NaN : Date.parse(on);
  return Number.isNaN(at) ? undefined : { what, name: name.slice(0, 100), at: new Date(at).toISOString() };
}
