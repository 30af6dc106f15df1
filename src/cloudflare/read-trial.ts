/** What a staged control would stop, or stops, and the traffic that it stands before. Asked of the analytics only. */
import type { Counted, TrialReading } from '../checks/trial-reading.ts';
import { CallFailed } from './call-failed.ts';
import type { CloudflareClient } from './client.ts';
import { at, type Row, rows } from './field.ts';
import { theZone } from './sections/analytics.ts';

export interface TrialWanted {
  zoneId: string;
  /** Ids of rules, or of services that have none. */
  rules: readonly string[];
  sources: readonly string[];
  hosts: readonly string[];
  from: Date;
  to: Date;
}

const HITS = 500;
const REQUESTS = 5_000;

/**
 * Undefined when the zone may not look at these events. The zone's own word on how far it may look back comes first;
 * what is further back than that is left out, and `from` says so.
 */
export async function readTrial(
  client: CloudflareClient,
  wanted: TrialWanted,
  signal?: AbortSignal,
): Promise<(TrialReading & { from: Date; to: Date }) | undefined> {
  const options = { signal };
  const limits = await client.query(LIMITS, { zone: wanted.zoneId }, options);
  const spans = ['firewallEventsAdaptiveGroups', 'httpRequestsAdaptiveGroups'].map((name) => spanOf(limits, name));
  const seconds = Math.min(...spans);
  if (seconds === 0) return undefined;
  const from = new Date(Math.max(wanted.from.getTime(), wanted.to.getTime() - seconds * 1000));
  const data = await client.query(
    documentFor(wanted),
    { zone: wanted.zoneId, from: moment(from), to: moment(wanted.to) },
    options,
  );
  const zone = theZone(data);
  const [hits, requests] = [listOf(zone, 'hits'), listOf(zone, 'requests')];
  const intervals = [...hits, ...requests].map((row) => number(at(row, 'avg.sampleInterval')));
  return {
    from,
    to: wanted.to,
    hits: hits.map(counted),
    hitsWhole: hits.length < HITS,
    requests: requests.map(counted),
    sampleInterval: Math.max(1, ...intervals),
  };
}

const moment = (date: Date) => `${date.toISOString().slice(0, 19)}Z`;

/** In seconds; 0 where there is nothing to look at. */
function spanOf(limits: unknown, dataset: string): number {
  const { enabled, maxDuration, notOlderThan } = (at(theZone(limits), `settings.${dataset}`) ?? {}) as Row;
  return enabled === true ? Math.min(number(maxDuration), number(notOlderThan)) : 0;
}

function counted(row: Row): Counted {
  const of = (name: string) => String(at(row, `dimensions.${name}`) ?? '');
  return {
    method: of('clientRequestHTTPMethodName'),
    host: of('clientRequestHTTPHost'),
    path: of('clientRequestPath'),
    status: Number(at(row, 'dimensions.edgeResponseStatus') ?? 0),
    action: of('action'),
    asn: of('clientAsn'),
    agent: of('userAgent'),
    count: number(row.count),
  };
}

function listOf(zone: unknown, name: string): Row[] {
  const list = at(zone, name);
  if (!Array.isArray(list))
    throw new CallFailed('garbage', 'the analytics left out what was asked for', { status: 200 });
  return rows(list);
}

function number(value: unknown): number {
  if (typeof value === 'number' && value >= 0) return value;
  throw new CallFailed('garbage', 'a count of the analytics is no number', { status: 200 });
}

const LIMITS = `query Limits($zone: string!) { viewer { zones(filter: {zoneTag: $zone}) { settings {
  firewallEventsAdaptiveGroups { enabled maxDuration notOlderThan }
  httpRequestsAdaptiveGroups { enabled maxDuration notOlderThan }
} } } }`;

/** Lists are written out: a variable may be no list here. Ids and hosts come from Cloudflare itself, and are quoted. */
function documentFor({ rules, sources, hosts }: TrialWanted): string {
  const by = rules.length > 0 ? `ruleId_in: ${JSON.stringify(rules)}` : `source_in: ${JSON.stringify(sources)}`;
  const span = 'datetime_geq: $from, datetime_lt: $to';
  return `query Trial($zone: string!, $from: Time!, $to: Time!) { viewer { zones(filter: {zoneTag: $zone}) {
  hits: firewallEventsAdaptiveGroups(limit: ${HITS}, orderBy: [count_DESC], filter: {${span}, ${by}}) {
    count avg { sampleInterval } dimensions {
      action clientRequestHTTPHost clientRequestHTTPMethodName clientRequestPath edgeResponseStatus clientAsn userAgent
  } }
  requests: httpRequestsAdaptiveGroups(limit: ${REQUESTS}, orderBy: [count_DESC], filter: {
    ${span}, requestSource: "eyeball", clientRequestHTTPHost_in: ${JSON.stringify(hosts)}
  }) { count avg { sampleInterval } dimensions {
    clientRequestHTTPHost clientRequestHTTPMethodName clientRequestPath edgeResponseStatus
  } }
} } }`;
}
