/** The hosts that a review was asked to keep to, and those there are. */

const SHOWN = 10;

/** Why a review of these hosts would be a review of nothing, if so. No hosts means all of them. */
export function whyNotTheseHosts(hosts: readonly string[], endpoints: readonly { host: string }[]): string | undefined {
  const there = [...new Set(endpoints.map(({ host }) => host))].sort();
  if (hosts.length === 0 || hosts.some((host) => there.includes(host))) return undefined;
  const asked = `No endpoint on ${hosts.join(', ')}`;
  if (there.length === 0) return `${asked}, nor on any host of this zone.`;
  const left = there.length - SHOWN;
  return `${asked}. Hosts of this zone: ${there.slice(0, SHOWN).join(', ')}${left > 0 ? ` and ${left} more` : ''}.`;
}

/** Known before anything is read: what does not end in the zone's name is no host of it. */
export function whyOutsideZone(hosts: readonly string[], zoneName: string): string | undefined {
  const outside = hosts.filter((host) => host !== zoneName && !host.endsWith(`.${zoneName}`));
  if (outside.length === 0) return undefined;
  return `${outside.join(', ')} ${outside.length === 1 ? 'is no host' : 'are no hosts'} of ${zoneName}.`;
}
