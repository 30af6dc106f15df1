/** Records an answer as a new version; what the checks make of it follows. */
import { type NewAnswer, recordAnswer } from '../../db/questions.ts';
import { settleReview } from '../publish/settle-review.ts';
import type { Question } from '../review/review.ts';
import type { Turn } from './listener.ts';
import { reassess } from './reassess.ts';

export async function giveAnswer(
  turn: Turn,
  question: Question,
  answer: Omit<NewAnswer, 'saidBy' | 'saidAt' | 'endpointKeys'>,
  endpointKeys = question.endpointKeys,
): Promise<void> {
  const { tx, workspaceId, actor, now } = turn;
  await recordAnswer(tx, workspaceId, question.id, {
    ...answer,
    endpointKeys,
    saidBy: actor.userId,
    saidAt: now,
  });
  await reassess(turn, question.reviewId);
  turn.send(...(await settleReview(tx, workspaceId, question.reviewId)));
}
