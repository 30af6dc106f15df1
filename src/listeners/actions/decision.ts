/** The buttons of an item, and those of the second person. */
import { findDecision, second } from '../../../db/decisions.ts';
import { DecisionValue } from '../../messages/action-ids.ts';
import { settleReview } from '../../publish/settle-review.ts';
import { Choice } from '../../review/review.ts';
import { decideOn } from '../decide-on.ts';
import { itemOf, openAcceptForm } from '../item-meant.ts';
import { type Turn, UserError } from '../listener.ts';
import { openReview } from '../reviews.ts';
import { tellDecided, tellUnlessShown } from '../tell-decided.ts';
import type { Click } from './click.ts';

/** The action id says which choice, the value which item. */
export async function decideItem(turn: Turn, { value, inPrivate }: Click, choice: string): Promise<void> {
  const { review, item } = await itemOf(turn, value);
  const wish = Choice.safeParse(choice);
  if (!wish.success || !item.choices.includes(wish.data))
    throw new UserError('This choice is not offered any more. Nothing was decided.');
  const tell = inPrivate ? tellDecided : tellUnlessShown;
  await tell(turn, review, item, wish.data);
  await decideOn(turn, review, item, { choice: wish.data, reason: null, until: null });
}

export async function openAcceptRisk(turn: Turn, { value }: Click): Promise<void> {
  const { review, item } = await itemOf(turn, value);
  await openAcceptForm(turn, review, item);
}

export const approve = (turn: Turn, click: Click) => answerDecision(turn, click, 'approved');
export const decline = (turn: Turn, click: Click) => answerDecision(turn, click, 'declined');

async function answerDecision(turn: Turn, { value }: Click, state: 'approved' | 'declined'): Promise<void> {
  const { tx, workspaceId, actor, now } = turn;
  const decision = await findDecision(tx, DecisionValue.parse(value));
  if (!decision) throw new UserError('This decision is no longer here. Nothing was changed.');
  const review = await openReview(turn, decision.reviewId);
  turn.demand('approve or decline this decision', { decidedBy: decision.decidedBy });
  const answered = await second(tx, workspaceId, decision, { state, by: actor.userId, at: now });
  if (!answered) throw new UserError('This decision was answered before, or replaced by another. Nothing was changed.');
  turn.send(...(await settleReview(tx, workspaceId, review.id)));
}
