/** A review in a few lines, for the one who asked. */
import type { OpenWork } from '../review/progress.ts';
import type { Review, Scan } from '../review/review.ts';
import { count, type Message, message, moment, person, safe, section } from './message.ts';

const LISTED = 15;

export function reviewStatus(review: Review, scan: Scan | undefined, work: OpenWork, readerId: string): Message {
  const text = `${safe(review.name)} is ${review.state}`;
  const mine = work.waitingForOwners.find((each) => each.ownerId === readerId);
  const asked = work.openQuestions.find((each) => each.ownerId === readerId);
  const yours = [
    ...(mine ? [`${count(mine.endpoints, 'endpoint')} to acknowledge`] : []),
    ...(asked ? [`${count(asked.questions, 'question')} to answer`] : []),
  ];
  return message(text, [
    section(
      [
        `*${text}*, led by ${person(review.leadId)}, begun ${moment(review.startedAt)}${review.due ? `, due ${review.due}` : ''}.`,
        ...(scan?.state === 'failed' ? [safe(scan.problem ?? 'The scan could not be completed.', 1000)] : []),
        `${work.acknowledged} of ${work.endpoints} endpoints acknowledged, ${count(
          work.openQuestions.reduce((n, each) => n + each.questions, 0),
          'question',
        )} open.`,
        yours.length > 0 ? `Waiting for you: ${yours.join(', ')}.` : 'Nothing waits for you.',
      ].join('\n'),
    ),
  ]);
}

export function reviewList(reviews: readonly Review[]): Message {
  if (reviews.length === 0) {
    const none = 'There is no review in this channel yet. Start one with `/api-review start` and the name of a zone.';
    return message(none, [section(none)]);
  }
  const lines = reviews
    .slice(0, LISTED)
    .map(
      (review) =>
        `• *${safe(review.name)}* ${review.state}, led by ${person(review.leadId)}, begun ${moment(review.startedAt)}`,
    );
  const text = `The newest ${count(reviews.length, 'review')} of this channel`;
  return message(text, [section(`*${text}*\n${lines.join('\n')}`)]);
}
