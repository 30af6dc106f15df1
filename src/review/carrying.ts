/** Whether what somebody answered in an earlier review is offered to be confirmed: while it is young, and all that it rests on is as it was. */
import { z } from 'zod';
import type { Asked } from './asking.ts';
import type { AskedAbout, BankQuestion } from './questions/question.ts';
import { bankQuestion, choiceOf } from './questions.ts';
import type { AskedAnew, EarlierAnswer, Question } from './review.ts';

const GOOD_FOR_DAYS = 180;
const DAY_MS = 24 * 60 * 60_000;

/** What was found of an endpoint when the earlier review ended, as far as answers rest on it. */
export const FoundBefore = z.object({
  audience: z.string().nullable(),
  sensitivity: z.string(),
  labels: z.array(z.string()).readonly(),
  authentication: z.object({ credential: z.string().nullable(), evidence: z.string() }),
  controls: z.record(z.string(), z.object({ verdict: z.string(), mode: z.string() })),
});
export type FoundBefore = z.infer<typeof FoundBefore>;

/** The newest answer of one owner to one question before this review. */
export interface AnsweredBefore {
  asks: string;
  ownerId: string;
  review: string;
  value: string | null;
  words: string | null;
  confirmed: boolean;
  saidBy: string;
  saidAt: Date;
  endpointKeys: readonly string[];
}

/** Null where nothing was answered that somebody stood by. */
export function earlierAnswer(
  { asks, endpointKeys }: Asked,
  before: AnsweredBefore,
  then: ReadonlyMap<string, FoundBefore>,
  now: ReadonlyMap<string, AskedAbout>,
  at: Date,
): EarlierAnswer | null {
  const question = bankQuestion(asks);
  const { review, value, words, saidBy, saidAt } = before;
  const known = value !== 'not-sure' && choiceOf(question, value) !== undefined;
  if (value === null || !known || !before.confirmed) return null;
  const said = { review, value, words, saidBy, saidAt };
  const days = question.goodForDays ?? GOOD_FOR_DAYS;
  if (at.getTime() - saidAt.getTime() > days * DAY_MS)
    return { ...said, endpointKeys: [], anew: { because: 'expired', days } };

  const spokenOf = new Set(before.endpointKeys);
  const common = endpointKeys.filter((key) => spokenOf.has(key));
  const moved = new Map(
    common.flatMap((key) => {
      const difference = differenceOf(question, then.get(key), now.get(key));
      return difference ? [[key, difference] as const] : [];
    }),
  );
  const [first] = moved.values();
  const anew: AskedAnew | null = first ? { because: 'changed', ...first, endpoints: moved.size } : null;
  if (question.scope === 'review') return { ...said, endpointKeys: anew ? [] : endpointKeys, anew };
  if (common.length === 0) return null;
  return { ...said, endpointKeys: common.filter((key) => !moved.has(key)), anew };
}

/** For some of what is asked about at least. */
export const canBeConfirmed = (earlier: EarlierAnswer | undefined): boolean =>
  earlier !== undefined && earlier.endpointKeys.length > 0;

/** Still to be confirmed, or to be answered anew. */
export const isOffered = ({ answer, earlier, endpointKeys }: Question): boolean =>
  answer === null && earlier !== null && endpointKeys.some((key) => earlier.endpointKeys.includes(key));

type Difference = Pick<Extract<AskedAnew, { because: 'changed' }>, 'fact' | 'was' | 'now'>;

/** The first fact that is not as it was. Of an endpoint about which nothing was kept nobody can say that it is. */
function differenceOf(
  question: BankQuestion,
  then: FoundBefore | undefined,
  now: FoundBefore | AskedAbout | undefined,
): Difference | undefined {
  for (const fact of factsUnder(question)) {
    const [was, is] = [then && told(fact, then), now && told(fact, now)];
    if (was === undefined || was !== is) return { fact, was: was ?? 'unknown', now: is ?? 'unknown' };
  }
  return undefined;
}

const factsUnder = ({ scope, step, restsOn = [] }: BankQuestion): readonly string[] =>
  scope === 'review' ? restsOn : ['audience', 'sensitivity', 'risk', ...(step === 2 ? ['credential'] : []), ...restsOn];

/** In the words in which it is told; what somebody only said is no fact that an answer rests on. */
function told(fact: string, { audience, sensitivity, labels, authentication, controls }: FoundBefore | AskedAbout) {
  switch (fact) {
    case 'audience':
      return audience ?? 'unknown';
    case 'sensitivity':
      return sensitivity;
    case 'risk':
      return (
        labels
          .filter((label) => label.startsWith('cf-risk-'))
          .sort()
          .join(' ') || 'none'
      );
    case 'credential':
      return authentication.evidence === 'provable' ? (authentication.credential ?? 'none') : 'not proved';
    default: {
      const control = (controls as FoundBefore['controls'])[fact];
      return control && (control.verdict === 'covered' ? `covered, ${control.mode}` : control.verdict);
    }
  }
}
