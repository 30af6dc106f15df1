/** The inventory or the remediation list of a review, for the one who asks: a page, and the menus that narrow it. */
import { type Inquiry, keepInquiry } from '../../db/inquiries.ts';
import { controls } from '../messages/answer-controls.ts';
import { inventoryPage, inventoryPages } from '../messages/inventory-summary.ts';
import type { Message } from '../messages/message.ts';
import { remediationList, remediationPages } from '../messages/remediation-list.ts';
import { answer } from '../review/ask/answer.ts';
import type { ReviewFacts } from '../review/ask/facts.ts';
import { decisionsThatCount } from '../review/decision-of.ts';
import type { Person, Review } from '../review/review.ts';
import type { Turn } from './listener.ts';
import { demandPage } from './page.ts';
import { factsOf } from './review-facts.ts';

const TOPICS = { inventory: 'endpoints', remediation: 'findings' } as const;

export async function showList(turn: Turn, review: Review, list: keyof typeof TOPICS, page: number): Promise<void> {
  turn.demand('read a review', { leadId: review.leadId });
  const { tx, workspaceId, actor, now } = turn;
  const facts = await factsOf(tx, review);
  const pages = list === 'inventory' ? inventoryPages(facts.endpoints.length) : remediationPages(facts.items.length);
  demandPage(page, pages, list);
  const inquiry = await keepInquiry(tx, workspaceId, {
    askedBy: actor.userId,
    asked: { topic: TOPICS[list], filters: {}, left: [] },
    place: { reviewId: review.id, list },
    askedAt: now,
  });
  await turn.whisper(listPage(facts, inquiry, actor, page));
}

/** In the order of the list, whatever it is narrowed to. */
export function listPage(facts: ReviewFacts, { id, asked, place }: Inquiry, reader: Person, page: number): Message {
  const { review, endpoints, items, findings, decisions, gone, marks } = facts;
  const rows = answer(asked, [facts], reader);
  const hosts = endpoints.map((each) => each.facts.host);
  if (place.list === 'remediation') {
    const kept = new Set(rows.flatMap((row) => (row.kind === 'item' ? [row.row.item.id] : [])));
    const left = items.filter((item) => kept.has(item.id));
    const pages = remediationPages(left.length);
    const shown = Math.min(page, pages);
    const below = controls(id, asked, { rows: left.length, page: shown, pages, hosts });
    return remediationList({
      review,
      items: left,
      findings,
      decisions: decisionsThatCount(decisions),
      gone,
      marks,
      endpoints,
      reader: 'person',
      page: shown,
      below,
    });
  }
  const kept = new Set(rows.flatMap((row) => (row.kind === 'endpoint' ? [row.row.endpoint.key] : [])));
  const left = endpoints.filter(({ key }) => kept.has(key));
  const pages = inventoryPages(left.length);
  const shown = Math.min(page, pages);
  return inventoryPage(review.name, left, shown, controls(id, asked, { rows: left.length, page: shown, pages, hosts }));
}
