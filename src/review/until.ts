/** An answer that holds until a day: “mTLS until 30 June”. */
import { dayIn } from './days-said.ts';
import type { BankChoice, BankQuestion } from './questions/question.ts';
import { understand } from './questions.ts';

export interface Understood {
  /** Undefined when it could mean several things or none. */
  choice: BankChoice | undefined;
  /** `YYYY-MM-DD`: from that day on it says nothing any more. */
  until: string | null;
}

const UNTIL = /^(.*\S)[\s,]+(?:until|till)\s+(?:the\s+)?([^,;]+?)[.!\s]*$/is;

/** `today` is the day where whoever said it is. A day that is past ends nothing, so it is no answer. */
export function understandUntil(question: BankQuestion, reply: string, today: string): Understood {
  const [, said, end] = question.takes === 'date' || question.takes === 'text' ? [] : (UNTIL.exec(reply) ?? []);
  if (said === undefined || end === undefined) return { choice: understand(question, reply, today), until: null };
  const until = dayIn(end, today);
  if (until === undefined || until <= today) return { choice: undefined, until: null };
  const choice = understand(question, said, today);
  return { choice, until: choice ? until : null };
}
