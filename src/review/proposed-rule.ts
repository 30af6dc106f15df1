/** A rule of ownership that waits for somebody's word, with what speaks for it. Pure. */
import { z } from 'zod';
import { type OwnershipRule, ruleFinder } from './ownership.ts';

export const ProposedRule = z.object({
  pattern: z.string(),
  ownerId: z.string(),
  deputyId: z.string().nullable(),
  /** What the owner is called, where Slack shows no mentions. */
  called: z.string(),
  because: z.string(),
  /** How many endpoints would go to another owner by it. */
  endpoints: z.int(),
});
export type ProposedRule = z.infer<typeof ProposedRule>;

export type Wished = Omit<ProposedRule, 'endpoints'>;

export interface Effect {
  rules: ProposedRule[];
  /** Patterns that are about no endpoint of the review. */
  idle: string[];
  /** How many say only what is so already. */
  known: number;
}

/** What the wished rules would change beside those that stand; where several are about an endpoint, the most specific counts. */
export function effectOf(
  wished: readonly Wished[],
  standing: readonly OwnershipRule[],
  endpoints: readonly { key: string; ownerId: string; deputyId: string | null }[],
): Effect {
  const replaced = new Set(wished.map(({ pattern }) => pattern));
  const find = ruleFinder<OwnershipRule & { wish?: Wished }>([
    ...standing.filter(({ pattern }) => !replaced.has(pattern)),
    ...wished.map((wish) => ({ pattern: wish.pattern, ownerId: wish.ownerId, deputyId: wish.deputyId, wish })),
  ]);
  const about = new Set<Wished>();
  const changes = new Map<Wished, number>();
  for (const { key, ownerId, deputyId } of endpoints) {
    const [best, ...others] = find(key);
    for (const each of [best, ...others]) if (each?.wish) about.add(each.wish);
    if (!best?.wish || (best.ownerId === ownerId && best.deputyId === deputyId)) continue;
    changes.set(best.wish, (changes.get(best.wish) ?? 0) + 1);
  }
  const rules = wished.flatMap((wish) => {
    const changed = changes.get(wish);
    return changed === undefined ? [] : [{ ...wish, endpoints: changed }];
  });
  return {
    rules,
    idle: wished.filter((wish) => !about.has(wish)).map(({ pattern }) => pattern),
    known: wished.filter((wish) => about.has(wish) && !changes.has(wish)).length,
  };
}
