import { audienceOf, exposureOf, sensitivityOf } from './classify.ts';
import { type Endpoint, SOURCES, type Source, type Traffic } from './endpoint.ts';
import { regionalKeys, standsFor } from './host-variables.ts';
import { locate, type Place, underHost } from './locate.ts';
import { normaliseHost } from './normalise.ts';
import type { DiscoveredOperation, DocumentedOperation, SavedOperation } from './sources.ts';

export type SourceLists = {
  saved: readonly SavedOperation[];
  discovered: readonly DiscoveredOperation[];
  documented: readonly DocumentedOperation[];
};

/** The five sets, of which every endpoint is in exactly one. */
type SourceSet = 'saved' | 'saved+documented' | 'discovered' | 'discovered+documented' | 'documented';

export type Inventory = {
  endpoints: Endpoint[];
  counts: { saved: number; discovered: number; documented: number; documentedOnly: number; total: number };
  sets: Record<SourceSet, number>;
};

/** An endpoint in the making. */
type Draft = { -readonly [K in keyof Endpoint]: Endpoint[K] } & { sources: Source[]; documents: string[] };

const UNSEEN: Traffic = { seen: 'unknown' };
const NONE: readonly string[] = [];

/** Three lists into one: each endpoint once, with all that its sources say of it, in an order of its own. */
export function reconcile({ saved, discovered, documented }: SourceLists): Inventory {
  const drafts = new Map<string, Draft>();

  for (const operation of saved) {
    const draft = open(drafts, locate(operation.method, operation.host, operation.endpoint));
    add(draft.sources, 'saved');
    draft.operationId ??= operation.operationId;
    draft.labels = united(draft.labels, operation.labels);
    if (operation.requests !== undefined) draft.traffic = busier(draft.traffic, trafficOf(operation));
  }

  const regional = regionalKeys(saved.map((operation) => normaliseHost(operation.host)));
  const settle = (place: Place): Place => {
    if (drafts.has(place.key)) return place;
    for (const host of regional(place.host)) {
      const general = underHost(place, host);
      if (drafts.has(general.key)) return general;
    }
    return place;
  };

  const savedAt = new Map<string, Draft[]>();
  for (const draft of drafts.values()) {
    const at = `${draft.method} ${draft.path}`;
    const known = savedAt.get(at);
    if (known) known.push(draft);
    else savedAt.set(at, [draft]);
  }
  /** Discovery merges regional hosts: an operation saved under plain ones may be seen under a variable. */
  const savedUnderPlain = (place: Place): readonly Draft[] =>
    place.host.includes('{')
      ? (savedAt.get(`${place.method} ${place.path}`) ?? []).filter(({ host }) => standsFor(place.host, host))
      : [];

  // documents come before discovery, so that what was ignored there still lends its traffic to what is documented
  for (const operation of first(documented, isGeneral)) {
    const draft = open(drafts, settle(locate(operation.method, operation.host, operation.path)));
    add(draft.sources, 'documented');
    add(draft.documents, operation.document);
    if (operation.credential && !draft.credential) {
      draft.credential = operation.credential;
      draft.credentialReason = `the security scheme in ${operation.document}`;
    }
  }

  for (const row of first(first(discovered, isGeneral), isNews)) {
    const place = settle(locate(row.method, row.host, row.endpoint));
    const plain = drafts.has(place.key) ? [] : savedUnderPlain(place);
    if (plain.length > 1) continue; // whose traffic and labels these are is not told
    const draft = plain[0] ? plain[0] : isNews(row) ? open(drafts, place) : drafts.get(place.key);
    if (!draft) continue;
    if (isNews(row) && !draft.sources.includes('saved')) {
      add(draft.sources, 'discovered');
      draft.discoveryId ??= row.id;
    }
    draft.labels = united(draft.labels, row.labels);
    draft.traffic = busier(draft.traffic, trafficOf(row));
  }

  const endpoints = [...drafts.values()].map(finish).sort(byPlace);
  return { endpoints, ...count(endpoints) };
}

