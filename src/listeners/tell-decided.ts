/** Tells the one who decides what was recorded, before everybody else reads it in the thread. */
import { listAdmins } from '../../db/people.ts';
import { pageOf } from '../messages/remediation-list.ts';
import { recorded } from '../messages/second-person.ts';
import { approvers } from '../review/may.ts';
import type { Choice, Decision, Review, ReviewItem } from '../review/review.ts';
import type { Turn } from './listener.ts';

/** `before` is what it replaces. */
export async function tellDecided(
  turn: Turn,
  review: Review,
  item: ReviewItem,
  choice: Choice,
  before?: Decision,
): Promise<void> {
  await turn.whisper(recorded(review, item, choice, await secondFor(turn, review, item, choice), before));
}

/** Whether the thread shows enough: a button there is redrawn as the decision, unless somebody has to be asked. */
export async function tellUnlessShown(turn: Turn, review: Review, item: ReviewItem, choice: Choice): Promise<void> {
  const second = await secondFor(turn, review, item, choice);
  if (pageOf(item) > 1 || second.length === 0) await turn.whisper(recorded(review, item, choice, second));
}

async function secondFor({ tx, actor }: Turn, review: Review, item: ReviewItem, choice: Choice) {
  if (!item.needSecond.includes(choice)) return 'not needed' as const;
  return approvers(review.leadId, actor.userId, await listAdmins(tx));
}
