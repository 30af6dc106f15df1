/** All staged controls of a review with what is due, for the one who asks. */
import type { Calendar } from '../review/calendar.ts';
import type { Decision, Review } from '../review/review.ts';
import { count, lines, type Message, message, safe, section } from './message.ts';
import { decisionInWords } from './remediation-list.ts';

const SHOWN = 12;

export function stagedRecord(
  review: Review,
  staged: readonly Decision[],
  { due, stuck, unproven }: Calendar,
  titleOf: (decision: Decision) => string,
): Message {
  const text = `${count(staged.length, 'control')} of ${safe(review.name)} act at Cloudflare by a decision`;
  if (staged.length === 0)
    return message(`None of what was decided in ${safe(review.name)} acts at Cloudflare yet.`, []);
  const named = (decision: Decision) => `• *${safe(titleOf(decision))}*`;
  const parts: [string, string][] = [
    ['Due for a look', lines(due, SHOWN, (decision) => `${named(decision)}: since ${decision.lookAt}`)],
    [
      'On trial for over 30 days',
      lines(stuck, SHOWN, ({ decision, days }) => `${named(decision)}: ${count(days, 'day')}`),
    ],
    ['Enforced without proof', lines(unproven, SHOWN, named)],
    ['All of them', lines(staged, SHOWN, (decision) => `${named(decision)}: ${decisionInWords(decision)}`)],
  ];
  return message(text, [
    section(`*${text}*`),
    ...parts.flatMap(([title, said]) => (said === '' ? [] : [section(`*${title}*\n${said}`)])),
  ]);
}
