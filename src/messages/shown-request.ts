/** One request that gets through, for the eyes of whoever may see a working bypass. */
import type { ItemWitness, ReviewItem } from '../review/review.ts';
import { code, context, type Message, message, safe, section } from './message.ts';

const VALUES_SHOWN = 10;

export function shownRequest(item: ReviewItem, { method, url, fields, because }: ItemWitness): Message {
  const told = Object.entries(fields);
  const title = `A request that gets through, for ${item.rank}. ${safe(item.title)}`;
  const values = told.slice(0, VALUES_SHOWN).map(([name, value]) => `• ${code(`${name} = ${JSON.stringify(value)}`)}`);
  const more = told.length > VALUES_SHOWN ? [`and ${told.length - VALUES_SHOWN} more`] : [];
  return message(title, [
    section(`*${title}*\n${code(`${method} ${url}`, 1500)}`),
    ...(told.length > 0 ? [section(['with', ...values, ...more].join('\n'))] : []),
    section(`Why: ${safe(because, 1000)}.`),
    context(
      'This is a working bypass of one control, read from the configuration; nothing was sent. Another control may still stop it. Please do not post it where everybody reads.',
    ),
  ]);
}
