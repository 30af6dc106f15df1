/** What people said of items, held against what is found now: what holds no longer ends, and whoever said it is told. */
import { endMark, standingMarks } from '../../db/item-marks.ts';
import type { Tx } from '../../db/pool.ts';
import { say } from '../../db/posts.ts';
import { backInList } from '../messages/item-mark.ts';
import { type Mark, mutedBy, whyEnded } from '../review/marks.ts';
import type { Review, ReviewFinding } from '../review/review.ts';
import { cardKey, ifLost } from './draw-review.ts';

export interface Held {
  /** Ids of findings that are in no list. */
  muted: ReadonlySet<string>;
  posts: string[];
}

export async function holdMarks(
  tx: Tx,
  workspaceId: string,
  review: Review,
  findings: readonly ReviewFinding[],
  now: Date,
): Promise<Held> {
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  const standing: Mark[] = [];
  const posts: string[] = [];
  for (const mark of await standingMarks(tx, review)) {
    const why = whyEnded(mark, byId.get(mark.itemId), now);
    if (!why) {
      standing.push(mark);
      continue;
    }
    await endMark(tx, mark.id, why, now);
    const said = await say(tx, workspaceId, {
      key: `mark-ended-${mark.id}`,
      target: { to: 'thread', channelId: review.channelId, under: cardKey(review.id) },
      message: backInList(mark, why),
      ifLost: ifLost(review, 'that an item came back'),
    });
    if (said) posts.push(said);
  }
  return { muted: mutedBy(standing), posts };
}
