/** The buttons of a digest. */
import { findSchedule, muteDigest } from '../../../db/digests.ts';
import { DigestPlace } from '../../messages/action-ids.ts';
import { moment, plain } from '../../messages/message.ts';
import { digestBecause, scheduleForm } from '../../messages/weekly-digest.ts';
import { digestFacts } from '../../publish/draw-digest.ts';
import { isPersonal } from '../../review/digest.ts';
import { demandDigest } from '../demand-digest.ts';
import { type Turn, UserError } from '../listener.ts';
import type { Click } from './click.ts';

const MUTED_DAYS = 28;

export async function mute(turn: Turn, { value }: Click): Promise<void> {
  const placeId = DigestPlace.parse(value);
  demandDigest(turn, placeId);
  const until = new Date(turn.now.getTime() + MUTED_DAYS * 24 * 60 * 60_000);
  if (!(await muteDigest(turn.tx, placeId, until))) {
    throw new UserError('There is no such digest any more. Nothing was changed.');
  }
  await turn.whisper(
    plain(
      isPersonal(placeId)
        ? `Your own digest is quiet until ${moment(until)}. \`/api-review digest mine on mon 09:00\` brings it back earlier.`
        : `The digest of this channel is quiet until ${moment(until)}. \`/api-review digest on mon 09:00\` brings it back earlier.`,
    ),
  );
}

export async function changeSchedule(turn: Turn, { value }: Click): Promise<void> {
  const channelId = DigestPlace.parse(value);
  demandDigest(turn, channelId);
  turn.open(scheduleForm(channelId, await findSchedule(turn.tx, channelId), turn.actor.timezone ?? 'UTC'));
}

/** Anybody who sees a digest may ask what made it come. */
export async function whyDigest(turn: Turn, { value }: Click): Promise<void> {
  const channelId = DigestPlace.parse(value);
  if (isPersonal(channelId)) demandDigest(turn, channelId);
  else turn.demand('read a review');
  const facts = await digestFacts(turn.tx, channelId, turn.now);
  await turn.whisper(digestBecause(facts, turn.actor.userId));
}
