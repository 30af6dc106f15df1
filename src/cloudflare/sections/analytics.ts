import type { Plan } from '../../checks/sections/zone.ts';
import { CallFailed } from '../call-failed.ts';
import { at, camel, type Row, rows, strings } from '../field.ts';
import type { Reading } from '../reader.ts';

const HOUR = 3_600;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** How far back one question may reach, in seconds, by what Cloudflare documents; a week tells enough. */
const REQUESTS: Record<Plan, number> = { free: DAY, pro: DAY, business: WEEK, enterprise: WEEK };
const EVENTS: Record<Plan, number> = { free: DAY, pro: DAY, business: 3 * DAY, enterprise: WEEK };
const REQUEST_ROWS = 5_000;
const HOST_ROWS = 2_000;
const EVENT_ROWS = 2_000;

/** One document for all that is asked. Where the account may look back less far than documented, it is asked for its limits. */
export async function readAnalytics(reading: Reading): Promise<unknown> {
  const { plan } = reading.zone;
  const spans = { requests: REQUESTS[plan], events: EVENTS[plan], sessions: await reading.hasApiShield() };
  try {
    return await answered(reading, spans);
  } catch (error) {
    if (!isAboutLimits(error)) throw error;
    const limits = await reading.ask(LIMITS, { zone: reading.zone.id });
    return answered(reading, within(limits, spans));
  }
}

type Spans = { requests: number; events: number; sessions: boolean };

/** Refused for what was asked, not for who asked. */
const isAboutLimits = (error: unknown): boolean =>
  error instanceof CallFailed &&
  error.kind === 'refused' &&
  /older than|time range|duration|limit|unknown field|does not have access/i.test(error.message) &&
  !/budget|rate limit/i.test(error.message);

async function answered(reading: Reading, spans: Spans): Promise<Row> {
  const { zone, now } = reading;
  const before = (seconds: number) => `${new Date(now.getTime() - seconds * 1000).toISOString().slice(0, 19)}Z`;
  const data = await reading.ask(document(spans.sessions), {
    zone: zone.id,
    until: before(0),
    requestsSince: before(spans.requests),
    eventsSince: before(spans.events),
  });
  const found = camel(theZone(data));
  const group = (name: string) => {
    const list = at(found, name);
    if (!Array.isArray(list))
      throw new CallFailed('garbage', 'the analytics left out what was asked for', { status: 200 });
    return rows(list);
  };
  const traffic = group('traffic');
  const hosts = group('hosts');
  const events = group('events');
  const span = (seconds: number) => ({ since: before(seconds), seconds });
  return {
    requests: {
      ...span(spans.requests),
      whole: traffic.length < REQUEST_ROWS,
      operations: byOperation(traffic),
      hosts: hosts.map((row) => ({
        ...counted(row),
        host: at(row, 'dimensions.clientRequestHTTPHost'),
        status: at(row, 'dimensions.edgeResponseStatus'),
      })),
    },
    events: {
      ...span(spans.events),
      whole: events.length < EVENT_ROWS,
      rules: events.map((row) => ({
        ...counted(row),
        ruleId: at(row, 'dimensions.ruleId'),
        action: at(row, 'dimensions.action'),
        source: at(row, 'dimensions.source'),
      })),
    },
    sessions: spans.sessions ? sessions(group('sessions'), span(spans.requests)) : null,
  };
}

function sessions(list: Row[], span: Row): Row {
  return {
    ...span,
    whole: list.length < REQUEST_ROWS,
    answers: list.map((row) => ({
      ...counted(row),
      operationId: at(row, 'dimensions.apiGatewayMatchedEndpointId'),
      status: at(row, 'dimensions.responseStatusCode'),
      identifier: at(row, 'dimensions.apiGatewayMatchedSessionIdentifierType'),
    })),
  };
}

const counted = (row: Row) => ({ count: row.count, sampleInterval: at(row, 'avg.sampleInterval') });

