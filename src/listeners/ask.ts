/** Answers what somebody asks about reviews, from those that they may see. */
import { findInquiry, type Inquiry, keepInquiry, narrowInquiry } from '../../db/inquiries.ts';
import { listNames } from '../../db/people.ts';
import { say } from '../../db/posts.ts';
import { newestReviews } from '../../db/reviews.ts';
import { type AnswerFacts, answerMessage, noSuchReview, notUnderstood, whatCanBeAsked } from '../messages/answer.ts';
import { answerCsv } from '../messages/answer-file.ts';
import { type Message, plain } from '../messages/message.ts';
import { answer } from '../review/ask/answer.ts';
import type { Asked } from '../review/ask/asked.ts';
import { localDay } from '../review/ask/days.ts';
import type { ReviewFacts } from '../review/ask/facts.ts';
import { nearestTopics } from '../review/ask/nearest-topics.ts';
import { type Place, reviewsMeant } from '../review/ask/scope.ts';
import { sees } from '../review/ask/sight.ts';
import { understand } from '../review/ask/understand.ts';
import type { Review } from '../review/review.ts';
import type { Actor } from '../review/roles.ts';
import { type Turn, UserError } from './listener.ts';
import { factsOf } from './review-facts.ts';
import { listPage } from './show-list.ts';

/** Reviews that are known by name, and of them those that one answer looks into. */
const REVIEWS_KNOWN = 500;
const REVIEWS_AT_ONCE = 20;

export async function askedIn(turn: Turn, words: string): Promise<Asked | undefined> {
  const { tx, actor, now } = turn;
  const people = await listNames(tx);
  const asked = understand(words, { me: actor.userId, people, today: localDay(now, actor.timezone) });
  return asked && withGroups(asked, actor);
}

/** What is mine is my groups' too. */
function withGroups(asked: Asked, { userId, groups }: Actor): Asked {
  const { people } = asked.filters;
  if (!people?.includes(userId)) return asked;
  return { ...asked, filters: { ...asked.filters, people: [...people, ...groups] } };
}

export async function ask(turn: Turn, words: string, place: Place): Promise<void> {
  turn.demand('read a review');
  const asked = await askedIn(turn, words);
  if (!asked) return turn.answer(notUnderstood(nearestTopics(words)));
  if (asked.topic === 'help') return turn.answer(whatCanBeAsked());
  const { tx, workspaceId, actor, now } = turn;
  const inquiry = await keepInquiry(tx, workspaceId, { askedBy: actor.userId, asked, place, askedAt: now });
  await turn.answer(await drawn(turn, inquiry, 1));
}

/** Another page of the same answer, in its place. */
export async function turnPage(turn: Turn, inquiryId: string, page: number): Promise<void> {
  await turn.redraw(await drawn(turn, await inquiryOf(turn, inquiryId), page));
}

/** The same question with other filters, in its place. */
export async function askAnew(turn: Turn, inquiryId: string, change: (asked: Asked) => Asked): Promise<void> {
  const inquiry = await inquiryOf(turn, inquiryId);
  const asked = change(inquiry.asked);
  await narrowInquiry(turn.tx, inquiry.id, asked);
  await turn.redraw(await drawn(turn, { ...inquiry, asked }, 1));
}

/** All rows, to the one who asked alone. */
export async function sendWhole(turn: Turn, inquiryId: string, intakeId: string): Promise<void> {
  const { tx, workspaceId, actor } = turn;
  const inquiry = await inquiryOf(turn, inquiryId);
  const found = await rowsOf(turn, inquiry);
  if ('message' in found) return turn.redraw(found.message);
  const target = {
    to: 'file for one',
    userId: actor.userId,
    name: `${inquiry.asked.topic}-${intakeId}.csv`,
    title: `api-review: ${inquiry.asked.topic}`,
  } as const;
  turn.send(
    await say(tx, workspaceId, { key: `inquiry-${intakeId}`, target, message: { file: answerCsv(found.rows) } }),
  );
  await turn.whisper(plain('The full list is on its way to you as a file, in a direct message.'));
}

async function inquiryOf({ tx, actor }: Turn, inquiryId: string): Promise<Inquiry> {
  const inquiry = await findInquiry(tx, inquiryId);
  if (inquiry?.askedBy !== actor.userId)
    throw new UserError('Only whoever asked can go on with this answer. Ask anew, in your own words.');
  return inquiry;
}

type Found =
  | { message: Message }
  | (Pick<AnswerFacts, 'rows' | 'reviews' | 'reviewsLeftOut'> & { facts: readonly ReviewFacts[] });

async function drawn(turn: Turn, inquiry: Inquiry, page: number): Promise<Message> {
  const found = await rowsOf(turn, inquiry);
  if ('message' in found) return found.message;
  const [one] = found.facts;
  if (inquiry.place.list && one) return listPage(one, inquiry, turn.actor, page);
  return answerMessage({ ...found, inquiryId: inquiry.id, asked: inquiry.asked, page });
}

async function rowsOf(turn: Turn, { asked, place }: Inquiry): Promise<Found> {
  const visible = await visibleReviews(turn);
  const meant = reviewsMeant(asked, visible, place);
  if (!meant || visible.length === 0)
    return {
      message: noSuchReview(
        asked,
        visible.map(({ name }) => name),
      ),
    };
  const looked = meant.slice(0, REVIEWS_AT_ONCE);
  const facts: ReviewFacts[] = [];
  for (const review of looked) facts.push(await factsOf(turn.tx, review));
  return {
    facts,
    rows: answer(asked, facts, turn.actor),
    reviews: looked.map(({ name }) => name),
    reviewsLeftOut: meant.length - looked.length,
  };
}

/** Each with the name of its channel, where this person is in it. */
async function visibleReviews(turn: Turn): Promise<(Review & { channelName: string | undefined })[]> {
  const all = await newestReviews(turn.tx, REVIEWS_KNOWN);
  const sight = await turn.sight(all.map(({ channelId }) => channelId));
  return all
    .filter(({ channelId }) => sees(sight, channelId))
    .map((review) => ({ ...review, channelName: sight.member.get(review.channelId) }));
}
