/** What this workspace and this channel are set to. */
import { connectionInUse } from '../../../db/connections.ts';
import { findSchedule } from '../../../db/digests.ts';
import { listOwnershipRules } from '../../../db/ownership-rules.ts';
import { settings } from '../../messages/settings.ts';
import type { Subcommand } from './command.ts';

export default {
  name: 'settings',
  summary: 'what this workspace and this channel are set to',
  usage: [['settings', 'the Cloudflare connection, the digest, the ownership rules']],
  async run(turn, { channelId }) {
    turn.demand('read a review');
    const { tx, environmentToken } = turn;
    const connection = await connectionInUse(tx);
    await turn.whisper(
      settings({
        connection,
        environmentToken,
        schedule: await findSchedule(tx, channelId),
        rules: await listOwnershipRules(tx),
      }),
    );
  },
} satisfies Subcommand;
