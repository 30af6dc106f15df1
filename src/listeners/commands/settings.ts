/** What this workspace and this channel are set to, and the ways to set it. */
import { connectionInUse } from '../../../db/connections.ts';
import { findSchedule } from '../../../db/digests.ts';
import { listOwnershipRules } from '../../../db/ownership-rules.ts';
import type { Tx } from '../../../db/pool.ts';
import { countDirect } from '../../../db/posts.ts';
import { findReminderSettings } from '../../../db/reminder-settings.ts';
import { openReviewsIn, readingsOf } from '../../../db/reviews.ts';
import { settings } from '../../messages/settings.ts';
import { nearest } from '../../review/nearest.ts';
import { quoted, type Turn, UserError } from '../listener.ts';
import { SETTINGS } from '../settings/index.ts';
import type { Subcommand } from './command.ts';

export default {
  name: 'settings',
  summary: 'what this workspace and this channel are set to',
  usage: [
    ['settings', 'the Cloudflare connection, the digest, reminders, the ownership rules'],
    ...SETTINGS.flatMap(({ usage }) => usage),
  ],
  async run(turn, { words: [word, ...words], channelId }) {
    if (word === undefined) return showSettings(turn, channelId);
    const setting = SETTINGS.find(({ name }) => name === word.toLowerCase());
    if (setting) return setting.run(turn, words, channelId);
    const meant = nearest(
      word,
      SETTINGS.map(({ name }) => name),
    );
    throw new UserError(
      `There is no setting ${quoted(word)}. ${meant ? `Did you mean \`/api-review settings ${meant}\`?` : 'Type `/api-review settings help`.'} Nothing was changed.`,
    );
  },
} satisfies Subcommand;

const WEEK_MS = 7 * 24 * 60 * 60_000;

async function showSettings(turn: Turn, channelId: string): Promise<void> {
  turn.demand('read a review');
  const { tx, environmentToken } = turn;
  await turn.whisper(
    settings({
      connection: await connectionInUse(tx),
      environmentToken,
      schedule: await findSchedule(tx, channelId),
      rescans: await rescansOf(tx, channelId),
      direct: await countDirect(tx, new Date(turn.now.getTime() - WEEK_MS)),
      reminders: await findReminderSettings(tx),
      rules: await listOwnershipRules(tx),
    }),
  );
}

async function rescansOf(tx: Tx, channelId: string) {
  const found = [];
  for (const review of await openReviewsIn(tx, channelId)) {
    const readings = await readingsOf(tx, review.id);
    if (readings) found.push({ review: review.name, rescan: readings.rescan });
  }
  return found;
}
