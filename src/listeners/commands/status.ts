/** How this channel's review stands, for the one who asks. */
import { listOwners } from '../../../db/endpoints.ts';
import { listOwnershipRules } from '../../../db/ownership-rules.ts';
import { listReminders } from '../../../db/reminders.ts';
import { lockReview } from '../../../db/reviews.ts';
import { newestScan } from '../../../db/scans.ts';
import { reminderHistory } from '../../messages/reminder-history.ts';
import { reviewStatus } from '../../messages/review-status.ts';
import { drawReview } from '../../publish/draw-review.ts';
import { openThings } from '../../publish/open-things.ts';
import { ownershipProof } from '../../review/ownership-proof.ts';
import { reviewHere } from '../reviews.ts';
import { standingOf } from '../standing.ts';
import type { Subcommand } from './command.ts';

export default {
  name: 'status',
  summary: 'how this channel’s review stands, and what waits for you',
  usage: [['status', 'the state of the newest review in this channel']],
  async run(turn, { channelId }) {
    const review = await reviewHere(turn, channelId);
    turn.demand('read a review', { leadId: review.leadId });
    const standing = await standingOf(turn.tx, review);
    const { waiting } = await openThings(turn.tx, review);
    const reminded = reminderHistory(waiting, await listReminders(turn.tx));
    await turn.whisper(
      reviewStatus(
        standing,
        await newestScan(turn.tx, review.id),
        turn.actor,
        reminded,
        ownershipProof(await listOwners(turn.tx, review.id), await listOwnershipRules(turn.tx)),
      ),
    );
    // What could not be posted before is tried again: somebody who was told of it may have opened the channel.
    await lockReview(turn.tx, review.id);
    turn.send(...(await drawReview(turn.tx, turn.workspaceId, review.id)));
  },
} satisfies Subcommand;
