/** The inventory and the remediation list as files in the review's thread. */
import { exportEvidence } from '../export-evidence.ts';
import { exportReview } from '../export-review.ts';
import { reviewHere } from '../reviews.ts';
import type { Subcommand } from './command.ts';

export default {
  name: 'export',
  summary: 'the inventory and the remediation list as files',
  usage: [
    ['export', 'two CSV files in the review’s thread'],
    ['export evidence', 'all that the review rests on, in a file that nobody can change unseen'],
  ],
  async run(turn, { channelId, intakeId, words: [what = ''] }) {
    if (what.toLowerCase() === 'evidence') return exportEvidence(turn, await reviewHere(turn, channelId), intakeId);
    await exportReview(turn, await reviewHere(turn, channelId), intakeId);
  },
} satisfies Subcommand;
