import type { Endpoint } from '../../inventory/endpoint.ts';
import { defineCheck, fail } from '../check.ts';
import { isSaved } from '../observed.ts';

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
    const saved = endpoints.filter(isSaved);
    return bolaScans
      .filter(({ verdict, zoneTag }) => verdict === 'warning' && (zoneTag === null || zoneTag === zone.id))
      .flatMap(({ id, requests }) => {
        const tested = saved.filter((endpoint) => requests.some((request) => matches(endpoint, request)));
        const subjects = tested.length > 0 ? tested.map(({ key }) => key) : [`zone:${zone.name}`];
        return subjects.map((subject) => fail(subject, { facts: { scan: id } }));
      });
  },
});

function matches({ method, host, path }: Endpoint, request: { method: string; url: string }): boolean {
  if (request.method.toUpperCase() !== method || !URL.canParse(request.url)) return false;
  const url = new URL(request.url);
  const wanted = path.split('/');
  const given = url.pathname.split('/');
  return (
    url.hostname === host &&
    wanted.length === given.length &&
    wanted.every((segment, index) => segment.startsWith('{') || segment === given[index])
  );
}
