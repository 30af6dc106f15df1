/** How this channel's review stands, for the one who asks. */
import { listEndpoints } from '../../../db/endpoints.ts';
import { listQuestions } from '../../../db/questions.ts';
import { lockReview } from '../../../db/reviews.ts';
import { newestScan } from '../../../db/scans.ts';
import { reviewStatus } from '../../messages/review-status.ts';
import { drawReview } from '../../publish/draw-review.ts';
import { openWork } from '../../review/progress.ts';
import { reviewHere } from '../reviews.ts';
import type { Subcommand } from './command.ts';

export default {
  name: 'status',
  summary: 'how this channel’s review stands, and what waits for you',
  usage: [['status', 'the state of the newest review in this channel']],
  async run(turn, { channelId }) {
    turn.demand('read a review');
    const review = await reviewHere(turn, channelId);
    const work = openWork(await listEndpoints(turn.tx, review.id), await listQuestions(turn.tx, review.id));
    await turn.whisper(reviewStatus(review, await newestScan(turn.tx, review.id), work, turn.actor.userId));
    // What could not be posted before is tried again: somebody who was told of it may have opened the channel.
    await lockReview(turn.tx, review.id);
    turn.send(...(await drawReview(turn.tx, turn.workspaceId, review.id)));
  },
} satisfies Subcommand;
