/** The remediation list, page by page, with its buttons, for the one who asks. */
import { readPage } from '../page.ts';
import { reviewHere } from '../reviews.ts';
import { showList } from '../show-list.ts';
import type { Subcommand } from './command.ts';

export default {
  name: 'remediation',
  summary: 'what to put right, worst first',
  usage: [
    ['remediation', 'the first ten'],
    ['remediation 2', 'the next ten'],
  ],
  async run(turn, { channelId, words }) {
    await showList(turn, await reviewHere(turn, channelId), 'remediation', readPage(words));
  },
} satisfies Subcommand;
