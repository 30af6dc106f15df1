import { defineCheck, fail } from '../check.ts';
import { soundsLikeApi } from '../observed.ts';

const TYPES: ReadonlySet<string> = new Set(['A', 'AAAA', 'CNAME']);

export default defineCheck({
  id: 'inventory.unproxied-api-host',
  step: 1,
  title: 'API hosts that bypass Cloudflare',
  gap: 'bypasses the edge',
  change: 'reroutes',
  severity: 'high',
  needs: ['dns', 'operations'],
  why: 'Requests to a name that is not proxied go straight to the origin: no rule, limit or log of the edge sees them.',
  fix: 'Proxy the record, and let the origin accept connections from Cloudflare only.',
  standards: ['API8:2023'],

  evaluate({ dns, endpoints, zone }) {
    const hosts = new Set(endpoints.map(({ host }) => host));
    const records = dns
      .filter(({ type }) => TYPES.has(type))
      .map((record) => ({ ...record, name: record.name.toLowerCase() }));
    const looksLikeApi = (name: string) => hosts.has(name) || soundsLikeApi(belowZone(name, zone.name));
    const behindProxy = new Set(
      records.flatMap(({ name, proxied, content }) =>
        proxied === true && content && looksLikeApi(name) ? content : [],
      ),
    );
    return records
      .filter(({ name, proxied }) => proxied === false && looksLikeApi(name))
      .map(({ name, type, content }) => {
        const shared = content !== null && behindProxy.has(content);
        return fail(`dns:${name}`, { severity: shared ? 'critical' : 'high', facts: { type, sharesOrigin: shared } });
      });
  },
});

function belowZone(name: string, zone: string): string {
  return name.endsWith(`.${zone}`) ? name.slice(0, -zone.length - 1) : '';
}
