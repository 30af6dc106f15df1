/** A page of the inventory, for the one who asks. */
import { listEndpoints } from '../../db/endpoints.ts';
import { inventoryPage, inventoryPages } from '../messages/inventory-summary.ts';
import type { Review } from '../review/review.ts';
import type { Turn } from './listener.ts';
import { demandPage } from './page.ts';

export async function showInventory(turn: Turn, review: Review, page: number): Promise<void> {
  turn.demand('read a review', { leadId: review.leadId });
  const endpoints = await listEndpoints(turn.tx, review.id);
  demandPage(page, inventoryPages(endpoints.length), 'inventory');
  await turn.whisper(inventoryPage(review.name, endpoints, page));
}
