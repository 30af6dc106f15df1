/** When the digest of a channel comes: by the command, or by its form. */
import { scheduleDigest } from '../../db/digests.ts';
import { plain } from '../messages/message.ts';
import { scheduleInWords } from '../messages/weekly-digest.ts';
import { isPersonal, isTimezone } from '../review/digest.ts';
import { type Turn, UserError } from './listener.ts';

export async function saveSchedule(
  { tx, workspaceId, actor, now, whisper }: Turn,
  wish: { channelId: string; weekday: number; at: string; timezone: string },
): Promise<void> {
  if (!isTimezone(wish.timezone))
    throw new UserError('I do not know that time zone. One looks like Europe/Berlin. Nothing was changed.');
  await scheduleDigest(tx, workspaceId, { ...wish, setBy: actor.userId, setAt: now });
  await whisper(
    plain(
      `${isPersonal(wish.channelId) ? 'Your own digest, of all reviews in which something is yours,' : 'The digest'} comes every ${scheduleInWords(wish)}, when there is something to say. Set by <@${actor.userId}>.`,
    ),
  );
}
