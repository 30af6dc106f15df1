/** The endpoints of this channel's review, page by page, for the one who asks. */
import { listEndpoints } from '../../../db/endpoints.ts';
import { inventoryPage, inventoryPages } from '../../messages/inventory-summary.ts';
import type { Review } from '../../review/review.ts';
import type { Turn } from '../listener.ts';
import { reviewHere } from '../reviews.ts';
import type { Subcommand } from './command.ts';
import { demandPage, readPage } from './page.ts';

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

/** Shared by the command and the card's button. */
export async function showInventory(turn: Turn, review: Review, page: number): Promise<void> {
  turn.demand('read a review', { leadId: review.leadId });
  const endpoints = await listEndpoints(turn.tx, review.id);
  demandPage(page, inventoryPages(endpoints.length), 'inventory');
  await turn.whisper(inventoryPage(review.name, endpoints, page));
}
