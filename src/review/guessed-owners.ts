/** Who might own what nobody was named for: whoever had it in an earlier review, else whose everything around it is. Pure. */
import { NO_OWNER_SET } from './ownership.ts';
import type { Wished } from './proposed-rule.ts';

export interface Standing {
  key: string;
  ownerId: string;
  ownerBecause: string;
  acknowledgedBy: string | null;
}

export interface OwnedBefore {
  key: string;
  ownerId: string;
  review: string;
}

export const isUnowned = ({ ownerBecause, acknowledgedBy }: Standing) =>
  ownerBecause === NO_OWNER_SET && acknowledgedBy === null;

/** `called` may be an owner who cannot be one any more: undefined, and nothing is proposed. */
export function guessedOwners(
  endpoints: readonly Standing[],
  before: readonly OwnedBefore[],
  called: (ownerId: string) => string | undefined,
): Wished[] {
  const unowned = endpoints.filter(isUnowned).map(({ key }) => key);
  if (unowned.length === 0) return [];
  const owned = endpoints.filter((each) => !isUnowned(each));
  const earlier = new Map(before.map((each) => [each.key, each]));
  const guesses = new Map<string, { ownerId: string; because: string }>();
  for (const key of unowned) {
    const known = earlier.get(key);
    if (known && called(known.ownerId))
      guesses.set(key, { ownerId: known.ownerId, because: `owned it in ${known.review}` });
  }
  const around = ownersByPlace(owned);
  for (const key of unowned) {
    if (guesses.has(key)) continue;
    const place = placesOf(key).find((each) => around.has(each));
    const found = place === undefined ? undefined : around.get(place);
    const [only, ...others] = found?.owners ?? [];
    if (place === undefined || !found || only === undefined || others.length > 0 || !called(only)) continue;
    const because = `owns ${found.endpoints === 1 ? 'the one other endpoint' : `all ${found.endpoints} other endpoints`} below ${place}`;
    guesses.set(key, { ownerId: only, because });
  }
  return together(endpoints, guesses).map((each) => ({ ...each, deputyId: null, called: called(each.ownerId) ?? '' }));
}

function ownersByPlace(owned: readonly Standing[]): Map<string, { owners: Set<string>; endpoints: number }> {
  const found = new Map<string, { owners: Set<string>; endpoints: number }>();
  for (const { key, ownerId } of owned) {
    for (const place of placesOf(key)) {
      const here = found.get(place) ?? { owners: new Set(), endpoints: 0 };
      here.owners.add(ownerId);
      here.endpoints += 1;
      found.set(place, here);
    }
  }
  return found;
}

/** The folders an endpoint lies in, the nearest first, the host last. What is variable tells nothing. */
function placesOf(key: string): string[] {
  const [host = '', ...segments] = key.slice(key.indexOf(' ') + 1).split('/');
  const variable = segments.findIndex((segment) => segment.startsWith('{'));
  const fixed = variable < 0 ? segments : segments.slice(0, variable);
  return [...fixed.keys(), fixed.length].map((length) => [host, ...fixed.slice(0, length)].join('/')).reverse();
}

/** One rule for a folder in which all that stands is guessed to be one owner's; else one for each endpoint. */
function together(
  endpoints: readonly Standing[],
  guesses: ReadonlyMap<string, { ownerId: string; because: string }>,
): { pattern: string; ownerId: string; because: string }[] {
  const whose = new Map<string, Set<string>>();
  const reasons = new Map<string, Set<string>>();
  for (const each of endpoints) {
    const guess = guesses.get(each.key);
    const owner = guess?.ownerId ?? (isUnowned(each) ? '' : each.ownerId);
    for (const place of placesOf(each.key)) {
      whose.set(place, (whose.get(place) ?? new Set()).add(owner));
      if (guess) reasons.set(place, (reasons.get(place) ?? new Set()).add(guess.because));
    }
  }
  const rules = new Map<string, { pattern: string; ownerId: string; because: string }>();
  for (const [key, { ownerId, because }] of guesses) {
    const folder = placesOf(key)
      .toReversed()
      .find((place) => whose.get(place)?.size === 1);
    const pattern = folder === undefined ? key : `${folder}/**`;
    const all = [...(folder === undefined ? [because] : (reasons.get(folder) ?? []))];
    const words = all.length <= 2 ? all.join('; ') : `${all.slice(0, 2).join('; ')}; and more`;
    rules.set(pattern, { pattern, ownerId, because: words });
  }
  return [...rules.values()];
}
