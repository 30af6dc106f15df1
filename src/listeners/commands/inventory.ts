/** The endpoints of this channel's review, page by page, for the one who asks. */
import { classifyEndpoints } from '../classify-endpoints.ts';
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
    [
      'inventory audience partner api.shop.example/v1/partners/**',
      'say whom endpoints are for: public, partner, internal or mobile',
    ],
  ],
  async run(turn, { channelId, words }) {
    if (words[0] === 'audience') return classifyEndpoints(turn, words.slice(1), channelId);
    await showInventory(turn, await reviewHere(turn, channelId), readPage(words));
  },
} satisfies Subcommand;
