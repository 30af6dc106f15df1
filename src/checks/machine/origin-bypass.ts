/** An origin can be found when a record that is not proxied gives away the address, or the name, behind a proxied API host. The zone's own setting is read; origins that ask single hosts only are not seen. */
import { defineCheck, fail, unknown } from '../check.ts';
import { soundsLikeApi } from '../observed.ts';
import type { SectionValues } from '../snapshot.ts';

export default defineCheck({
  id: 'machine.origin-bypass',
  step: 6,
  title: 'The origin can be found, and takes connections that are not Cloudflare’s',
  gap: 'origin reachable directly',
  change: 'origin',
  severity: 'medium',
  needs: ['originTls', 'dns', 'operations'],
  why: 'Whoever reads the address in the DNS talks to the origin directly: no rule, limit, token check or log of the edge applies to him.',
  fix: 'Turn on Authenticated Origin Pulls under SSL/TLS › Origin Server and let the origin refuse connections without that certificate, or connect it by Cloudflare Tunnel; then proxy or remove the records that give it away.',
  standards: ['API8:2023'],

  evaluate({ originTls, dns, endpoints, zone }) {
    const hosts = new Set(endpoints.map(({ host }) => host));
    const records = dns.map((record) => ({
      ...record,
      name: plain(record.name),
      content: plain(record.content ?? ''),
    }));
    const servesApi = (name: string) =>
      name.startsWith('*.')
        ? [...hosts].some((host) => host.endsWith(name.slice(1)))
        : hosts.has(name) || soundsLikeApi(name.slice(0, -zone.name.length));
    const origins = originsOf(records, (record) => record.proxied === true && servesApi(record.name));
    const telling = records
      .filter(({ proxied, name, content }) => proxied === false && (origins.has(name) || origins.has(content)))
      .map(({ name }) => name);
    if (telling.length === 0 || originTls.enabled === true) return [];
    const subject = `zone:${zone.name}`;
    if (originTls.enabled === null) return [unknown(subject, 'not_understood')];
    return [fail(subject, { facts: { records: [...new Set(telling)].sort() } })];
  },
});

type DnsRecord = SectionValues['dns'][number] & { content: string };

/** What stands behind the chosen records, aliases followed for as long as they stay in the zone. */
function originsOf(records: readonly DnsRecord[], isChosen: (record: DnsRecord) => boolean): ReadonlySet<string> {
  const byName = new Map<string, string[]>();
  for (const { name, content } of records) byName.set(name, [...(byName.get(name) ?? []), content]);
  const found = new Set<string>();
  const follow = (contents: readonly string[]): void => {
    for (const content of contents) {
      if (content === '' || found.has(content) || IS_TUNNEL.test(content)) continue;
      found.add(content);
      follow(byName.get(content) ?? []);
    }
  };
  follow(records.filter(isChosen).map(({ content }) => content));
  return found;
}

/** A tunnel is opened from within: there is no address to connect to. */
const IS_TUNNEL = /\.cfargotunnel\.com$/;
const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');
