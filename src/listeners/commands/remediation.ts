/** The remediation list, page by page, with its buttons, for the one who asks. */
import { readPage } from '../page.ts';
import { reviewHere } from '../reviews.ts';
import { showList } from '../show-list.ts';
import { showStaged } from '../show-staged.ts';
import type { Subcommand } from './command.ts';

export default {
  name: 'remediation',
  summary: 'what to put right, worst first',
  usage: [
    ['remediation', 'the first ten'],
    ['remediation 2', 'the next ten'],
    ['remediation staged', 'what acts at Cloudflare by a decision, and what of it is due'],
  ],
  async run(turn, { channelId, words }) {
    if (words[0]?.toLowerCase() === 'staged') return showStaged(turn, await reviewHere(turn, channelId));
    await showList(turn, await reviewHere(turn, channelId), 'remediation', readPage(words));
  },
} satisfies Subcommand;
