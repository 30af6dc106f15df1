import type { TrafficRow, ZoneState } from '../state.ts';

/** The analytics datasets of a zone: rows with all their dimensions, to be filtered and grouped by what a query names. */
export interface DataRow {
  count: number;
  /** When, in ms; without it whenever somebody looks. */
  at?: number | undefined;
  dimensions: Record<string, unknown>;
}

export interface Dataset {
  dimensions: string[];
  available: (zone: ZoneState) => boolean;
  /** Seconds that the plan can look back. */
  lookback: (zone: ZoneState) => number;
  /** Seconds that one question may span. */
  duration: (zone: ZoneState) => number;
  rows: (zone: ZoneState) => DataRow[];
}

const DAY = 86_400;
const MONTH = 31 * DAY;
const REQUESTS_LOOKBACK = { free: 7 * DAY, pro: 7 * DAY, business: 31 * DAY, enterprise: 90 * DAY };
const EVENTS_LOOKBACK = { free: DAY, pro: DAY, business: 3 * DAY, enterprise: 30 * DAY };

const sessions = (dimensions: string[]): Dataset => ({
  dimensions,
  available: (zone) => zone.apiShield,
  lookback: () => 7 * DAY,
  duration: () => 7 * DAY,
  rows: (zone) => zone.traffic.flatMap(bySession),
});

export const DATASETS: Record<string, Dataset> = {
  httpRequestsAdaptiveGroups: {
    dimensions: [
      'webAssetsOperationId',
      'webAssetsLabelsManaged',
      'edgeResponseStatus',
      'clientRequestHTTPHost',
      'clientRequestHTTPMethodName',
      'clientRequestPath',
      'leakedCredentialCheckResult',
      'requestSource',
    ],
    available: () => true,
    lookback: ({ plan }) => REQUESTS_LOOKBACK[plan],
    duration: ({ plan }) => (plan === 'free' ? DAY : Math.min(REQUESTS_LOOKBACK[plan], MONTH)),
    rows: (zone) => zone.traffic.flatMap((row) => requests(zone, row)),
  },
  firewallEventsAdaptiveGroups: {
    dimensions: [
      'action',
      'source',
      'ruleId',
      'ref',
      'clientRequestHTTPHost',
      'clientRequestHTTPMethodName',
      'clientRequestPath',
      'edgeResponseStatus',
      'clientAsn',
      'userAgent',
    ],
    available: () => true,
    lookback: ({ plan }) => EVENTS_LOOKBACK[plan],
    duration: ({ plan }) => Math.min(EVENTS_LOOKBACK[plan], MONTH),
    rows: (zone) =>
      zone.securityEvents.map((event) => ({
        count: event.count,
        at: event.at,
        dimensions: {
          action: event.action,
          source: event.source,
          ruleId: event.ruleId,
          ref: event.ref,
          clientRequestHTTPHost: event.host,
          clientRequestHTTPMethodName: event.method,
          clientRequestPath: event.path,
          edgeResponseStatus: event.action === 'block' ? 403 : 200,
          clientAsn: event.asn ?? '64496',
          userAgent: event.agent ?? 'sandbox/1.0',
        },
      })),
  },
  apiGatewayMatchedSessionIDsPerEndpointAdaptiveGroups: sessions(['apiGatewayMatchedEndpointId', 'responseStatusCode']),
  apiGatewayMatchedSessionIDsPerEndpointFlattenedAdaptiveGroups: sessions([
    'apiGatewayMatchedEndpointId',
    'responseStatusCode',
    'apiGatewayMatchedSessionIdentifierType',
  ]),
};

function requests(zone: ZoneState, row: TrafficRow): DataRow[] {
  const operation = zone.operations.find(({ operation_id }) => operation_id === row.operationId);
  const dimensions = {
    webAssetsOperationId: row.operationId,
    webAssetsLabelsManaged: row.labels,
    edgeResponseStatus: row.status,
    clientRequestHTTPHost: operation?.host ?? zone.name,
    clientRequestHTTPMethodName: operation?.method ?? 'GET',
    clientRequestPath: operation?.endpoint ?? '/',
    requestSource: 'eyeball',
  };
  const leaked = row.leaked ?? 0;
  return [
    { count: row.count - leaked, at: row.at, dimensions: { ...dimensions, leakedCredentialCheckResult: 'clean' } },
    { count: leaked, at: row.at, dimensions: { ...dimensions, leakedCredentialCheckResult: 'password_leaked' } },
  ].filter(({ count }) => count > 0);
}

function bySession(row: TrafficRow): DataRow[] {
  const without = row.unauthenticated ?? 0;
  const dimensions = { apiGatewayMatchedEndpointId: row.operationId, responseStatusCode: row.status };
  return [
    {
      count: row.count - without,
      at: row.at,
      dimensions: { ...dimensions, apiGatewayMatchedSessionIdentifierType: 'HEADER' },
    },
    {
      count: without,
      at: row.at,
      dimensions: { ...dimensions, apiGatewayMatchedSessionIdentifierType: 'UNAUTHENTICATED' },
    },
  ].filter(({ count }) => count > 0);
}
