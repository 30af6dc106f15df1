/** The buttons of the review card. */
import { endReview, findReview } from '../../../db/reviews.ts';
import { newestScan, queueScan, scanSince } from '../../../db/scans.ts';
import { scanZone } from '../../../jobs/queue.ts';
import { ReviewValue } from '../../messages/action-ids.ts';
import { drawCard, drawReview } from '../../publish/draw-review.ts';
import type { Review } from '../../review/review.ts';
import { exportReview } from '../export-review.ts';
import { type Turn, UserError } from '../listener.ts';
import { openReview } from '../reviews.ts';
import { showList } from '../show-list.ts';
import type { Click } from './click.ts';

export const inventoryOf = async (turn: Turn, { value }: Click) =>
  showList(turn, await reviewOf(turn, value), 'inventory', 1);

export const remediationOf = async (turn: Turn, { value }: Click) =>
  showList(turn, await reviewOf(turn, value), 'remediation', 1);

export const exportOf = async (turn: Turn, { value, intakeId }: Click) =>
  exportReview(turn, await reviewOf(turn, value), intakeId);

export async function closeReview(turn: Turn, { value }: Click): Promise<void> {
  const { tx, workspaceId, actor, now } = turn;
  const review = await openReview(turn, ReviewValue.parse(value));
  turn.demand('close a review', { leadId: review.leadId });
  await endReview(tx, review.id, { state: 'closed', by: actor.userId, at: now });
  turn.send(...(await drawReview(tx, workspaceId, review.id)));
}

/** Whoever presses twice, or just after it was read, asks for what is there already. */
export async function scanAgain(turn: Turn, { value }: Click): Promise<void> {
  const { tx, workspaceId, now } = turn;
  const review = await openReview(turn, ReviewValue.parse(value));
  turn.demand('scan a zone again', { leadId: review.leadId });
  const shown = await newestScan(tx, review.id);
  if ((await scanSince(tx, review.id, shown))?.state === 'queued' || shown?.state === 'queued')
    throw new UserError('The zone is being read again already: the card shows how far it is. Nothing was changed.');
  const fresh = shown?.takenAt && FRESH_MS - (now.getTime() - shown.takenAt.getTime());
  if (fresh && fresh > 0)
    throw new UserError(
      `The zone was read less than five minutes ago. Nothing was changed: please ask again in ${Math.ceil(fresh / 60_000)} min.`,
    );
  const scanId = await queueScan(tx, workspaceId, review.id);
  turn.enqueue(scanZone({ workspaceId, scanId }));
  turn.send(await drawCard(tx, workspaceId, review.id));
}

/** Cloudflare's budget is shared, and its configuration takes minutes to reach the edge. */
const FRESH_MS = 5 * 60_000;

async function reviewOf({ tx }: Turn, value: string): Promise<Review> {
  const review = await findReview(tx, ReviewValue.parse(value));
  if (!review) throw new UserError('This review is no longer here.');
  return review;
}
