import { type Answer, paged, single } from '../envelope.ts';
import { accountRoute, type Route, zoneRoute } from '../routing.ts';
import type { Insight } from '../sdk-types.ts';
import type { ZoneState } from '../state.ts';

/** What Cloudflare's own scanners found: Security Center insights, BOLA scans. */
const INSIGHTS = ['Security Center Read'];
const SCANNER = ['Account API Gateway Read'];

export const insightRoutes: Route[] = [
  zoneRoute('/security-center/insights', INSIGHTS, ({ zone, query }) => insights(zone.insights, query)),
  accountRoute('/security-center/insights', INSIGHTS, ({ account, query, world }) =>
    insights([...account.insights, ...world.zones.flatMap(ofZone)], query),
  ),
  accountRoute('/vuln_scanner/scans', SCANNER, ({ account, query }) => paged(query, account.bolaScans)),
  accountRoute('/vuln_scanner/target_environments', SCANNER, ({ account, query }) =>
    paged(query, account.targetEnvironments),
  ),
  accountRoute('/vuln_scanner/credential_sets', SCANNER, ({ account, query }) => paged(query, account.credentialSets)),
];

/** The account's list holds those of its zones as well, each with the zone it is about. */
const ofZone = ({ id, insights }: ZoneState): Insight[] =>
  insights.map((insight) => ({ ...insight, payload: { ...insight.payload, zone_tag: id } }));

/** Wrapped once more than other lists: the rows are in `issues`, which the SDK's own iterator does not look into. */
function insights(all: Insight[], query: URLSearchParams): Answer {
  const dismissed = query.get('dismissed');
  const rows = all.filter((insight) => dismissed === null || String(insight.dismissed === true) === dismissed);
  const page = Math.max(1, Number(query.get('page') ?? 1));
  const per_page = Math.min(1000, Math.max(1, Number(query.get('per_page') ?? 25)));
  return single({ count: rows.length, issues: rows.slice((page - 1) * per_page, page * per_page), page, per_page });
}
