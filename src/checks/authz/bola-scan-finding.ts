import type { Endpoint } from '../../inventory/endpoint.ts';
import { standsFor } from '../../inventory/host-variables.ts';
import { normalisePath } from '../../inventory/normalise.ts';
import { defineCheck, fail } from '../check.ts';
import { isSaved } from '../observed.ts';
import type { Sections, SectionValues, Snapshot } from '../snapshot.ts';

export default defineCheck({
  id: 'authz.bola-scan-finding',
  step: 3,
  title: 'A scan reached an object that belongs to somebody else',
  gap: 'objects of others reached',
  change: 'origin',
  severity: 'critical',
  needs: ['operations', 'bolaScans'],
  whole: ['operations'],
  why: 'It was tried with two accounts, and one got what is the other’s.',
  fix: 'Check in the application that the caller may reach the very object named, then scan again.',
  standards: ['API1:2023'],

  evaluate({ bolaScans, endpoints, zone }) {
    return warnings(bolaScans, endpoints, zone).flatMap(({ scan, tested }) => {
      const subjects = tested.length > 0 ? tested.map(({ key }) => key) : [`zone:${zone.name}`];
      return subjects.map((subject) => fail(subject, { facts: { scan } }));
    });
  },
});

/** Keys of the endpoints on which a scan got what belongs to somebody else. */
export const reachedBy = (
  bolaScans: Sections['bolaScans'],
  endpoints: readonly Endpoint[],
  zone: Pick<Snapshot['zone'], 'id' | 'name'>,
): ReadonlySet<string> =>
  new Set(
    bolaScans.state === 'read'
      ? warnings(bolaScans.value, endpoints, zone).flatMap(({ tested }) => tested.map(({ key }) => key))
      : [],
  );

function warnings(
  bolaScans: SectionValues['bolaScans'],
  endpoints: readonly Endpoint[],
  zone: Pick<Snapshot['zone'], 'id' | 'name'>,
): { scan: string; tested: Endpoint[] }[] {
  const saved = endpoints.filter(isSaved);
  return bolaScans
    .filter(({ verdict }) => verdict === 'warning')
    .flatMap(({ id, zoneTag, requests }) => {
      const urls = requests.flatMap(({ method, url }) =>
        URL.canParse(url) ? [{ method: method.toUpperCase(), url: new URL(url) }] : [],
      );
      // the target of an old scan may be gone: then its requests tell whose it was
      const isHere = zoneTag === null ? urls.some(({ url }) => isBelow(url.hostname, zone.name)) : zoneTag === zone.id;
      if (!isHere) return [];
      const tested = urls.flatMap((request) => mostSpecific(saved.filter((endpoint) => matches(endpoint, request))));
      return [{ scan: id, tested }];
    });
}

const isBelow = (host: string, zone: string): boolean => host === zone || host.endsWith(`.${zone}`);

function matches({ method, host, path }: Endpoint, request: { method: string; url: URL }): boolean {
  const wanted = path.split('/');
  const given = normalisePath(request.url.pathname).split('/');
  return (
    request.method === method &&
    standsFor(host, request.url.hostname) &&
    wanted.length === given.length &&
    wanted.every((segment, index) => segment.startsWith('{') || segment === given[index])
  );
}

/** Of several templates a request belongs to the one with the fewest variables. */
function mostSpecific(endpoints: readonly Endpoint[]): Endpoint[] {
  const variables = ({ host, path }: Endpoint) => `${host}${path}`.split('{').length;
  const fewest = Math.min(...endpoints.map(variables));
  return endpoints.filter((endpoint) => variables(endpoint) === fewest);
}
