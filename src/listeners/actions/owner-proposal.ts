/** The buttons under proposed owners, and the form to choose from them. */
import { findProposal, type OwnerProposal, settleProposal } from '../../../db/owner-proposals.ts';
import { findReview } from '../../../db/reviews.ts';
import { ProposalValue } from '../../messages/action-ids.ts';
import { CHOICES_AT_MOST, chooseOwnersForm, ownersApplied, ownersDismissed } from '../../messages/owner-proposal.ts';
import type { ProposedRule } from '../../review/proposed-rule.ts';
import { applyRules } from '../assign-owner.ts';
import { hiddenFrom } from '../hidden-from.ts';
import { FormError, type Turn, UserError } from '../listener.ts';
import { openReview } from '../reviews.ts';
import { allIn, type Submission } from '../views/submission.ts';
import type { Click } from './click.ts';

export async function applyOwners(turn: Turn, { value }: Click): Promise<void> {
  const proposal = await waiting(turn, value);
  await turn.redraw(await applied(turn, proposal, proposal.rules));
}

export async function chooseOwners(turn: Turn, { value }: Click): Promise<void> {
  turn.open(chooseOwnersForm(await waiting(turn, value)));
}

export async function dismissOwners(turn: Turn, { value }: Click): Promise<void> {
  const { id } = await waiting(turn, value);
  await settleProposal(turn.tx, id, { state: 'dismissed', by: turn.actor.userId, at: turn.now });
  await turn.redraw(ownersDismissed());
}

export async function applyChosenOwners(turn: Turn, form: Submission): Promise<void> {
  const proposal = await waiting(turn, form.metadata);
  const chosen = new Set((allIn(form, 'rules') ?? '').split(', '));
  const rules = proposal.rules.slice(0, CHOICES_AT_MOST).filter((_, index) => chosen.has(String(index)));
  if (rules.length === 0) throw new FormError({ rules: 'Please choose at least one.' });
  await turn.whisper(await applied(turn, proposal, rules));
}

async function applied(turn: Turn, proposal: OwnerProposal, rules: readonly ProposedRule[]) {
  const named = new Set(rules.flatMap(({ ownerId, deputyId }) => [ownerId, ...(deputyId ? [deputyId] : [])]));
  const hidden = await hiddenFrom(turn, [...named], proposal.reviewId);
  if (hidden) throw new UserError(`${hidden} Nothing was changed.`);
  const review = await openReview(turn, proposal.reviewId);
  // Once more behind the lock: two may press at the same time.
  if (!(await settleProposal(turn.tx, proposal.id, { state: 'applied', by: turn.actor.userId, at: turn.now })))
    throw new UserError(ANSWERED);
  return ownersApplied(review.name, rules.length, await applyRules(turn, review, rules));
}

const ANSWERED = 'This was answered before. Nothing was changed.';

async function waiting(turn: Turn, value: string): Promise<OwnerProposal> {
  const proposal = await findProposal(turn.tx, ProposalValue.parse(value));
  const review = proposal && (await findReview(turn.tx, proposal.reviewId));
  if (!proposal || !review) throw new UserError('This is no longer here. Nothing was changed.');
  turn.demand('assign owners', { leadId: review.leadId });
  if (proposal.state !== 'asked') throw new UserError(ANSWERED);
  return proposal;
}
