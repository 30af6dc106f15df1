/** How a review stands, in the words that card, status, list and Home share. */
import type { Review, Scan } from '../review/review.ts';
import { person } from './message.ts';

export function stateInWords(review: Review, scan?: Scan): string {
  const by = review.endedBy ? person(review.endedBy) : 'its lead';
  if (review.state === 'closed') return `:lock: closed by ${by}`;
  if (review.state === 'cancelled') return `:no_entry_sign: cancelled by ${by}`;
  if (scan?.state === 'failed') return ':x: the scan could not be completed';
  if (review.state === 'scanning') return ':hourglass_flowing_sand: scanning';
  return review.state === 'answering'
    ? ':speech_balloon: waiting for answers'
    : ':ballot_box_with_check: ready to decide';
}
