/** The weekly digest of this channel: on, off, or once now. */
import { filterDigest, stopDigest } from '../../../db/digests.ts';
import { plain } from '../../messages/message.ts';
import { digestPreview, filterInWords } from '../../messages/weekly-digest.ts';
import { digestFacts, drawDigest } from '../../publish/draw-digest.ts';
import { isPersonal } from '../../review/digest.ts';
import { FilterProblem, parseFilter } from '../../review/digest-filter.ts';
import { WEEKDAYS } from '../../review/local-time.ts';
import { demandDigest } from '../demand-digest.ts';
import { type Turn, UserError } from '../listener.ts';
import { saveSchedule } from '../save-schedule.ts';
import type { Subcommand, Typed } from './command.ts';

const TIME = /^([01]?\d|2[0-3]):([0-5]\d)$/;

export default {
  name: 'digest',
  summary: 'the weekly digest of this channel',
  usage: [
    ['digest on mon 09:00 Europe/Berlin', 'posts every week; without a zone, in yours'],
    ['digest off', 'no more'],
    ['digest now', 'once, at once'],
    ['digest mine on mon 09:00', 'your own, of all reviews, as a direct message; `digest mine off`, `now`, `preview`'],
    ['digest preview', 'what it would say now, to you alone'],
    [
      'digest filter owner:@dana or (host:pay.* and not severity:low)',
      'tells only this; by owner, host, severity (at least) and step, with `and`, `or`, `not`; or `off`',
    ],
  ],
  async run(turn, typed) {
    const isMine = typed.words[0]?.toLowerCase() === 'mine';
    const channelId = isMine ? turn.actor.userId : typed.channelId;
    return digest(turn, { ...typed, channelId, words: isMine ? typed.words.slice(1) : typed.words });
  },
} satisfies Subcommand;

/** Of the channel in which it was typed, or under the person's id of their own. */
async function digest(turn: Turn, typed: Typed): Promise<void> {
  demandDigest(turn, typed.channelId);
  const [what = '', ...rest] = typed.words;
  if (what === 'preview') return turn.whisper(digestPreview(await digestFacts(turn.tx, typed.channelId, turn.now)));
  if (what === 'filter') return digestFilter(turn, typed, rest.join(' '));
  if (what === 'off') return digestOff(turn, typed);
  if (what === 'now' || what === 'on') {
    const whyNot = isPersonal(typed.channelId)
      ? undefined
      : await turn.whyNotIn(typed.channelId, 'Nothing was changed');
    if (whyNot) throw new UserError(whyNot);
    return what === 'now' ? digestNow(turn, typed) : digestOn(turn, typed, rest);
  }
  throw new UserError(
    'Please say `/api-review digest on mon 09:00 Europe/Berlin`, `digest off`, `digest now`, `digest preview` or `digest filter`. Nothing was changed.',
  );
}

async function digestNow({ tx, workspaceId, actor, now, send }: Turn, { channelId, intakeId }: Typed): Promise<void> {
  send(
    await drawDigest(tx, workspaceId, {
      channelId,
      key: `digest-${channelId}-asked-${intakeId}`,
      late: false,
      askedBy: actor.userId,
      now,
    }),
  );
}

async function digestOff({ tx, whisper }: Turn, { channelId }: Typed): Promise<void> {
  const stopped = await stopDigest(tx, channelId);
  await whisper(
    plain(
      isPersonal(channelId)
        ? stopped
          ? 'No more digests of your own.'
          : 'You had no digest of your own. Nothing was changed.'
        : stopped
          ? 'No more digests in this channel.'
          : 'There was no digest in this channel. Nothing was changed.',
    ),
  );
}

async function digestOn(turn: Turn, { channelId }: Typed, [day = '', at = '', zone]: string[]): Promise<void> {
  const weekday = WEEKDAYS.indexOf(day.toLowerCase().slice(0, 3)) + 1;
  const timezone = zone ?? turn.actor.timezone ?? 'UTC';
  if (weekday === 0 || !TIME.test(at)) {
    throw new UserError(
      'Please name a day and a time, as in `/api-review digest on mon 09:00 Europe/Berlin`. Nothing was changed.',
    );
  }
  await saveSchedule(turn, { channelId, weekday, at: at.padStart(5, '0'), timezone });
}

/** Read when it is set, so that nobody learns at nine on Monday that it cannot be meant. */
async function digestFilter({ tx, whisper }: Turn, { channelId }: Typed, text: string): Promise<void> {
  const filter = text.toLowerCase() === 'off' ? null : text;
  try {
    if (filter !== null) parseFilter(filter);
  } catch (error) {
    if (!(error instanceof FilterProblem)) throw error;
    throw new UserError(
      `${error.message} One looks like \`/api-review digest filter owner:@dana or (host:pay.* and severity:high)\`. Nothing was changed.`,
    );
  }
  if (!(await filterDigest(tx, channelId, filter)))
    throw new UserError(
      'There is no digest scheduled: say `/api-review digest on mon 09:00` first. Nothing was changed.',
    );
  await whisper(
    plain(
      filter === null
        ? 'The digest tells everything again.'
        : `The digest tells only: ${filterInWords(filter)}. \`/api-review digest preview\` shows what that is now.`,
    ),
  );
}
