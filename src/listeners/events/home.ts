/** App Home: what waits for the one who looks, drawn anew each time. */
import type { WebClient } from '@slack/web-api';
import { listEndpoints } from '../../../db/endpoints.ts';
import type { Database } from '../../../db/pool.ts';
import { listQuestions } from '../../../db/questions.ts';
import { openReviewsOf } from '../../../db/reviews.ts';
import { homeView } from '../../messages/home.ts';
import { openWork } from '../../review/progress.ts';

export async function showHome(
  { db, slack, workspaceId }: { db: Database; slack: WebClient; workspaceId: string },
  userId: string,
): Promise<void> {
  const mine = await db.inWorkspace(workspaceId, async (tx) => {
    const found = [];
    for (const review of await openReviewsOf(tx, userId)) {
      const work = openWork(await listEndpoints(tx, review.id), await listQuestions(tx, review.id));
      found.push({ review, work });
    }
    return found;
  });
  await slack.views.publish({ user_id: userId, view: homeView(mine, userId) });
}
