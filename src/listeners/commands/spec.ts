/** Takes OpenAPI documents by a form, for the review of this channel. */
import { documentForm } from '../../messages/document-read.ts';
import { demandGiving } from '../give-documents.ts';
import { openReviewHere } from '../reviews.ts';
import type { Subcommand } from './command.ts';

export default {
  name: 'spec',
  summary: 'add OpenAPI documents to the inventory',
  usage: [
    ['spec', 'opens a form for files; a file dropped in the review’s thread is read too'],
    ['spec shop.example', 'for the review of this name, where several are under way'],
  ],
  async run(turn, { channelId, words }) {
    const review = await openReviewHere(turn, channelId, { name: words, as: 'spec' });
    await demandGiving(turn, review);
    turn.open(documentForm(review));
  },
} satisfies Subcommand;
