/** Which of the reviews that somebody may see a question is about. */

import { reviewsCalled } from '../names.ts';
import { isOpen, type Review } from '../review.ts';
import type { Asked } from './asked.ts';

/** A review as far as its name goes, and that of its channel where it is known. */
export type Nameable = Pick<Review, 'id' | 'name' | 'number' | 'zoneName' | 'channelId' | 'state'> & {
  channelName?: string | undefined;
};

/** Where the question was asked: the review of the thread, those of the channel, or nowhere in particular. */
export interface Place {
  reviewId?: string | undefined;
  channelId?: string | undefined;
}

/** Those that are under way, unless what has ended is asked for; undefined when none is called so. */
export function reviewsMeant<Each extends Nameable>(
  { topic, filters }: Asked,
  reviews: readonly Each[],
  place: Place,
): readonly Each[] | undefined {
  const named = namedOnes(filters.review, filters.channel, reviews, place);
  if (named && named.length === 0) return undefined;
  const found = named ?? around(reviews, place);
  const open = found.filter(isOpen);
  const withEnded = topic === 'status' || topic === 'decisions' || filters.days !== undefined;
  return withEnded || open.length === 0 ? found : open;
}

function namedOnes<Each extends Nameable>(
  review: string | undefined,
  channel: string | undefined,
  reviews: readonly Each[],
  place: Place,
): Each[] | undefined {
  if (channel !== undefined) return reviews.filter(({ channelId }) => channelId === channel);
  if (review === 'here') return here(reviews, place);
  if (review === undefined) return undefined;
  const called = reviewsCalled(reviews, review);
  if (called.length > 0) return called;
  const word = review.toLowerCase();
  const has = (text: string | undefined) => text?.toLowerCase().includes(word) === true;
  return reviews.filter(({ name, zoneName, channelName }) => has(name) || has(zoneName) || has(channelName));
}

const here = <Each extends Nameable>(reviews: readonly Each[], { reviewId, channelId }: Place): Each[] =>
  reviews.filter((each) => (reviewId === undefined ? each.channelId === channelId : each.id === reviewId));

/** In a channel that has reviews its own are meant, elsewhere all. */
function around<Each extends Nameable>(reviews: readonly Each[], place: Place): readonly Each[] {
  const own = here(reviews, place);
  return own.length > 0 ? own : reviews;
}
