/** The endpoints of this channel's review, page by page, for the one who asks. */
import { classifyEndpoints, isFacet } from '../classify-endpoints.ts';
import { readPage } from '../page.ts';
import { reviewHere } from '../reviews.ts';
import { showList } from '../show-list.ts';
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
    [
      'inventory sensitivity payment POST api.shop.example/v1/orders',
      'say what is at stake: auth, token, payment, personal, write, search or read',
    ],
    [
      'inventory credential bearer api.shop.example/v1/orders/**',
      'say what a caller shows: none, api-key, basic, bearer, oauth2, openid, mtls or session',
    ],
  ],
  async run(turn, { channelId, words }) {
    const [facet] = words;
    if (isFacet(facet)) return classifyEndpoints(turn, facet, words.slice(1), channelId);
    await showList(turn, await reviewHere(turn, channelId), 'inventory', readPage(words));
  },
} satisfies Subcommand;
