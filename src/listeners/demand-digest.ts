/** Who may change when a digest comes: of a channel, reviewers; of one's own, oneself. */
import { isPersonal } from '../review/digest.ts';
import { type Turn, UserError } from './listener.ts';

export function demandDigest(turn: Turn, placeId: string): void {
  turn.demand(isPersonal(placeId) ? 'read a review' : 'schedule the digest');
  if (isPersonal(placeId) && placeId !== turn.actor.userId)
    throw new UserError('This is the digest of somebody else. Nothing was changed.');
}
