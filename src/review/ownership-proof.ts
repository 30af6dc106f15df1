/** Whether every endpoint has one owner: which have none that was named, and which have two by rules that say equally much. Pure. */
import { isUnowned, type Standing } from './guessed-owners.ts';
import { type OwnershipRule, ruleFinder, weighsTheSame } from './ownership.ts';

export interface OwnershipProof {
  endpoints: number;
  owners: number;
  /** Keys for which nobody was named and nobody said so. */
  unowned: string[];
  twice: { key: string; patterns: string[] }[];
}

export function ownershipProof(endpoints: readonly Standing[], rules: readonly OwnershipRule[]): OwnershipProof {
  const find = ruleFinder(rules);
  return {
    endpoints: endpoints.length,
    owners: new Set(endpoints.map(({ ownerId }) => ownerId)).size,
    unowned: endpoints.filter(isUnowned).map(({ key }) => key),
    twice: endpoints.flatMap(({ key }) => {
      const [best, ...others] = find(key);
      if (!best) return [];
      const rivals = others.filter((each) => weighsTheSame(each, best) && each.ownerId !== best.ownerId);
      return rivals.length > 0 ? [{ key, patterns: [best, ...rivals].map(({ pattern }) => pattern) }] : [];
    }),
  };
}

/** By key, for a column: how often an endpoint is owned, and by which rules when twice. */
export function ownedInWords({ unowned, twice }: OwnershipProof): (key: string) => string {
  const none = new Set(unowned);
  const rivals = new Map(twice.map(({ key, patterns }) => [key, patterns]));
  return (key) => {
    const patterns = rivals.get(key);
    if (patterns) return `twice, by the rules ${patterns.join(' and ')}`;
    return none.has(key) ? 'by nobody who was named' : 'once';
  };
}
