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
  await record(turn, question, { ...answer, endpointKeys });
  await follow(turn, question.reviewId);
}

/** What was answered in an earlier review, said anew by whoever says that it is still so. */
export async function takeOver(turn: Turn, questions: readonly Question[]): Promise<void> {
  const [first] = questions;
  if (!first) return;
  for (const question of questions) {
    const { earlier } = question;
    if (!earlier) continue;
    const endpointKeys = question.endpointKeys.filter((key) => earlier.endpointKeys.includes(key));
    const { value, words } = earlier;
    await record(turn, question, { value, words, confirmed: true, messageTs: null, endpointKeys });
  }
  await follow(turn, first.reviewId);
}

const record = (
  { tx, workspaceId, actor, now }: Turn,
  { id }: Question,
  answer: Omit<NewAnswer, 'saidBy' | 'saidAt'>,
) => recordAnswer(tx, workspaceId, id, { ...answer, saidBy: actor.userId, saidAt: now });

async function follow(turn: Turn, reviewId: string): Promise<void> {
  const { tx, workspaceId } = turn;
  await reassess(turn, reviewId);
  turn.send(...(await settleReview(tx, workspaceId, reviewId)));
}
