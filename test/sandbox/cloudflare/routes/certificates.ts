import { paged, refusal, single, whole } from '../envelope.ts';
import { accountRoute, type Route, zoneRoute } from '../routing.ts';

/** Client certificates, the hosts that ask for them, and the certificate authorities of the account. */
const ZONE_READ = ['SSL and Certificates Read'];
const ACCOUNT_READ = ['Account: SSL and Certificates Read'];

export const certificateRoutes: Route[] = [
  zoneRoute('/client_certificates', ZONE_READ, ({ zone, query }) => {
    const status = query.get('status') ?? 'all';
    const rows = zone.clientCertificates.filter((certificate) => status === 'all' || certificate.status === status);
    return paged(query, rows, { least: 5, most: 50, usual: 20 });
  }),
  zoneRoute('/certificate_authorities/hostname_associations', ZONE_READ, ({ zone, query, world }) => {
    const authority = query.get('mtls_certificate_id');
    if (authority === null) return single({ hostnames: zone.mtlsHosts.managed });
    return world.account.authorities.some(({ id }) => id === authority)
      ? single({ hostnames: zone.mtlsHosts.byAuthority[authority] ?? [] })
      : refusal(404, 1406, 'no such mTLS certificate');
  }),
  accountRoute('/mtls_certificates', ACCOUNT_READ, ({ account }) => whole(account.authorities)),
  accountRoute('/mtls_certificates/{certificate_id}/associations', ACCOUNT_READ, ({ account, params }) => {
    const id = params.certificate_id ?? '';
    return account.authorities.some((authority) => authority.id === id)
      ? whole(account.authorityAssociations[id] ?? [])
      : refusal(404, 1406, 'no such mTLS certificate');
  }),
];
