/** “Remind me later”: once for what waits, and by no more than the days that were chosen. */
import { putOff } from '../../../db/put-off.ts';
import { lockReview } from '../../../db/reviews.ts';
import { LaterValue } from '../../messages/action-ids.ts';
import { moment, plain, safe } from '../../messages/message.ts';
import { openThings } from '../../publish/open-things.ts';
import { isOpen } from '../../review/review.ts';
import { type Turn, UserError } from '../listener.ts';
import type { Click } from './click.ts';

const DAY_MS = 24 * 60 * 60_000;

export async function remindLater(turn: Turn, { value }: Click): Promise<void> {
  const { tx, workspaceId, actor, now } = turn;
  const { reviewId, days } = LaterValue.parse(value);
  const review = await lockReview(tx, reviewId);
  const waiting =
    review && isOpen(review)
      ? (await openThings(tx, review)).waiting.find(({ ownerId }) => ownerId === actor.userId)
      : undefined;
  if (!review || !waiting) throw new UserError('Nothing waits for you there any more. Nothing was changed.');
  if (waiting.later)
    throw new UserError(
      `You have put this off before, until ${moment(waiting.later)}, and it can be put off once. Nothing was changed.`,
    );
  const until = new Date(now.getTime() + days * DAY_MS);
  await putOff(tx, workspaceId, reviewId, { ownerId: actor.userId, until, askedAt: now });
  await turn.whisper(
    plain(
      `You are not reminded of ${safe(review.name)} before ${moment(until)}, and until then nobody else is told that it waits. It can be put off once.`,
    ),
  );
}
