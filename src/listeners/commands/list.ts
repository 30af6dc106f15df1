/** The reviews of this channel, newest first. Reviews of other channels are not told about here. */
import { listReviews } from '../../../db/reviews.ts';
import { newestScan } from '../../../db/scans.ts';
import { LISTED, reviewList } from '../../messages/review-status.ts';
import type { Subcommand } from './command.ts';

export default {
  name: 'list',
  summary: 'the reviews of this channel',
  usage: [['list', 'the newest fifteen']],
  async run(turn, { channelId }) {
    turn.demand('read a review');
    const reviews = [];
    for (const review of await listReviews(turn.tx, channelId, LISTED)) {
      reviews.push({ review, scan: await newestScan(turn.tx, review.id) });
    }
    await turn.whisper(reviewList(reviews));
  },
} satisfies Subcommand;
