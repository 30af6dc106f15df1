/** What people are told of the zone being read again by itself. */
import type { Rescan } from '../review/rescan.ts';
import type { Review } from '../review/review.ts';
import { type Message, plain, safe } from './message.ts';

const WORDS: Record<Rescan, string> = {
  off: 'only when somebody presses Scan again',
  daily: 'every day',
  weekly: 'every week',
};

export const rescanInWords = (rescan: Rescan) => WORDS[rescan];

export function rescanLeftOut({ name, channelId }: Review, share: number): Message {
  return plain(
    `The zone of ${safe(name, 80)} in <#${channelId}> was not read again by itself: it would have taken ${Math.round(share * 100)} % of the calls that Cloudflare allows in five minutes. Nothing was changed. Press Scan again on its card at a time that suits, or say \`/api-review settings rescans off\` there. I will not tell you again.`,
  );
}
