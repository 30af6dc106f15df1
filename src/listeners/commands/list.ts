/** The reviews of this channel, newest first. Reviews of other channels are not told about here. */
import { listReviews } from '../../../db/reviews.ts';
import { reviewList } from '../../messages/review-status.ts';
import type { Subcommand } from './command.ts';

export default {
  name: 'list',
  summary: 'the reviews of this channel',
  usage: [['list', 'the newest fifteen']],
  async run(turn, { channelId }) {
    turn.demand('read a review');
    await turn.whisper(reviewList(await listReviews(turn.tx, channelId, 15)));
  },
} satisfies Subcommand;
