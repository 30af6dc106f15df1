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
      .filter(({ type, name }) => TYPES.has(type) && isHost(name))
      .map((record) => ({ ...record, name: record.name.toLowerCase() }));
    const looksLikeApi = (name: string) => hosts.has(name) || soundsLikeApi(belowZone(name, zone.name));
    const behindProxy = new Set(
      records.flatMap(({ name, proxied, content }) =>
        proxied === true && content && looksLikeApi(name) ? content.toLowerCase() : [],
      ),
    );
    return records
      .filter(({ name, proxied, content }) => proxied === false && looksLikeApi(name) && !isPrivate(content ?? ''))
      .map(({ name, type, content }) => {
        const shared = content !== null && behindProxy.has(content.toLowerCase());
        return fail(`dns:${name}`, { severity: shared ? 'critical' : 'high', facts: { type, sharesOrigin: shared } });
      });
  },
});

/** Names with an underscore prove something to somebody (certificates, mail): nobody calls them. */
const isHost = (name: string): boolean => !name.split('.').some((label) => label.startsWith('_'));

/** Addresses that nobody reaches from the Internet: there is no way past the edge to them. */
const PRIVATE =
  /^(?:0|10|127)\.|^169\.254\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\.|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|^(?:f[cd]|fe[89ab])[0-9a-f]*:|^::1?$/i;
const isPrivate = (content: string): boolean => PRIVATE.test(content);

function belowZone(name: string, zone: string): string {
  return name.endsWith(`.${zone}`) ? name.slice(0, -zone.length - 1) : '';
}