const isNews = ({ state }: DiscoveredOperation) => state === 'review';
const isGeneral = ({ host }: { host: string }) => host.includes('{');

/** What others may join comes before them, in whatever order the source tells its rows. */
const first = <T>(rows: readonly T[], comesFirst: (row: T) => boolean): T[] => [
  ...rows.filter(comesFirst),
  ...rows.filter((row) => !comesFirst(row)),
];

/** Which of the five sets an endpoint is in. */
function sourceSetOf(sources: readonly Source[]): SourceSet {
  const seen = sources.includes('saved') ? 'saved' : sources.includes('discovered') ? 'discovered' : undefined;
  if (!seen) return 'documented';
  return sources.includes('documented') ? `${seen}+documented` : seen;
}

function open(drafts: Map<string, Draft>, place: Place): Draft {
  const known = drafts.get(place.key);
  if (known) return known;
  const draft: Draft = {
    key: place.key,
    method: place.method,
    host: place.host,
    path: place.path,
    sources: [],
    traffic: UNSEEN,
    labels: NONE,
    documents: [],
    audience: null,
    audienceReason: '',
    sensitivity: 'read',
    sensitivityReason: '',
    exposure: 0,
  };
  drafts.set(place.key, draft);
  return draft;
}

function add<T>(list: T[], item: T): void {
  if (!list.includes(item)) list.push(item);
}

function united(a: readonly string[], b: readonly string[]): readonly string[] {
  return a.length === 0 ? b : b.length === 0 ? a : [...a, ...b];
}

type Counted = Pick<DiscoveredOperation, 'requests' | 'periodSeconds'> & { state?: DiscoveredOperation['state'] };

function trafficOf({ state, requests, periodSeconds }: Counted): Traffic {
  if (typeof requests !== 'number') return { seen: state === 'review' ? 'yes' : 'unknown' };
  return {
    seen: requests > 0 ? 'yes' : 'no',
    requests,
    ...(typeof periodSeconds === 'number' ? { periodSeconds } : {}),
  };
}

function busier(a: Traffic, b: Traffic): Traffic {
  const weight = ({ seen, requests }: Traffic) => (seen === 'unknown' ? -1 : (requests ?? 0));
  return weight(b) > weight(a) ? b : a;
}

function finish(draft: Draft): Endpoint {
  if (draft.labels.length > 0) draft.labels = [...new Set(draft.labels)].sort();
  if (draft.sources.length > 1) draft.sources.sort((a, b) => SOURCES.indexOf(a) - SOURCES.indexOf(b));
  if (draft.traffic === UNSEEN && draft.labels.includes('cf-risk-zombie')) draft.traffic = { seen: 'no' };
  const audience = audienceOf(draft);
  const sensitivity = sensitivityOf(draft);
  draft.audience = audience.value;
  draft.audienceReason = audience.reason;
  draft.sensitivity = sensitivity.value;
  draft.sensitivityReason = sensitivity.reason;
  draft.exposure = exposureOf(audience.value);
  return draft;
}

function byPlace(a: Endpoint, b: Endpoint): number {
  return compare(a.host, b.host) || compare(a.path, b.path) || compare(a.method, b.method);
}

/** By code units, so that the order does not depend on a locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function count(endpoints: readonly Endpoint[]): Pick<Inventory, 'counts' | 'sets'> {
  const sets = { saved: 0, 'saved+documented': 0, discovered: 0, 'discovered+documented': 0, documented: 0 };
  for (const { sources } of endpoints) sets[sourceSetOf(sources)] += 1;
  const counts = {
    saved: sets.saved + sets['saved+documented'],
    discovered: sets.discovered + sets['discovered+documented'],
    documented: sets['saved+documented'] + sets['discovered+documented'] + sets.documented,
    documentedOnly: sets.documented,
    total: endpoints.length,
  };
  return { counts, sets };
}
