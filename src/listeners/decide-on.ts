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
  const keys = new Set(item.endpointKeys);
  const owns = (await listEndpoints(tx, review.id)).some((each) => each.ownerId === actor.userId && keys.has(each.key));
  turn.demand('decide on an item', { leadId: review.leadId, ...(owns && { ownerId: actor.userId }) });
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
