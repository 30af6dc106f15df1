/** The endpoints of this channel's review, page by page, for the one who asks. */
import { readPage } from '../page.ts';
import { reviewHere } from '../reviews.ts';
import { showInventory } from '../show-inventory.ts';
import type { Subcommand } from './command.ts';

export default {
  name: 'inventory',
  summary: 'the endpoints of this channel’s review',
  usage: [
    ['inventory', 'the first page'],
    ['inventory 3', 'the third page'],
  ],
  async run(turn, { channelId, words }) {
    await showInventory(turn, await reviewHere(turn, channelId), readPage(words));
  },
} satisfies Subcommand;
