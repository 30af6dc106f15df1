/** How often the zone of a review is read again without anybody asking. */
import { setRescan } from '../../../db/reviews.ts';
import { plain, safe } from '../../messages/message.ts';
import { rescanInWords } from '../../messages/rescan.ts';
import { Rescan } from '../../review/rescan.ts';
import { UserError } from '../listener.ts';
import { openReviewHere } from '../reviews.ts';
import type { Setting } from './setting.ts';

export default {
  name: 'rescans',
  usage: [
    [
      'settings rescans daily',
      'how often the zone of the review here is read again by itself; `weekly` unless said, or `off`',
    ],
  ],
  async run(turn, [word = '', ...name], channelId) {
    const rescan = Rescan.safeParse(word.toLowerCase());
    if (!rescan.success)
      throw new UserError(
        'Please say `daily`, `weekly` or `off`, as in `/api-review settings rescans daily`. Nothing was changed.',
      );
    const review = await openReviewHere(turn, channelId, { name, as: `settings rescans ${rescan.data}` });
    turn.demand('scan a zone again', { leadId: review.leadId });
    await setRescan(turn.tx, review.id, rescan.data);
    await turn.whisper(plain(`The zone of ${safe(review.name, 80)} is read again ${rescanInWords(rescan.data)}.`));
  },
} satisfies Setting;
