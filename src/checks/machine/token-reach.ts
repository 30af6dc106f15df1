/** The permissions to change something that an API token has for every zone or account at once. */
import type { SectionValues } from '../snapshot.ts';

type Policy = SectionValues['apiTokens'][number]['policies'][number];

const WRITES = /\b(?:write|edit)\b/i;

export function writesEverywhere(policies: readonly Policy[]): string[] {
  return policies
    .filter(({ effect, resources }) => effect !== 'deny' && resources.some(isEverything))
    .flatMap(({ permissionGroups }) => permissionGroups.filter((group) => WRITES.test(group)));
}

/** All buckets of a store are not all zones. */
const isEverything = (resource: string): boolean =>
  /(?:com\.cloudflare\.api\.account(?:\.zone)?\.|\/)\*$/.test(resource);
