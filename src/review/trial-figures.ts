/** What the analytics counted, attributed to the endpoints that a staged control guards. */
import { compareText } from '../checks/check.ts';
import type { TrialReading } from '../checks/trial-reading.ts';
import type { Figures } from './gate.ts';

type Place = { key: string; method: string; host: string; path: string; audience: string | null };

const WORST_SHOWN = 3;
/** What lets a request through is no hit. */
const PASSING = new Set(['skip', 'allow']);

/** `guarded` are keys of `places`. Only requests that were answered well count: an attack proves nobody's traffic. */
export function trialFigures(
  reading: TrialReading,
  places: readonly Place[],
  guarded: ReadonlySet<string>,
  stage: 'logs' | 'stops',
): Figures {
  const placeOf = placesBy(places);
  const hits = reading.hits.filter(({ action }) => !PASSING.has(action) && (action === 'log') === (stage === 'logs'));
  const total = (rows: readonly { count: number }[]) => rows.reduce((sum, { count }) => sum + count, 0);
  const served = reading.requests.filter(({ status }) => status >= 200 && status < 300);
  const onGuarded = served.filter((each) => guarded.has(placeOf(each)?.key ?? ''));
  const stopped = stage === 'stops' ? total(hits) : 0; // what is stopped is answered 403, and was a request all the same
  return {
    requests: total(onGuarded) + stopped,
    hits: total(hits),
    partnerHits: total(hits.filter((each) => placeOf(each)?.audience === 'partner')),
    strangeHits: total(hits.filter((each) => placeOf(each) === undefined)),
    whole: reading.hitsWhole,
    sampleInterval: reading.sampleInterval,
    worst: hits
      .toSorted((a, b) => b.count - a.count || compareText(a.path, b.path))
      .slice(0, WORST_SHOWN)
      .map(({ method, host, path, asn, agent, count }) => ({ what: `${method} ${host}${path}`, asn, agent, count })),
  };
}

/** The most specific template takes a path, as at Cloudflare. */
function placesBy(places: readonly Place[]) {
  const byHost = new Map<string, { place: Place; segments: string[]; variables: number }[]>();
  for (const place of places) {
    const segments = place.path.split('/');
    const variables = segments.filter(isVariable).length;
    const key = `${place.method} ${place.host}`;
    byHost.set(key, [...(byHost.get(key) ?? []), { place, segments, variables }]);
  }
  for (const list of byHost.values())
    list.sort((a, b) => a.variables - b.variables || compareText(a.place.key, b.place.key));
  return ({ method, host, path }: { method: string; host: string; path: string }): Place | undefined => {
    const segments = path.split('/');
    return byHost.get(`${method} ${host.toLowerCase()}`)?.find((each) => fits(each.segments, segments))?.place;
  };
}

const isVariable = (segment: string) => segment.includes('{');

const fits = (template: readonly string[], path: readonly string[]): boolean =>
  template.length === path.length &&
  template.every((segment, index) => (isVariable(segment) ? path[index] !== '' : segment === path[index]));
