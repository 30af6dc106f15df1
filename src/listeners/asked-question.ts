/** The question that somebody is about to answer. */
import { listEndpoints } from '../../db/endpoints.ts';
import { findQuestion } from '../../db/questions.ts';
import { isTheirs, askedOf as personAsked } from '../review/answers.ts';
import type { Question } from '../review/review.ts';
import { isOneOf } from '../review/roles.ts';
import { type Turn, UserError } from './listener.ts';
import { ownedBy } from './owned-by.ts';
import { openReview } from './reviews.ts';

/** The question, when this person may answer it; the review is locked. */
export async function askedOf(turn: Turn, questionId: string): Promise<Question> {
  const found = await findQuestion(turn.tx, questionId);
  if (!found) throw new UserError('This question is no longer asked. Nothing was changed.');
  const review = await openReview(turn, found.reviewId);
  // whoever handed it on may still answer for what is theirs
  const ownerId = isOneOf(turn.actor, found.ownerId) ? found.ownerId : personAsked(found);
  turn.demand('answer a question', { ...(await ownedBy(turn, review, found.ownerId)), ownerId });
  const question = (await findQuestion(turn.tx, questionId)) ?? found; // again, behind the lock
  if (!isTheirs(question, await listEndpoints(turn.tx, review.id)))
    throw new UserError('This has gone to someone else, who is asked now. Nothing was changed.');
  return question;
}
