import { refusal, single, whole } from '../envelope.ts';
import { type Route, zoneRoute } from '../routing.ts';

/** Leaked credentials, bots, origin authentication and client certificates' hosts. */
const WAF_READ = ['Zone WAF Read', 'Account WAF Read', 'Zone WAF Write'];

export const securityRoutes: Route[] = [
  zoneRoute('/leaked-credential-checks', WAF_READ, ({ zone }) => single({ enabled: zone.leakedCredentials.enabled })),
  zoneRoute('/leaked-credential-checks/detections', WAF_READ, ({ zone }) =>
    zone.leakedCredentials.enabled
      ? whole(zone.leakedCredentials.detections)
      : refusal(400, 11001, 'leaked credential checks are disabled for this zone'),
  ),
  zoneRoute('/managed_headers', [...WAF_READ, 'Managed headers Read'], ({ zone }) =>
    single({
      managed_request_headers: [
        { id: 'add_visitor_location_headers', enabled: false, has_conflict: false },
        {
          id: 'add_waf_credential_check_status_header',
          enabled: zone.leakedCredentials.headerAdded ?? false,
          has_conflict: false,
        },
      ],
      managed_response_headers: [],
    }),
  ),
  zoneRoute('/bot_management', ['Bot Management Read'], ({ zone }) => single(zone.bots)),
  zoneRoute('/origin_tls_client_auth/settings', ['SSL and Certificates Read'], ({ zone }) =>
    single({ enabled: zone.originTls }),
  ),
];
