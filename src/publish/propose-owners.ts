/** Says to whoever may assign owners what speaks for which. Rows only; the caller sends what is returned. */
import { listOwners } from '../../db/endpoints.ts';
import { keepProposal } from '../../db/owner-proposals.ts';
import { listOwnershipRules } from '../../db/ownership-rules.ts';
import type { Tx } from '../../db/pool.ts';
import type { PostTarget } from '../../db/posts.ts';
import { say } from '../../db/posts.ts';
import { ownerProposal } from '../messages/owner-proposal.ts';
import type { Understood } from '../review/owner-lines.ts';
import { effectOf } from '../review/proposed-rule.ts';
import type { Review } from '../review/review.ts';

export interface Proposing {
  origin: 'file' | 'document' | 'guess';
  name: string;
  understood: Understood;
  askedOf: string;
  target: PostTarget;
  /** Keys that the review is about to have. */
  coming?: readonly string[];
  at: Date;
  /** Says so even when it would change nothing: somebody gave it. */
  always: boolean;
}

export async function proposeOwners(
  tx: Tx,
  workspaceId: string,
  review: Review,
  proposing: Proposing,
): Promise<string | undefined> {
  const { origin, name, understood, askedOf, target, coming = [], at, always } = proposing;
  const endpoints = await listOwners(tx, review.id);
  const known = new Set(endpoints.map(({ key }) => key));
  const all = [
    ...endpoints,
    ...coming.filter((key) => !known.has(key)).map((key) => ({ key, ownerId: review.leadId, deputyId: null })),
  ];
  const { rules, idle, known: asBefore } = effectOf(understood.wished, await listOwnershipRules(tx), all);
  if (rules.length === 0 && !always && understood.notUnderstood.length === 0) return undefined;
  const proposal = await keepProposal(tx, workspaceId, {
    reviewId: review.id,
    origin,
    name,
    rules,
    notUnderstood: understood.notUnderstood,
    askedOf,
    at,
  });
  const message = ownerProposal(review.name, proposal, { idle, known: asBefore });
  return say(tx, workspaceId, { key: `owners-${proposal.id}`, target, message });
}
