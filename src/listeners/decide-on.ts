/** Records one decision, and asks for a second person where it rejects traffic or accepts a risk. */
import { decide } from '../../db/decisions.ts';
import { listEndpoints } from '../../db/endpoints.ts';
import { newestScan } from '../../db/scans.ts';
import { settleReview } from '../publish/settle-review.ts';
import type { Choice, Review, ReviewItem } from '../review/review.ts';
import { type Turn, UserError } from './listener.ts';

export async function decideOn(
  turn: Turn,
  review: Review,
  item: ReviewItem,
  wish: { choice: Choice; reason: string | null; until: string | null },
): Promise<void> {
  const { tx, workspaceId, actor, now } = turn;
  await demandToDecide(turn, review, item);
  const scan = await newestScan(tx, review.id);
  if (!scan?.snapshotId) throw new UserError('There is no scan to rest a decision on. Nothing was decided.');
  await decide(tx, workspaceId, {
    reviewId: review.id,
    itemId: item.id,
    ...wish,
    state: item.needSecond.includes(wish.choice) ? 'proposed' : 'approved',
    decidedBy: actor.userId,
    decidedAt: now,
    snapshotId: scan.snapshotId,
  });
  turn.send(...(await settleReview(tx, workspaceId, review.id)));
}

/** Whoever owns one of the item's endpoints may. */
export async function demandToDecide({ tx, actor, demand }: Turn, review: Review, item: ReviewItem): Promise<void> {
  const keys = new Set(item.endpointKeys);
  const owners = (await listEndpoints(tx, review.id)).filter(({ key }) => keys.has(key)).map(({ ownerId }) => ownerId);
  const ownerId = owners.find((each) => each === actor.userId) ?? owners[0];
  demand('decide on an item', { leadId: review.leadId, ...(ownerId && { ownerId }) });
}
