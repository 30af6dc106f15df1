/** The day until which a risk was accepted has come: for whoever decided and for the lead. */
import { type Decision, isOpen, type Review, type ReviewItem } from '../review/review.ts';
import { context, type Message, message, moment, person, safe, section } from './message.ts';

export function endedRisk(review: Review, item: ReviewItem | undefined, decision: Decision): Message {
  const people = [...new Set([decision.decidedBy, review.leadId])].map(person).join(', ');
  const risk = item ? `The risk of *${item.rank}. ${safe(item.title)}*` : 'A risk that is no longer in the list';
  const text = `${people}: ${risk} was accepted until ${decision.until}, and that day has come. ${whatNow(review, item)}`;
  const approved = decision.secondBy ? `, approved by ${person(decision.secondBy)}` : '';
  return message(text, [
    section(text),
    context(
      `Accepted by ${person(decision.decidedBy)} ${moment(decision.decidedAt)}${approved}${decision.reason ? `: ${safe(decision.reason, 1000)}` : ''}`,
    ),
  ]);
}

function whatNow(review: Review, item: ReviewItem | undefined): string {
  if (!isOpen(review)) {
    return `This review is ${review.state}, so nothing more is decided in it: \`/api-review start ${safe(review.zoneName)}\` begins a new one.`;
  }
  return item
    ? `It stands in the list again: please decide anew, there or with \`/api-review decide ${item.rank} …\`.`
    : 'Its cause was not found any more, so there is nothing to decide.';
}
