/** Proposes owners for what has none, to whoever asks and may assign them. */

import { plain, safe } from '../messages/message.ts';
import { guessOwners } from '../publish/guess-owners.ts';
import type { Turn } from './listener.ts';
import { openReviewHere } from './reviews.ts';

export async function suggestOwners(turn: Turn, channelId: string, name: readonly string[]): Promise<void> {
  const { tx, workspaceId, actor, now } = turn;
  const review = await openReviewHere(turn, channelId, { name, as: 'assign suggest' });
  turn.demand('assign owners', { leadId: review.leadId });
  const target = { to: 'whisper', channelId, userId: actor.userId } as const;
  const post = await guessOwners(tx, workspaceId, review, { askedOf: actor.userId, target, at: now });
  turn.send(post);
  await turn.whisper(
    plain(
      post === undefined
        ? `Neither earlier reviews nor neighbours say who else could own something of ${safe(review.name)}. Nothing was changed.`
        : 'What speaks for which owner stands below, for you to apply or not.',
    ),
  );
}
