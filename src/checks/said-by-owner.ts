/** A check of a step's answers: what an owner says is missing is a finding like any other, and is called stated. */
import { type Change, type Check, defineCheck, fail, type Severity } from './check.ts';

/** A question of the bank, the answer that speaks against the endpoints, and what is then wrong. */
export interface Admission {
  question: string;
  answer: string;
  severity: Severity;
  title: string;
  fix: string;
  change?: Change;
}

export function saidByOwner(
  of: Pick<Check, 'id' | 'step' | 'standards' | 'title' | 'change'> & { admissions: readonly Admission[] },
): Check {
  const { admissions, ...metadata } = of;
  const known = new Map(admissions.map((each) => [`${each.question} ${each.answer}`, each]));
  return defineCheck({
    ...metadata,
    gap: 'by its owner’s word',
    severity: 'medium',
    evidenceKind: 'stated',
    needs: ['operations'],
    why: 'No configuration shows it, so the people who run the API were asked.',
    fix: 'As the finding says of each answer.',

    evaluate({ endpoints, answers, zone }) {
      const present = new Set(endpoints.map(({ key }) => key));
      return answers.flatMap(({ question, value, endpointKeys }) => {
        const admitted = known.get(`${question} ${value}`);
        if (!admitted) return [];
        const { severity, title, fix, change } = admitted;
        const subjects =
          endpointKeys === 'review' ? [`zone:${zone.name}`] : endpointKeys.filter((key) => present.has(key));
        const details = { severity, title, fix, ...(change && { change }), facts: { question, answer: value } };
        return subjects.map((subject) => fail(subject, { cause: `${question} ${value}`, ...details }));
      });
    },
  });
}
