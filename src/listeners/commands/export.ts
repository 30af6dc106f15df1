/** The deliverables as files in the review's thread. */
import { exportEvidence } from '../export-evidence.ts';
import { exportReview, FORMATS } from '../export-review.ts';
import { UserError } from '../listener.ts';
import { reviewHere } from '../reviews.ts';
import type { Subcommand } from './command.ts';

export default {
  name: 'export',
  summary: 'the deliverables of the review as files',
  usage: [
    ['export', 'a report to read and print, and the inventory and the remediation list as CSV'],
    ['export csv', 'one CSV a step, and all findings; also `json`, `sarif`, `html` and `all`'],
    ['export evidence', 'all that the review rests on, in a file that nobody can change unseen'],
  ],
  async run(turn, { channelId, intakeId, words: [what = 'usual'] }) {
    const review = await reviewHere(turn, channelId);
    const wanted = what.toLowerCase();
    if (wanted === 'evidence') return exportEvidence(turn, review, intakeId);
    const format = FORMATS.find((each) => each === wanted);
    if (!format)
      throw new UserError(
        'Please choose `csv`, `json`, `sarif`, `html`, `all` or `evidence`, or nothing of them. Nothing was exported.',
      );
    await exportReview(turn, review, intakeId, format);
  },
} satisfies Subcommand;
