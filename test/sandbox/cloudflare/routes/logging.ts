import { type Answer, byCursorAfter, paged, refusal, single, whole } from '../envelope.ts';
import { accountRoute, type Route, zoneRoute } from '../routing.ts';
import { FIREWALL_EVENTS_FIELDS, HTTP_REQUESTS_FIELDS } from '../zones/logpush-fields.ts';

/** Where events go: Logpush, notifications, the audit log. */
const LOGS = ['Logs Write'];
const NOTIFICATIONS = ['Notifications Read', 'Account Settings Read'];

export const loggingRoutes: Route[] = [
  zoneRoute('/logpush/jobs', LOGS, ({ zone }) => whole(zone.logpush)),
  zoneRoute('/logpush/datasets/{dataset}/fields', LOGS, ({ params }) => fields(params.dataset)),
  accountRoute('/logpush/jobs', LOGS, ({ account }) => whole(account.logpush)),
  accountRoute('/logpush/datasets/{dataset}/fields', LOGS, ({ params }) => fields(params.dataset)),
  accountRoute('/alerting/v3/policies', NOTIFICATIONS, ({ account }) => whole(account.alertPolicies)),
  accountRoute('/alerting/v3/available_alerts', NOTIFICATIONS, ({ account }) => single(account.availableAlerts)),
  accountRoute('/alerting/v3/destinations/webhooks', NOTIFICATIONS, ({ account }) => whole(account.webhooks)),
  accountRoute('/alerting/v3/history', NOTIFICATIONS, ({ account, query }) => paged(query, account.alertHistory)),
  accountRoute('/logs/audit', ['Account Settings Read'], ({ account, query }) => {
    const since = Date.parse(query.get('since') ?? '');
    const before = Date.parse(query.get('before') ?? '');
    if (Number.isNaN(since) || Number.isNaN(before)) return refusal(400, 10400, 'since and before are required');
    const without = query.getAll('action_type.not');
    const rows = account.audit
      .filter((entry) => {
        const at = Date.parse(entry.action?.time ?? '');
        return at >= since && at < before && !without.includes(entry.action?.type ?? '');
      })
      .sort((a, b) => Date.parse(b.action?.time ?? '') - Date.parse(a.action?.time ?? ''));
    return byCursorAfter(query, query.get('direction') === 'asc' ? rows.reverse() : rows);
  }),
];

function fields(dataset = ''): Answer {
  const names = { http_requests: HTTP_REQUESTS_FIELDS, firewall_events: FIREWALL_EVENTS_FIELDS }[dataset];
  return names
    ? single(Object.fromEntries(names.map((name) => [name, 'string'])))
    : refusal(400, 1002, 'unknown dataset');
}
