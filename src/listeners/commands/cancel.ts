/** Ends this channel's review before its time. */
import { cancelReview } from '../cancel-review.ts';
import { meantReview } from '../reviews.ts';
import type { Subcommand } from './command.ts';

export default {
  name: 'cancel',
  summary: 'end this channel’s review before its time',
  usage: [
    ['cancel', 'the scan stops, and nothing more is asked'],
    ['cancel shop.example', 'by its name, where several are under way'],
  ],
  async run(turn, { channelId, words }) {
    await cancelReview(turn, await meantReview(turn, channelId, { name: words, as: 'cancel' }));
  },
} satisfies Subcommand;
