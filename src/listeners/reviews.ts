/** The review that a command, a click or a reply is about, locked for the turn. */
import { currentReview, lockReview, openReviewsIn } from '../../db/reviews.ts';
import { newestScan } from '../../db/scans.ts';
import { code, safe } from '../messages/message.ts';
import { nameAmong, reviewsCalled } from '../review/names.ts';
import { isOpen, type Review } from '../review/review.ts';
import { quoted, type Turn, UserError } from './listener.ts';

/** Throws when there is none, or when it has ended: a click on an outdated message changes nothing. */
export async function openReview({ tx }: Turn, reviewId: string): Promise<Review> {
  const review = await lockReview(tx, reviewId);
  if (!review) throw new UserError('This review is no longer here. Nothing was changed.');
  if (review.state === 'scanning' && (await newestScan(tx, review.id))?.state === 'failed')
    throw new UserError(
      `The scan of ${safe(review.name)} could not be completed, so there is nothing to work on yet. Nothing was changed: repeat the scan with ${startAgain(review)}.`,
    );
  if (review.state === 'scanning')
    throw new UserError('The scan is still under way. Nothing was changed: please wait for the inventory.');
  if (!isOpen(review))
    throw new UserError(
      `This review is ${review.state}. Nothing was changed: start a new one with \`/api-review start\`.`,
    );
  return review;
}

/** The newest review of the channel, open or not. */
export async function reviewHere({ tx }: Turn, channelId: string): Promise<Review> {
  const review = await currentReview(tx, channelId);
  if (!review)
    throw new UserError(
      'There is no review in this channel yet. Start one with `/api-review start` and the name of a zone.',
    );
  return review;
}

/** The review of this channel that a command is about, locked: by the name behind the command where several are under way. */
export async function openReviewHere(
  turn: Turn,
  channelId: string,
  named: Named,
  fits: (review: Review) => Promise<boolean> = async () => true,
): Promise<Review> {
  return openReview(turn, (await meantReview(turn, channelId, named, fits)).id);
}

/** All that are under way in this channel, for what asks about every one of them. */
export async function openReviewsHere(turn: Turn, channelId: string): Promise<Review[]> {
  const open = await openReviewsIn(turn.tx, channelId);
  return open.length > 1 ? open : [await openReview(turn, (await reviewHere(turn, channelId)).id)];
}

export interface Named {
  /** The words behind the command. */
  name: readonly string[];
  /** The command as it would have to be typed, without the name. */
  as: string;
}

/** As `openReviewHere`, and the newest that has ended when none is under way. */
export async function meantReview(
  turn: Turn,
  channelId: string,
  { name, as }: Named,
  fits: (review: Review) => Promise<boolean> = async () => true,
): Promise<Review> {
  const open = await openReviewsIn(turn.tx, channelId);
  if (open.length === 0) return reviewHere(turn, channelId);
  const wanted = name.join(' ');
  const called = wanted === '' ? open : reviewsCalled(open, wanted);
  const [only, ...others] = called;
  if (only && others.length === 0) return only;
  const fitting = wanted === '' ? await filtered(open, fits) : [];
  if (fitting[0] && fitting.length === 1) return fitting[0];

  const names = open.map((review) => nameAmong(review, open));
  const list = names.map((each) => safe(each)).join(', ');
  const example = code(`/api-review ${as} ${called[0] ? nameAmong(called[0], open) : names[0]}`);
  throw new UserError(
    only
      ? `There are ${called.length} reviews under way here: ${list}. Nothing was changed: please add the name of the one you mean, as in ${example}.`
      : `No review under way here is called ${quoted(wanted)}. There is: ${list}. Nothing was changed: please type it as in ${example}.`,
  );
}

async function filtered(reviews: readonly Review[], fits: (review: Review) => Promise<boolean>): Promise<Review[]> {
  const fitting: Review[] = [];
  for (const review of reviews) if (await fits(review)) fitting.push(review);
  return fitting;
}

/** What repeats a scan: a start of the very same scope. */
const startAgain = ({ zoneName, hosts }: Review) =>
  code(`/api-review start ${zoneName}${hosts.length > 0 ? ` --hosts ${hosts.join(',')}` : ''}`, 2_500);
