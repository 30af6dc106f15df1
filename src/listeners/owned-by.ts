/** What somebody acts on when they act on what an owner has in a review. */
import { deputiesOf } from '../../db/endpoints.ts';
import type { Subject } from '../review/may.ts';
import type { Review } from '../review/review.ts';
import { isOneOf } from '../review/roles.ts';
import type { Turn } from './listener.ts';

/** An owner may have several deputies, for different endpoints: of these the one who acts, else the first. */
export async function ownedBy({ tx, actor }: Turn, { id, leadId }: Review, ownerId: string): Promise<Subject> {
  const deputies = await deputiesOf(tx, id, ownerId);
  const deputyId = deputies.find((each) => isOneOf(actor, each)) ?? deputies[0];
  return { leadId, ownerId, ...(deputyId !== undefined && { deputyId }) };
}