/** Requests to one operation carry different labels, as each request was seen. */
function byOperation(list: Row[]): Row[] {
  const operations = new Map<unknown, { operationId: unknown; labels: string[]; count: number; weight: number }>();
  for (const row of list) {
    const operationId = at(row, 'dimensions.webAssetsOperationId');
    const one = operations.get(operationId) ?? { operationId, labels: [], count: 0, weight: 0 };
    operations.set(operationId, one);
    const count = amount(row.count);
    one.count += count;
    one.weight += count * amount(at(row, 'avg.sampleInterval'));
    one.labels = [...new Set([...one.labels, ...strings(at(row, 'dimensions.webAssetsLabelsManaged'))])].sort();
  }
  return [...operations.values()].map(({ weight, ...one }) => ({
    ...one,
    sampleInterval: one.count > 0 ? weight / one.count : 0,
  }));
}

function amount(value: unknown): number {
  if (typeof value === 'number' && value >= 0) return value;
  throw new CallFailed('garbage', 'a count of the analytics is no number', { status: 200 });
}

export function theZone(data: unknown): unknown {
  const zones = at(data, 'viewer.zones');
  if (Array.isArray(zones) && zones.length === 1) return zones[0];
  throw new CallFailed('garbage', 'the analytics do not answer for the zone', { status: 200 });
}

/** As far as the zone may look back, by its own word. A dataset it has not is not asked for. */
function within(limits: unknown, spans: Spans): Spans {
  const settings = at(theZone(limits), 'settings');
  const seconds = (dataset: string, most: number) => {
    const { enabled, maxDuration, notOlderThan } = (at(settings, dataset) ?? {}) as Row;
    if (enabled === false) throw new CallFailed('refused', `not entitled to ${dataset}`, { status: 403 });
    const allowed = [most, maxDuration, notOlderThan].filter((n) => typeof n === 'number' && n > 0) as number[];
    return Math.min(...allowed);
  };
  return {
    requests: seconds('httpRequestsAdaptiveGroups', spans.requests),
    events: seconds('firewallEventsAdaptiveGroups', spans.events),
    sessions: spans.sessions && at(settings, `${SESSIONS}.enabled`) === true,
  };
}

const SESSIONS = 'apiGatewayMatchedSessionIDsPerEndpointFlattenedAdaptiveGroups';

export const LIMITS = `query Limits($zone: string!) { viewer { zones(filter: {zoneTag: $zone}) { settings {
  httpRequestsAdaptiveGroups { enabled maxDuration notOlderThan }
  firewallEventsAdaptiveGroups { enabled maxDuration notOlderThan }
  ${SESSIONS} { enabled maxDuration notOlderThan }
} } } }`;

const document = (withSessions: boolean) => `query Traffic(
  $zone: string!, $until: Time!, $requestsSince: Time!, $eventsSince: Time!
) { viewer { zones(filter: {zoneTag: $zone}) {
  traffic: httpRequestsAdaptiveGroups(limit: ${REQUEST_ROWS}, orderBy: [count_DESC], filter: {
    datetime_geq: $requestsSince, datetime_lt: $until, requestSource: "eyeball", webAssetsOperationId_neq: ""
  }) { count avg { sampleInterval } dimensions { webAssetsOperationId webAssetsLabelsManaged } }
  hosts: httpRequestsAdaptiveGroups(limit: ${HOST_ROWS}, orderBy: [count_DESC], filter: {
    datetime_geq: $requestsSince, datetime_lt: $until, requestSource: "eyeball"
  }) { count avg { sampleInterval } dimensions { clientRequestHTTPHost edgeResponseStatus } }
  events: firewallEventsAdaptiveGroups(limit: ${EVENT_ROWS}, orderBy: [count_DESC], filter: {
    datetime_geq: $eventsSince, datetime_lt: $until
  }) { count avg { sampleInterval } dimensions { ruleId action source } }
  ${
    withSessions
      ? `sessions: ${SESSIONS}(limit: ${REQUEST_ROWS}, orderBy: [count_DESC], filter: {
    datetime_geq: $requestsSince, datetime_lt: $until
  }) { count avg { sampleInterval } dimensions {
    apiGatewayMatchedEndpointId responseStatusCode apiGatewayMatchedSessionIdentifierType
  } }`
      : ''
  }
} } }`;
