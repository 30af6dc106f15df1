/** A review in a few lines, for the one who asked. */
import type { OwnershipProof } from '../review/ownership-proof.ts';
import { isOpen, type Review, type Scan } from '../review/review.ts';
import { amount, count, type Message, message, moment, person, safe, section } from './message.ts';
import { ownershipInWords } from './ownership-proof.ts';
import { stateInWords } from './review-state.ts';
import { type Reader, type Standing, waitingInWords } from './waiting.ts';

export const LISTED = 15;

export function reviewStatus(
  standing: Standing,
  scan: Scan | undefined,
  reader: Reader,
  reminded: string | undefined,
  owned?: OwnershipProof,
): Message {
  const { review, work } = standing;
  const text = `${safe(review.name)} · ${stateInWords(review, scan)}`;
  return message(text, [
    section(
      [
        `*${safe(review.name)}* · ${stateInWords(review, scan)}`,
        `Led by ${person(review.leadId)}, begun ${moment(review.startedAt)}${review.due ? `, due ${review.due}` : ''}.`,
        ...(scan?.state === 'failed' ? [safe(scan.problem ?? 'The scan could not be completed.', 1000)] : []),
        `${amount(work.acknowledged)} of ${count(work.endpoints, 'endpoint')} acknowledged, ${count(
          work.openQuestions.reduce((n, each) => n + each.questions, 0),
          'question',
        )} open.`,
        ...(owned && owned.endpoints > 0 ? [ownershipInWords(owned)] : []),
        waitingInWords(standing, reader),
      ].join('\n'),
    ),
    ...(reminded && isOpen(review) ? [section(`*Reminders so far*\n${reminded}`)] : []),
  ]);
}

export function reviewList(reviews: readonly { review: Review; scan: Scan | undefined }[]): Message {
  if (reviews.length === 0) {
    const none = 'There is no review in this channel yet. Start one with `/api-review start` and the name of a zone.';
    return message(none, [section(none)]);
  }
  const rows = reviews.map(
    ({ review, scan }) =>
      `• *${safe(review.name)}* · ${stateInWords(review, scan)}, led by ${person(review.leadId)}, begun ${moment(review.startedAt)}`,
  );
  const text = `The newest ${count(reviews.length, 'review')} of this channel`;
  return message(text, [section(`*${text}*\n${rows.join('\n')}`)]);
}
