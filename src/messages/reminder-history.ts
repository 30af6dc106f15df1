/** Who was reminded of what is still open in a review, when, and who was told of it. */
import { type Reminded, stepsOf, type Waiting } from '../review/reminders.ts';
import { inline, lines, moment, person } from './message.ts';

const OWNERS_SHOWN = 10;
const TIMES_SHOWN = 4;

/** Undefined when nobody was reminded of anything that is open now. */
export function reminderHistory(waiting: readonly Waiting[], sent: readonly Reminded[]): string | undefined {
  const silent = waiting.flatMap((one) => {
    const steps = stepsOf(one, sent);
    return steps.length === 0 ? [] : [{ ...one, steps }];
  });
  if (silent.length === 0) return undefined;
  return lines(silent, OWNERS_SHOWN, ({ ownerId, steps, later }) => {
    const heard = steps.filter(({ userId, lost }) => userId === ownerId && !lost);
    const others = steps.filter(({ userId, lost }) => userId !== ownerId && !lost);
    const parts = [
      ...(heard.length > 0 ? [`was reminded ${inline(heard, TIMES_SHOWN, when)}`] : []),
      ...(later ? [`has put it off until ${moment(later)}`] : []),
      ...(steps.some(({ userId, lost }) => userId === ownerId && lost) ? ['could not be written to'] : []),
      ...(others.length > 0
        ? [inline(others, TIMES_SHOWN, (each) => `${person(each.userId)} told ${when(each)}`)]
        : []),
    ];
    return `• ${person(ownerId)} ${parts.join('; ')}`;
  });
}

const when = ({ sentAt }: Reminded) => moment(sentAt);
