/** App Home: what waits for the one who looks, drawn anew each time. */
import type { WebClient } from '@slack/web-api';
import type { Database } from '../../../db/pool.ts';
import { openReviewsOf } from '../../../db/reviews.ts';
import { homeView } from '../../messages/home.ts';
import { standingOf } from '../standing.ts';

export async function showHome(
  { db, slack, workspaceId }: { db: Database; slack: WebClient; workspaceId: string },
  userId: string,
): Promise<void> {
  const mine = await db.inWorkspace(workspaceId, async (tx) => {
    const found = [];
    for (const review of await openReviewsOf(tx, userId)) {
      found.push(await standingOf(tx, review));
    }
    return found;
  });
  await slack.views.publish({ user_id: userId, view: homeView(mine, userId) });
}
