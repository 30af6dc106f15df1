/** The hash of an evidence bundle, where nobody who forges one can change it. */
import type { Review } from '../review/review.ts';
import { code, context, count, type Message, message, safe, section } from './message.ts';

export function evidencePosted(review: Review, records: number, head: string): Message {
  const text = `Evidence of ${safe(review.name)}: ${count(records, 'record')}, head ${code(head, 64)}`;
  return message(text, [
    section(text),
    context(
      `\`npm run verify -- FILE --head ${head}\` says, without any network, whether a file is this evidence, and which record was changed if it is not. People stand in it as references.`,
    ),
  ]);
}
