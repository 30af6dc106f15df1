/** The buttons of a control that acts already: enforce it, leave it on trial, or take it back. */
import { decide, findDecision, lookAgainAt, moveDecision } from '../../../db/decisions.ts';
import { standingOf } from '../../../db/endpoints.ts';
import { listGone } from '../../../db/gone-items.ts';
import { findItem, listFindings } from '../../../db/results.ts';
import { newestScan } from '../../../db/scans.ts';
import { ItemValue } from '../../messages/action-ids.ts';
import { plain } from '../../messages/message.ts';
import { keptInWords, promotedInWords, rolledBackInWords } from '../../messages/staged-controls.ts';
import { actedOnNow } from '../../publish/move-stages.ts';
import { settleReview } from '../../publish/settle-review.ts';
import { guardedBy } from '../../review/guards.ts';
import { restsOn } from '../../review/rests-on.ts';
import type { Decision, Review, ReviewItem } from '../../review/review.ts';
import { isOnTrial, isStaged } from '../../review/stage.ts';
import { concerned } from '../decide-on.ts';
import { type Turn, UserError } from '../listener.ts';
import { openReview } from '../reviews.ts';
import type { Click } from './click.ts';

const KEPT_DAYS = 14;

/** Rejecting traffic is always for two: the promotion waits for the second, and the trial goes on meanwhile. */
export async function promote(turn: Turn, click: Click): Promise<void> {
  const { tx, workspaceId, actor, now } = turn;
  const { review, item, decision, snapshotId } = await controlOf(turn, click, 'decide on an item');
  if (!isOnTrial(decision.state)) throw new UserError('This is enforced already. Nothing was changed.');
  await decide(tx, workspaceId, {
    reviewId: review.id,
    itemId: item.id,
    choice: 'enforce-now',
    state: 'proposed',
    reason: decision.state === 'ready' ? 'its gate was passed' : 'before its gate was passed',
    until: null,
    decidedBy: actor.userId,
    decidedAt: now,
    snapshotId,
    ...restsOn(item, await listFindings(tx, review.id)),
    actedOn: await actedOnNow(tx, review.id, item),
    replaces: decision.id,
  });
  turn.send(...(await settleReview(tx, workspaceId, review.id)));
  await turn.whisper(plain(promotedInWords(item.title)));
}

export async function keepLogging(turn: Turn, click: Click): Promise<void> {
  const { tx, workspaceId, actor, now } = turn;
  const { review, item, decision, snapshotId } = await controlOf(turn, click, 'decide on an item');
  if (!isOnTrial(decision.state)) throw new UserError('This is enforced already. Nothing was changed.');
  const day = new Date(now.getTime() + KEPT_DAYS * 24 * 60 * 60_000).toISOString().slice(0, 10);
  await lookAgainAt(tx, decision.id, day);
  if (decision.state !== 'kept') {
    const why = { by: actor.userId, at: now, why: `looked at again on ${day}`, snapshotId };
    await moveDecision(tx, workspaceId, decision, 'kept', why);
  }
  turn.send(...(await settleReview(tx, workspaceId, review.id)));
  await turn.whisper(plain(keptInWords(item.title, day)));
}

/** One person may: what harms callers must not wait for a second. */
export async function rollBack(turn: Turn, click: Click): Promise<void> {
  const { tx, workspaceId, actor, now } = turn;
  const { review, item, decision, snapshotId } = await controlOf(turn, click, 'roll a control back');
  const control = guardedBy(item.check);
  const standing = control ? await standingOf(tx, review.id, control, item.endpointKeys) : [];
  const rules = standing.flatMap(({ controls }) => (control && controls[control]?.rules) || []);
  const why = { by: actor.userId, at: now, why: 'taken back by a person', snapshotId };
  await moveDecision(tx, workspaceId, decision, 'rolled-back', why);
  turn.send(...(await settleReview(tx, workspaceId, review.id)));
  await turn.whisper(
    plain(rolledBackInWords(item.title, decision.state === 'enforced' ? 'enforce' : 'log', [...new Set(rules)])),
  );
}

interface Control {
  review: Review;
  item: ReviewItem;
  decision: Decision;
  snapshotId: string;
}

async function controlOf(
  turn: Turn,
  { value }: Click,
  action: 'decide on an item' | 'roll a control back',
): Promise<Control> {
  const { tx } = turn;
  const [reviewId, decisionId] = ItemValue.parse(value);
  const review = await openReview(turn, reviewId);
  const decision = await findDecision(tx, decisionId);
  if (!decision || decision.reviewId !== review.id || !isStaged(decision.state))
    throw new UserError('This control is on trial no more. Nothing was changed: the message shows how it stands.');
  const item =
    (await findItem(tx, review.id, decision.itemId)) ??
    (await listGone(tx, review.id)).find((gone) => gone.item.id === decision.itemId)?.item;
  const scan = await newestScan(tx, review.id);
  if (!item || !scan?.snapshotId) throw new UserError('This item is no longer here. Nothing was changed.');
  turn.demand(action, await concerned(turn, review, item));
  return { review, item, decision, snapshotId: scan.snapshotId };
}
