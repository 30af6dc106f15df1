/** Gives endpoints to an owner by patterns, in a review and, as rules, in those to come. */
import { giveEach, listKeys } from '../../db/endpoints.ts';
import { listOwnershipRules, saveOwnershipRules } from '../../db/ownership-rules.ts';
import { code, count, inline, person, plain, safe } from '../messages/message.ts';
import { settleReview } from '../publish/settle-review.ts';
import { matches, type OwnershipRule, ruleFinder } from '../review/ownership.ts';
import type { Review } from '../review/review.ts';
import type { Turn } from './listener.ts';
import { reassess } from './reassess.ts';

const PATTERNS_SHOWN = 3;

export interface Assignment {
  patterns: readonly string[];
  ownerId: string;
  deputyId: string | null;
}

/** Of these patterns those that are about no endpoint of the review. */
export async function aboutNothing(turn: Turn, reviewId: string, patterns: readonly string[]): Promise<string[]> {
  const keys = await keysOf(turn, reviewId);
  return patterns.filter((pattern) => !keys.some((key) => matches(pattern, key)));
}

/** What a rule that says more of an endpoint gave to somebody stays with them. Every pattern is about something. */
export async function assignOwner(turn: Turn, review: Review, assignment: Assignment): Promise<void> {
  const { patterns, ownerId, deputyId } = assignment;
  const { given, kept, elsewhere } = await applyRules(
    turn,
    review,
    patterns.map((pattern) => ({ pattern, ownerId, deputyId })),
  );
  await turn.whisper(
    plain(
      [
        `${person(ownerId)} ${ownsInWords({ given, kept }, safe(review.name))}.`,
        ...(elsewhere > 0 ? [`${count(elsewhere, 'endpoint')} stay with whom a more specific rule names.`] : []),
        ...(deputyId ? [`${person(deputyId)} may act for them.`] : []),
        `The ${patterns.length === 1 ? 'rule' : 'rules'} ${inline(patterns, PATTERNS_SHOWN, (each) => code(each))} ${patterns.length === 1 ? 'is' : 'are'} kept for the reviews to come.`,
      ].join(' '),
    ),
  );
}

/** Keeps the rules and gives what they are about: how many changed hands, how many were so before, how many another rule keeps. */
export async function applyRules(
  turn: Turn,
  review: Review,
  rules: readonly OwnershipRule[],
): Promise<{ given: number; kept: number; elsewhere: number }> {
  const { tx, workspaceId, actor } = turn;
  await saveOwnershipRules(tx, workspaceId, rules, actor.userId);
  const wanted = new Set(rules.map(({ pattern }) => pattern));
  const find = ruleFinder(await listOwnershipRules(tx));
  const meant: Parameters<typeof giveEach>[2][number][] = [];
  let elsewhere = 0;
  for (const key of await keysOf(turn, review.id)) {
    const [best, ...others] = find(key);
    if (best && wanted.has(best.pattern)) {
      const { ownerId, deputyId, pattern } = best;
      meant.push({ key, ownerId, deputyId, because: `the rule ${pattern}` });
    } else if (others.some(({ pattern }) => wanted.has(pattern))) elsewhere += 1;
  }
  const given = await giveEach(tx, review.id, meant);
  const kept = meant.length - given;
  await reassess(turn, review.id);
  turn.send(...(await settleReview(tx, workspaceId, review.id)));
  return { given, kept, elsewhere };
}

/** Of those that are there: their facts are not needed, and take long to read. */
async function keysOf({ tx }: Turn, reviewId: string): Promise<string[]> {
  return (await listKeys(tx, reviewId)).flatMap(({ key, gone }) => (gone ? [] : [key]));
}

function ownsInWords({ given, kept }: { given: number; kept: number }, review: string): string {
  if (given === 0) return `owns ${count(kept, 'endpoint')} of ${review}, as before`;
  return `owns ${count(given, 'endpoint')} of ${review} now${kept > 0 ? `, and ${kept} as before` : ''}`;
}
