/** An answer against what was read at Cloudflare: a finding that quotes both, and until one of them is corrected the answer is no pass. */
import { fail, type Problem, type Severity } from './check.ts';

export interface Contradiction {
  question: string;
  answer: string;
  /** What stands against it, as a sentence that nobody has to look up. */
  evidence: string;
  severity?: Severity;
}

export const contradiction = (subject: string, { question, answer, evidence, severity }: Contradiction): Problem =>
  fail(subject, {
    cause: `${question} ${answer} ${evidence}`,
    facts: { question, answer, evidence },
    ...(severity && { severity }),
  });

/** What those checks have in common. */
export const AGAINST_EVIDENCE = {
  gap: 'answer against evidence',
  change: 'origin',
  severity: 'high',
  why: 'One of the two is wrong, and until it is known which, nobody can say that the endpoint is protected.',
  fix: 'Have the owner look at both: correct the answer, or put in force what it says.',
} as const;
