/** Says of an item that it is planned, or a false positive, until a day. */
import { endMark, mark, standingMarks } from '../../db/item-marks.ts';
import { listFindings } from '../../db/results.ts';
import { ItemValue } from '../messages/action-ids.ts';
import { marked, markForm } from '../messages/item-mark.ts';
import { plain, safe } from '../messages/message.ts';
import { MARKED_DAYS_AT_MOST, type Mark } from '../review/marks.ts';
import { restsOn } from '../review/rests-on.ts';
import type { Review, ReviewItem } from '../review/review.ts';
import type { Click } from './actions/click.ts';
import { concerned } from './decide-on.ts';
import { type Turn, UserError } from './listener.ts';
import { reassess } from './reassess.ts';
import { openReview } from './reviews.ts';

const DAY_MS = 24 * 60 * 60_000;
const PROPOSED_DAYS = { planned: 30, 'false-positive': 90 };

export async function openMarkForm(turn: Turn, review: Review, item: ReviewItem, kind: Mark['kind']): Promise<void> {
  turn.demand('decide on an item', await concerned(turn, review, item));
  turn.open(markForm(review, item, kind, day(turn.now, PROPOSED_DAYS[kind])));
}

/** The last day that a mark may name. */
export const lastDay = (now: Date) => day(now, MARKED_DAYS_AT_MOST);

export async function markItem(
  turn: Turn,
  review: Review,
  item: ReviewItem,
  said: Pick<Mark, 'kind' | 'reason' | 'until'>,
): Promise<void> {
  const { tx, workspaceId, actor, now } = turn;
  turn.demand('decide on an item', await concerned(turn, review, item));
  const { basis } = restsOn(item, await listFindings(tx, review.id));
  const made = { ...said, itemId: item.id, title: item.title, basis, setBy: actor.userId, setAt: now };
  await mark(tx, workspaceId, review, made);
  await reassess(turn, review.id);
  await turn.whisper(marked(review, item, said));
}

/** Anybody who may decide may hear of it again. */
export async function unmute(turn: Turn, { value }: Click): Promise<void> {
  const [reviewId, markId] = ItemValue.parse(value);
  const review = await openReview(turn, reviewId);
  turn.demand('decide on an item', { leadId: review.leadId });
  const known = (await standingMarks(turn.tx, review)).some(({ id }) => id === markId);
  const ended = known ? await endMark(turn.tx, markId, 'person', turn.now) : undefined;
  if (!ended) throw new UserError('This has ended before. Nothing was changed.');
  await reassess(turn, review.id);
  await turn.whisper(plain(`*${safe(ended.title)}* comes back into the list.`));
}

const day = (now: Date, days: number) => new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10);
